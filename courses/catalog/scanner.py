"""The line scanner of quizzes and checks: it splits items into parts before Markdown sees any of them. Never raises."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from courses.catalog.braces import Attributes, split_attributes
from courses.catalog.lookalikes import check_braces, folded, like_choice, like_feedback, like_heading
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.places import shielded

HEADING = re.compile(r"^## +(.*?)\s*$")
LIKE_HEADING = re.compile(r"^ {0,3}#{1,6}\s*[^\s#]")
CHOICE = re.compile(r"^- \[([ xX])\] +(\S.*)$")
ANSWER = re.compile(r"^(!=|=|~) +(\S.*)$")
LIKE_ANSWER = re.compile(r"^\s*(!=|=|~(?!~))(?!=)\s*(\S.*)$")
ABOVE = re.compile(r"^ {0,3}(!=|=|~(?= ))(?!=)\s*(\S.*)$")
"""Where an item has answers, a line of its situation that was meant as one more."""
STEP = re.compile(r"^(\d{1,9})[.)][ \t]+(\S.*)$")
QUOTE = re.compile(r"^\s*>")
AFTER = ("after", "after-pass", "after-retry")


@dataclass(slots=True)
class RawChoice:
    """A choice, an answer line, a table row or a numbered step, with its feedback.

    `mark` is "x" or " " for a choice, "=", "~" or "!=" for an answer; `other` the second cell of a row.
    """

    line: int
    column: int
    mark: str
    text: Excerpt
    attributes: Attributes
    feedback: Excerpt = field(default_factory=Excerpt)
    other: str = ""


@dataclass(slots=True)
class RawItem:
    """One item as its lines."""

    line: int
    column: int
    question: Excerpt
    attributes: Attributes
    situation: Excerpt = field(default_factory=Excerpt)
    choices: list[RawChoice] = field(default_factory=list)
    answers: list[RawChoice] = field(default_factory=list)
    rows: list[RawChoice] = field(default_factory=list)
    steps: list[RawChoice] = field(default_factory=list)
    feedback: Excerpt = field(default_factory=Excerpt)


@dataclass(slots=True)
class Scan:
    """A quiz as its parts; `after` holds heading and body of the closing sections by mark.

    One too many stands there under a name of its own, so that its faults are told. `order` names every section in the
    order written: its mark, or nothing for an item.
    """

    intro: Excerpt
    items: list[RawItem] = field(default_factory=list)
    after: dict[str, tuple[Excerpt, Excerpt]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)


def scan_quiz(excerpt: Excerpt, faults: Faults, order: Sequence[str] = ()) -> Scan:
    """Split a quiz page at its `## ` headings; a translation may leave the closing marks to the original's `order`."""
    hidden = shielded(excerpt)
    starts = [number for number, line in excerpt.numbered() if HEADING.match(line) and number not in hidden]
    starts.append(excerpt.after)
    scan = Scan(excerpt.part(excerpt.first, starts[0]))
    _check_headings(scan.intro, hidden, faults)
    closings: list[tuple[int, str, Attributes]] = []
    for start, end in pairwise(starts):
        line = excerpt.lines[start - excerpt.first]
        text, attributes = split_attributes(line, start, faults)
        heading = Excerpt((text.removeprefix("##").strip(),), start)
        check_braces(text, start, 1, faults)
        body = excerpt.part(start + 1, end)
        inherited = order[len(scan.order)] if len(scan.order) < len(order) else ""
        marks = {one.lower().replace("_", "-") for one in attributes.marks}
        mark = next((one for one in AFTER if one in marks), inherited)
        scan.order.append(mark)
        if mark:
            scan.after[f"{mark} {len(scan.order)}" if mark in scan.after else mark] = (heading, body)
            closings.append((start, mark, attributes))
            _check_headings(body, hidden, faults)
            continue
        item = RawItem(start, 4, heading, attributes)
        scan_item(item, body, faults)
        scan.items.append(item)
    if not order:
        _check_closings(scan, closings, faults)
    return scan


def _check_headings(text: Excerpt, hidden: set[int], faults: Faults) -> None:
    """Note the headings of items that would be shown in a text around the items."""
    for number, line in text.numbered():
        if number not in hidden and (column := like_heading(line)):
            faults.add("I237", number, column, text=line.strip()[:40])


def _check_closings(scan: Scan, closings: Sequence[tuple[int, str, Attributes]], faults: Faults) -> None:
    """A closing section stands once, behind all items; a translation is told by its original."""
    last = max((item.line for item in scan.items), default=0)
    before: set[str] = set()
    for line, mark, attributes in closings:
        if line < last or mark in before:
            faults.add("I234", line, attributes.column, mark=mark)
        before.add(mark)
        if unknown := sorted(attributes.values) + sorted(attributes.marks - {mark}):
            faults.add("I207", line, attributes.column, text=", ".join(unknown))


def scan_item(item: RawItem, body: Excerpt, faults: Faults) -> None:
    """Split what stands under a question; it is filled into `item`."""
    hidden = shielded(body)
    rest = _situation_end(body, hidden)
    situation = body.part(body.first, rest)
    for number, line in situation.numbered():
        if number not in hidden and not _misread(line, number, faults):
            check_braces(line, number, 1, faults)
    _scan_options(item, body.part(rest, body.after), faults)
    typed = item.attributes.values
    if not item.choices and not item.answers and not typed.keys() & {"answer", "scale"}:
        situation = (
            _take_rows(item, situation, hidden, faults) or _take_steps(item, situation, hidden, faults) or situation
        )
    if item.answers:
        item.answers[:0] = _misread_answers(ABOVE, situation, hidden, faults)
    elif not (item.choices or item.rows or item.steps or typed.keys() & {"answer", "scale"}):
        # told where it stands, it is an answer all the same: that there is none would not be the fault
        item.answers[:0] = _misread_answers(LIKE_ANSWER, situation, hidden, faults)
    item.situation = situation


def _misread_answers(like: re.Pattern[str], situation: Excerpt, hidden: set[int], faults: Faults) -> list[RawChoice]:
    """Note the lines of a situation that were meant as answers and would be shown as they stand."""
    answers = []
    for number, line in situation.numbered():
        if number not in hidden and (m := like.match(folded(line))):
            faults.add("I210", number, m.start(1) + 1, text=line.strip()[:40])
            text = Excerpt((line[m.start(2) :],), number)
            answers.append(RawChoice(number, m.start(2) + 1, m[1], text, Attributes()))
    return answers


def _misread(line: str, number: int, faults: Faults) -> bool:
    """Note a line that was meant as a choice, a feedback or a heading and is read as none."""
    if column := like_heading(line):
        faults.add("I237", number, column, text=line.strip()[:40])
        return True
    code = "I204" if like_choice(line) else "I231" if like_feedback(line) else ""
    if code:
        faults.add(code, number, len(line) - len(line.lstrip()) + 1)
    return bool(code)


def _situation_end(body: Excerpt, hidden: set[int]) -> int:
    for number, line in body.numbered():
        if number not in hidden and (CHOICE.match(line) or ANSWER.match(line) or line.startswith(">")):
            return number
    return body.after


def _scan_options(item: RawItem, body: Excerpt, faults: Faults) -> None:
    """Read choices and answers with their feedback, and the item's own feedback at the end."""
    own: list[str] = []
    own_first = 0
    for number, line in body.numbered():
        if line.startswith(">"):
            own_first = own_first or number
            own += [""] * (number - own_first - len(own))
            own.append(_unquoted(line))
        elif m := CHOICE.match(line) or ANSWER.match(line):
            if own:
                faults.add("I206", own_first)
            _add_option(item, m, number, faults)
        elif LIKE_HEADING.match(plain := folded(line)):
            # what follows is meant for another item
            faults.add("I237", number, plain.index("#") + 1, text=line.strip()[:40])
            break
        elif line.strip():
            _add_line(item, line, number, faults, closed=bool(own))
    item.feedback = Excerpt(tuple(own), own_first or body.first)


def _add_option(item: RawItem, m: re.Match[str], number: int, faults: Faults) -> None:
    text, attributes = split_attributes(m[2], number, faults)
    shift = m.start(2)
    check_braces(text, number, shift + 1, faults)
    attributes = replace(attributes, column=attributes.column + shift)
    option = RawChoice(number, shift + 1, m[1].lower(), Excerpt((text.strip(),), number), attributes)
    (item.choices if m.re is CHOICE else item.answers).append(option)


def _add_line(item: RawItem, line: str, number: int, faults: Faults, *, closed: bool) -> None:
    """Add a line under a choice or an answer: its feedback, or more of its text; anything else is noted."""
    indent = len(line) - len(line.lstrip())
    both = [*item.choices, *item.answers]
    last = max(both, key=lambda one: one.line) if both and not closed else None
    if last and QUOTE.match(line):
        _add_feedback(last, number, _unquoted(line))
    elif _misread(line, number, faults):
        pass
    elif LIKE_ANSWER.match(folded(line)):
        faults.add("I210", number, indent + 1, text=line.strip()[:40])
    elif last and indent > 1 and last.feedback.blank:
        last.text = Excerpt((*last.text.lines, line.strip()), last.text.first)
        check_braces(line, number, 1, faults)
    else:
        faults.add("I205", number, indent + 1)


def _unquoted(line: str) -> str:
    return line.lstrip().removeprefix(">").removeprefix(" ")


def _add_feedback(choice: RawChoice, number: int, text: str) -> None:
    if not choice.feedback.lines:
        choice.feedback = Excerpt((text,), number)
        return
    gap = ("",) * (number - choice.feedback.after)
    choice.feedback = Excerpt((*choice.feedback.lines, *gap, text), choice.feedback.first)


def _last_run(situation: Excerpt, hidden: set[int]) -> tuple[int, int]:
    """The numbers of the first line of the last paragraph of a situation, and of the line behind it."""
    numbers = [number for number, line in situation.numbered() if line.strip()]
    if not numbers or numbers[-1] in hidden:
        return situation.after, situation.after
    start = end = numbers[-1]
    for number in reversed(numbers[:-1]):
        if number != start - 1 or number in hidden:
            break
        start = number
    return start, end + 1


def _take_rows(item: RawItem, situation: Excerpt, hidden: set[int], faults: Faults) -> Excerpt | None:
    """Take a table that ends the situation as the pairs of a matching item."""
    start, end = _last_run(situation, hidden)
    lines = list(situation.part(start, end).numbered())
    if not lines or not all("|" in line for _, line in lines):
        return None
    if len(lines) < 3 or not ("-" in lines[1][1] and set(lines[1][1]) <= set(" |:-")):
        faults.add("I226", start)
        return situation.part(situation.first, start)
    for number, line in lines:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if len(cells) != 2 or not cells[1]:
            faults.add("I226", number)
        elif number > lines[1][0]:
            column = line.index(cells[0]) + 1
            item.rows.append(RawChoice(number, column, "", Excerpt((cells[0],), number), Attributes(), other=cells[1]))
    return situation.part(situation.first, start)


def _list_start(situation: Excerpt, hidden: set[int]) -> int:
    """Where the numbered list begins that ends a situation; blank lines may stand between what it holds."""
    found, following = situation.after, 0
    groups = groupby(situation.numbered(), lambda one: (bool(one[1].strip()), one[0] in hidden))
    for (written, shut), run in reversed([(kind, list(lines)) for kind, lines in groups]):
        steps = [int(m[1]) for _, line in run if (m := STEP.match(line)) and not shut]
        if steps and STEP.match(run[0][1]) and (found == situation.after or following - steps[-1] in {0, 1}):
            found, following = run[0][0], steps[0]
        elif shut or (written and not all(QUOTE.match(line) for _, line in run)):
            break
    return found


def _take_steps(item: RawItem, situation: Excerpt, hidden: set[int], faults: Faults) -> Excerpt | None:
    """Take a numbered list that ends the situation as the steps of an ordering item."""
    start = _list_start(situation, hidden)
    lines = [(number, line) for number, line in situation.part(start, situation.after).numbered() if line.strip()]
    if not lines:
        return None
    last, lazy = 0, False
    for number, line in lines:
        if m := STEP.match(line):
            text, attributes = split_attributes(m[2], number, faults)
            attributes = replace(attributes, column=attributes.column + m.start(2))
            # a list may be numbered 1, 2, 3 or 1, 1, 1; its lines count, not its numbers
            lazy = lazy or (len(item.steps) == 1 and int(m[1]) == last)
            if item.steps and int(m[1]) != last + (not lazy):
                faults.add("W520", number, 1, number=m[1], step=len(item.steps) + 1)
            last = int(m[1])
            item.steps.append(RawChoice(number, m.start(2) + 1, "", Excerpt((text.strip(),), number), attributes))
        elif QUOTE.match(line):
            _add_feedback(item.steps[-1], number, _unquoted(line))
        else:
            step = item.steps[-1]
            step.text = Excerpt((*step.text.lines, line.strip()), step.text.first)
    return situation.part(situation.first, start)
