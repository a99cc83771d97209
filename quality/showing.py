"""The page of reliability: what was tried and measured, and whether it holds; between marks, nothing by hand."""

from collections.abc import Mapping, Sequence

from courses.foundation.settings import ROOT
from quality.judging import Judged, Line, Verdict
from quality.measures import Measure

PAGE = ROOT / "docs" / "reliability.md"
WHOLE = ("<!-- figures -->", "<!-- end of figures -->")
AGAIN = ("<!-- parts again -->", "<!-- end of parts -->")


def show(
    lines: Sequence[Line], measures: Sequence[Measure], common: Mapping[str, str], troubles: Sequence[str]
) -> None:
    """Put what a whole run found on the page; parts that were run again before it are gone."""
    _put(WHOLE, [verdict(lines, common, troubles), "", *table(lines), "", *runs(lines, measures)])
    _put(AGAIN, [])


def show_again(lines: Sequence[Line], common: Mapping[str, str], troubles: Sequence[str]) -> None:
    """Put what parts found, that were run again after the whole, below it: with their own day."""
    _put(AGAIN, ["Run again afterwards, " + verdict(lines, common, troubles), "", *table(lines)])


def _put(marks: tuple[str, str], shown: Sequence[str]) -> None:
    begin, end = marks
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    after = rest.partition(end)[2]
    block = [begin, *(["", *shown, ""] if shown else []), end]
    PAGE.write_text(f"{before}{chr(10).join(block)}{after}", encoding="utf-8")


def verdict(lines: Sequence[Line], common: Mapping[str, str], troubles: Sequence[str]) -> str:
    """The run in one paragraph: its form, day and machine, and everything that does not hold."""
    said = [f"{one.requirement.id} {one.verdict}" for one in lines if one.verdict is not Verdict.HELD] + [*troubles]
    held = f"**{'; '.join(said)}**" if said else f"all {len(lines)} requirements held"
    return f"{common['length']} form, {common['at']}, {common['machine']}: {held}."


def table(lines: Sequence[Line]) -> list[str]:
    """One line a requirement: its figures, each with its bar; those that miss it are bold."""
    head = ["| | what must hold | measured (bar) | tests | verdict |", "|---|---|---|--:|---|"]
    return [*head, *(f"| {' | '.join(_cells(line))} |" for line in lines)]


def _cells(line: Line) -> tuple[str, ...]:
    measured = "; ".join(map(str, line.judged)) or "–"
    tests = f"{line.tests}" + (f", **{line.failed} failed**" if line.failed else "")
    word = line.verdict if line.verdict is Verdict.HELD else f"**{line.verdict}**"
    return line.requirement.id, line.requirement.claim, measured, tests, word


def runs(lines: Sequence[Line], measures: Sequence[Measure]) -> list[str]:
    """One line a measurement with all its figures; those that miss a bar are bold."""
    missed = [one for line in lines for one in line.judged if not one.holds]
    head = ["| run | database | measured |", "|---|---|---|"]
    return [*head, *(f"| {one.name} | {one.database or '–'} | {_figures(one, missed)} |" for one in measures)]


def _figures(measure: Measure, missed: Sequence[Judged]) -> str:
    bold = {(one.figure, one.value) for one in missed if (one.run, one.database) == (measure.name, measure.database)}
    return ", ".join(
        f"{name} **{value:g}**" if (name, value) in bold else f"{name} {value:g}"
        for name, value in measure.figures.items()
    )
