"""Ages: when a statement of law has grown old, and which audiences are young."""

from datetime import date

from courses.catalog.parts import Spot

UNDER_19 = frozenset({"elementary", "lower-secondary", "upper-secondary"})
SPAN_OF_YEARS = 1


def old_law(law: Spot, today: date) -> bool:
    """Whether a statement of law was last looked at more than twelve months ago."""
    return _a_year_after(date.fromisoformat(law.text)) < today


def _a_year_after(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + SPAN_OF_YEARS, 3, 1)
    return day.replace(year=day.year + SPAN_OF_YEARS)
