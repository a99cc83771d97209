"""Items as their author sees them: with every answer, what each earns, and what is said of them; and one to try out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from courses.catalog.beside import lines_of
from courses.catalog.items import Choice, Html, Item, Quiz
from courses.catalog.numbering import bare
from courses.catalog.parts import ITEM, Spot
from courses.catalog.proofs import LAST, CourseProof
from courses.catalog.versions import quiz_body, read_quiz
from courses.foundation.vocabulary import FeedbackTime, ItemType, Order
from courses.rules.drawing import DrawnItem
from courses.rules.grading import BadAnswer, ItemGrade, grade_item, tidy_answer
from courses.web.answer_forms import answer_line, choice_text, key_line, question, read_answer
from courses.web.authoring_remarks import Remarks, plain, side_by_side
from courses.web.authoring_views import (
    AnswerLine,
    Cell,
    ChoiceLine,
    Entry,
    ItemLine,
    ItemsPreview,
    Phrase,
    Trial,
    Written,
)
from courses.web.wording import local

PARTED = frozenset({ItemType.MATCHING, ItemType.ORDERING})


class Shown:
    """Writes items in the languages shown, with the remarks on their lines; `files` are by language."""

    def __init__(self, remarks: Remarks, files: Mapping[str, str], codes: Sequence[str]) -> None:
        self.remarks = remarks
        self.files = files
        self.codes = [code for code in codes if code in files]

    def phrases(self, text: Html) -> tuple[Phrase, ...]:
        """A phrase in every language that has it."""
        codes = [code for code in self.codes if code in text]
        return tuple(Phrase(code, *self.remarks.apart(self.files[code], text[code])) for code in codes)

    def cells(self, text: Html) -> tuple[Cell, ...]:
        """Paragraphs in every language that has them; none where all are empty."""
        codes = [code for code in self.codes if code in text]
        if not any(text[code] for code in codes):
            return ()
        return tuple(Cell(code, self.remarks.put(self.files[code], text[code]), None) for code in codes)

    def item(self, one: Item, url: str, marks: str = "") -> ItemLine:
        """An item."""
        return ItemLine(
            id=one.id,
            type=one.type.value,
            pool=one.pool,
            core=one.core,
            points=one.points,
            scoring=one.scoring.value if one.type is ItemType.MULTIPLE or one.type in PARTED else "",
            marks=marks,
            questions=self.phrases(one.question),
            situations=self.cells(one.situation),
            choices=tuple(self.choice(one, choice) for choice in one.choices),
            answers=tuple(
                AnswerLine(line.text, line.kind, f"{line.weight.normalize():f}", self.cells(line.feedback))
                for line in one.answers
            ),
            key=bare(key_line(one)),
            feedback=self.cells(one.feedback),
            url=url,
        )

    def choice(self, one: Item, choice: Choice) -> ChoiceLine:
        """One of its choices."""
        own = any(choice.text.values())
        return ChoiceLine(
            letter=choice.letter,
            texts=self.phrases(choice.text) if own else (Phrase("", Markup(""), choice_text(choice)),),
            feedback=self.cells(choice.feedback),
            right=choice.letter in one.key and one.type not in PARTED,
            weight="" if choice.weight is None else f"{choice.weight.normalize():f}",
        )


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The items of a page, each with its address and its marks; `files` by language, the original first."""

    files: Mapping[str, str]
    items: tuple[tuple[Item, str, str], ...]
    intro: Html
    after: tuple[Html, ...]
    places: tuple[Spot, ...]

    def texts(self, code: str) -> Iterator[str]:
        """Every text of it that is shown, in one language."""
        parts = [self.intro, *self.after]
        for item, _, _ in self.items:
            parts += [item.question, item.situation, item.feedback]
            parts += [text for choice in item.choices for text in (choice.text, choice.feedback)]
            parts += [line.feedback for line in item.answers]
        return (text.get(code, "") for text in parts)

    def lines(self) -> dict[int, Item | None]:
        """The items by the line on which they begin, None for those that cannot be asked."""
        found: dict[int, Item | None] = {one.line: None for one in self.sections(self.own)}
        found |= {line_of(item): item for item, _, _ in self.items}
        return {line: item for line, item in found.items() if line not in set(map(_first, self.after))}

    @property
    def own(self) -> str:
        """The file of the original, '' where there are no items."""
        return next(iter(self.files.values()), "")

    def sections(self, file: str) -> list[Spot]:
        """Where the items and the closing texts of a file begin."""
        mine = [one for one in self.places if one.text == ITEM and one.path.endswith(f"/{file}")]
        return sorted(mine, key=lambda one: one.line)

    def as_written(self, remarks: Remarks, line: int, codes: Sequence[str]) -> tuple[Written, ...]:
        """The item that begins on that line of the original, as it is written in each language."""
        number = [one.line for one in self.sections(self.own)].index(line)
        found = []
        for code in [code for code in codes if code in self.files]:
            starts = [one.line for one in self.sections(self.files[code])]
            if starts:
                found.append(remarks.written(self.files[code], starts[number], [*starts, LAST][number + 1]))
        return tuple(found)


def line_of(item: Item) -> int:
    """The line on which an item begins."""
    return _first(item.question)


def unnumbered(proof: CourseProof, item: Item) -> Item:
    """The item without line numbers in its text."""
    alone = Quiz((item,), {}, 0, None, Order.FIXED, FeedbackTime.ON_SUBMIT, {}, {}, "")
    return read_quiz(plain(proof, quiz_body(alone))).items[0]


def _first(text: Html) -> int:
    return next(iter(lines_of(next(iter(text.values())))), 0)


def taken_out(sheaf: Sheaf, remarks: Remarks, codes: Sequence[str]) -> dict[int, tuple[Written, ...]]:
    """The items that cannot be asked, by line; do this before the remarks are laid."""
    return {
        line: sheaf.as_written(remarks, line, codes) for line, item in sorted(sheaf.lines().items()) if item is None
    }


def items_preview(
    sheaf: Sheaf, remarks: Remarks, codes: Sequence[str], broken: Mapping[int, tuple[Written, ...]]
) -> ItemsPreview:
    """A page with items in the order written; the remarks on its files have been laid."""
    if not sheaf.files:
        return ItemsPreview((), (), ())
    shown = Shown(remarks, sheaf.files, codes)
    intro = side_by_side(remarks, sheaf.files, sheaf.intro, codes)
    by_line = {line_of(item): (item, url, marks) for item, url, marks in sheaf.items}
    entries = [
        Entry(None, broken[line]) if line in broken else Entry(shown.item(*by_line[line]), ())
        for line in sorted({*broken, *by_line})
    ]
    return ItemsPreview(intro=intro, entries=tuple(entries), after=tuple(map(shown.cells, sheaf.after)))


def trial(one: Item, shown: Shown, place: Mapping[str, str], back: tuple[str, str], sent: MultiDict[str, str]) -> Trial:
    """An item as it is asked, in the order written, and what the answer in `sent` earns; nothing of it is kept."""
    drawn = DrawnItem(one.id, _letters(one.choices), _letters(one.targets))
    graded, problem = _graded(one, drawn, sent)
    earned = "" if graded is None else ("full" if graded.right else "part" if graded.credit else "none")
    credit = graded.credit if graded else Fraction(0)
    return Trial(
        title=back[0],
        back_url=back[1],
        hidden=tuple(place.items()),
        item=shown.item(one, ""),
        codes=tuple(shown.codes),
        asked=question(one, drawn, graded.answer if graded else ""),
        earned=earned,
        points=decimal(credit * one.points),
        credit=decimal(credit * 100),
        own=answer_line(one, graded.answer) if graded and graded.answered else Markup(""),
        feedback=tuple(local(text) for text in graded.feedback) if graded else (),
        problem=problem,
    )


def decimal(number: Fraction) -> str:
    """A number to the hundredth, without zeros that say nothing."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def _graded(one: Item, drawn: DrawnItem, sent: MultiDict[str, str]) -> tuple[ItemGrade | None, bool]:
    if "try" not in sent:
        return None, False
    try:
        return grade_item(one, tidy_answer(one, read_answer(one, drawn, sent))), False
    except BadAnswer:
        return None, True


def _letters(choices: Sequence[Choice]) -> str:
    return "".join(one.letter for one in choices)
