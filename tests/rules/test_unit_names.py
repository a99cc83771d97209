"""What a class list may call a unit."""

from courses.rules.unit_names import NamedUnit, unit_names

SCHOOL = NamedUnit(2, ("교육청", "새솔고"))
GRADE = NamedUnit(3, ("교육청", "새솔고", "1학년"))
FIRST = NamedUnit(4, ("교육청", "새솔고", "1학년", "1반"))
SECOND = NamedUnit(5, ("교육청", "새솔고", "1학년", "2반"))
OTHER_GRADE = NamedUnit(6, ("교육청", "새솔고", "2학년"))
OTHER_FIRST = NamedUnit(7, ("교육청", "새솔고", "2학년", "1반"))
BELOW = [GRADE, FIRST, SECOND, OTHER_GRADE, OTHER_FIRST]


def test_a_row_without_a_unit_goes_to_the_one_the_list_is_for() -> None:
    assert unit_names(SCHOOL, BELOW)[""] == 2


def test_any_ending_of_a_path_names_the_only_unit_that_ends_so() -> None:
    names = unit_names(SCHOOL, BELOW)
    wanted = {"2반": 5, "1학년/2반": 5, "새솔고/1학년/2반": 5, "교육청/새솔고/1학년/2반": 5, "새솔고": 2}
    assert {key: names[key] for key in wanted} == wanted


def test_an_ending_that_two_units_share_names_neither() -> None:
    assert "1반" not in unit_names(SCHOOL, BELOW)


def test_the_path_seen_from_the_unit_of_the_list_always_counts() -> None:
    nested = NamedUnit(8, ("교육청", "새솔고", "별관", "1학년"))
    assert unit_names(SCHOOL, [*BELOW, nested])["1학년"] == 3


def test_two_units_of_the_same_path_name_neither() -> None:
    assert "1학년" not in unit_names(SCHOOL, [GRADE, NamedUnit(9, GRADE.trail)])


def test_units_above_and_beside_have_no_name() -> None:
    assert set(unit_names(FIRST, []).values()) == {4}
    assert "교육청" not in unit_names(FIRST, [])
