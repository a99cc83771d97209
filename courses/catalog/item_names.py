"""What findings call an item, whether or not its author named it."""

from courses.catalog.scanner import RawItem

MOST = 40


def named(item: RawItem) -> str:
    """The id of an item, or the beginning of its question."""
    return item.attributes.id or item.question.text[:MOST]
