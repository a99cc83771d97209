"""What stands between the two `---` lines at the top of a text, and what follows it."""

from typing import TypeVar

from courses.catalog.pages import Excerpt, Page
from courses.catalog.schemas import Strict, checked
from courses.catalog.strict_yaml import Settings, read_settings

Front = TypeVar("Front", bound=Strict)


def split_front(page: Page) -> tuple[Settings, Excerpt]:
    """The settings between the two `---` lines at the top of a page, and what follows them."""
    lines = page.whole.lines
    if not lines:
        return Settings(), Excerpt()
    if lines[0].rstrip() != "---":
        page.faults.add("F001")
        return Settings(), page.whole
    end = next((number for number, line in page.whole.numbered() if number > 1 and line.rstrip() == "---"), 0)
    if not end:
        page.faults.add("F002")
        return Settings(), Excerpt()
    text = page.whole.part(2, end).text
    return read_settings(text, page.faults, 2), page.whole.part(end + 1, page.whole.after)


def read_front(page: Page, model: type[Front]) -> tuple[Front | None, Settings, Excerpt]:
    """The front matter of an original, None where it cannot be used; the settings it was read from, and the body."""
    settings, body = split_front(page)
    readable = settings.values or not page.faults.codes & {"F001", "F002", "F003"}
    front = checked(model, settings, page.faults) if page.whole.lines and readable else None
    return front, settings, body
