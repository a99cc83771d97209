"""Debian's Chromium in front of the real product, which runs once a session on each database."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from bench.people import Site
from bench.product import Product
from scripts.ensure_system import chromium
from tests.browser.keyboard import Kinds, kinds_of, write_courses
from tests.browser.visiting import Visitor

PHONE = {"width": 390, "height": 844}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Chromium]:
    """One Chromium for all tests; it is Debian's, none is ever downloaded."""
    found = chromium()
    if found is None:
        reason = "Chromium is missing: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Site]]:
    """Gives the product on the named database, started when first asked for."""
    sites: dict[str, Site] = {}

    def start(database: str) -> Site:
        if database not in sites:
            url = request.getfixturevalue("postgres_server").create("jikim_browser") if database == "postgresql" else ""
            folder = tmp_path_factory.mktemp(database)
            folder.chmod(0o700)
            product = Product(folder, url)
            product.flask("site", "prepare")
            sites[database] = Site(product)
            product.start()
            product.start_worker()
        return sites[database]

    yield start
    for site in sites.values():
        site.product.stop()


@pytest.fixture
def site(running: Callable[[str], Site]) -> Site:
    """The product on SQLite."""
    return running("sqlite")


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, running: Callable[[str], Site]) -> Site:
    """The product on SQLite, then on PostgreSQL."""
    return running(request.param)


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Kinds]]:
    """The product with courses of every item type, see `keyboard.kinds_of`."""
    folder = tmp_path_factory.mktemp("kinds")
    folder.chmod(0o700)
    product = Product(folder, demo=False, content=write_courses(folder))
    product.flask("site", "prepare")
    product.start()
    yield kinds_of(product)
    product.stop()


@pytest.fixture
def visit(chrome: Chromium) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser window of its own on a site: no cookie, no cache, a phone's screen unless said otherwise.

    At the end of the test it must have asked nobody but the site, and its console must have stayed silent.
    """
    opened: list[Visitor] = []

    def open_window(site: Site, locale: str = "ko-KR", **options: Any) -> Visitor:
        context = chrome.new_context(**{"viewport": PHONE, "locale": locale, "reduced_motion": "reduce", **options})
        context.set_default_timeout(15_000)
        opened.append(Visitor(site, context))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
    for one in opened:
        assert one.asked_elsewhere() == []
        assert one.complaints == []
