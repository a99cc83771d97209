"""What stands twice in an item: learners could not tell which is meant, nor results which was chosen."""

from courses.catalog.pages import Faults
from courses.catalog.scanner import RawItem


def same_choices(item: RawItem, faults: Faults) -> None:
    """Note choices, rows, steps or answers of an item that say the same, and those of one name."""
    for group in (item.choices, item.rows, item.steps, item.answers):
        told: set[str] = set()
        named: dict[str, int] = {}
        for one in group:
            text = " ".join(one.text.text.split()).casefold()
            if text and text in told:
                faults.add("I208", one.line, one.column, text=one.text.text[:60])
            told.add(text)
            name = one.attributes.id
            if name and (first := named.setdefault(name, one.line)) != one.line:
                faults.add("I203", one.line, one.attributes.column, id=name, path=faults.path, first=first)
