"""What fault runs share: how long they are, a product of their own on each database, and where figures go."""

import json
import os
from collections.abc import Callable, Iterator

import pytest

from bench.people import Site
from bench.product import Product

LONG = os.environ.get("TEST_LENGTH", "short") == "long"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running product without demo people, on SQLite and then on PostgreSQL; ended by its process group."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_server").create("jikim_faults")
    folder = tmp_path_factory.mktemp("faults")
    folder.chmod(0o700)
    product = Product(folder, url, demo=False)
    product.flask("site", "prepare")
    product.start()
    try:
        yield Site(product)
    finally:
        product.stop()


@pytest.fixture
def database(site: Site) -> str:
    """The name of the database under test."""
    return "PostgreSQL" if site.product.database_url else "SQLite"


@pytest.fixture
def record_figures(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Puts measured figures into the test report, from which `python -m quality` keeps them."""

    def keep(name: str, on: str, **values: float) -> None:
        text = json.dumps({"run": name, "database": on, **values})
        request.node.user_properties.append(("figures", text))

    return keep


@pytest.fixture
def figures(record_figures: Callable[..., None], database: str) -> Callable[..., None]:
    """The same, for a run on the database under test."""
    return lambda name, **values: record_figures(name, database, **values)
