"""A site of its own whose quiz asks one item of every type, for runs that take it away from under its learners."""

from pathlib import Path

from bench.people import Site
from bench.product import SITE, Product
from courses.catalog.items import Quiz
from courses.foundation.settings import ROOT
from courses.foundation.vocabulary import ItemType

CONTENT = ROOT / "tests" / "content" / "kinds"
COURSE = "kinds"
MODULE = 1
KINDS = frozenset(ItemType) - {ItemType.SCALE}
"""What a quiz may ask; scales stand in surveys."""
TYPED = (ItemType.SHORT_TEXT, ItemType.NUMBER)


def prepare(folder: Path, url: str = "", *, served: tuple[str, str] = SITE, before: tuple[str, ...] = ()) -> Site:
    """The site, not served yet; `url`, `served` and `before` as for `Product`."""
    folder.chmod(0o700)
    product = Product(folder, url, demo=False, served=served, before=before, content=CONTENT)
    product.flask("site", "prepare")
    return Site(product, COURSE)


def quiz_of(site: Site) -> Quiz:
    """The quiz. Raises LookupError where the module has none."""
    quiz = site.module(MODULE).quiz
    if quiz is None:
        raise LookupError(COURSE)
    return quiz
