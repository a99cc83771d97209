"""A question as an item of quiz.md, and the proof that the item says what the question said."""

from collections.abc import Sequence

from courses.catalog import lint
from courses.catalog.exchange.markup_trees import Blocks, Unfit, plain
from courses.catalog.exchange.markup_writing import feedback_lines, lines_of, paragraph
from courses.catalog.exchange.questions import Option, Question, Refused, Typed, question_of
from courses.catalog.item_types import FULL, NONE, SLUG
from courses.catalog.labels import LABELS
from courses.catalog.markdown import Writer
from courses.catalog.pages import Excerpt, Faults, check_limits
from courses.catalog.quizzes import Version, build_items
from courses.catalog.scanner import scan_quiz
from courses.catalog.surroundings import Surroundings
from courses.foundation.vocabulary import ItemType, Scoring, Severity

HEADS = {"ko": ("왼쪽", "오른쪽"), "en": ("Left", "Right")}


def item_lines(question: Question, around: Surroundings) -> list[str]:
    """The lines of an item that says exactly this; the question asks something. Raises Refused where no item can."""
    try:
        lines = _lines(question, around.language)
        _prove(question, lines, around)
    except Unfit as error:
        raise Refused("G615", html=error.html) from error
    return lines


def _lines(question: Question, language: str) -> list[str]:
    if question.text[0].name != "p":
        raise Refused("G622")
    lines = [f"## {paragraph(question.text[0].inside)} {{{' '.join(_marks(question, language))}}}", ""]
    if situation := lines_of(question.text[1:]):
        lines += [*situation, ""]
    parts = _parts(question, language)
    lines += [*parts, ""] if parts else []
    if feedback := _with_sources(feedback_lines(question.feedback), question):
        lines += [*_quoted(feedback), ""]
    return lines


def _marks(question: Question, language: str) -> list[str]:
    """What stands in braces behind the question: only what its parts do not say already."""
    marks = [f"#{question.id}"]
    if question.type is ItemType.TRUE_FALSE:
        told = question.options == own_choices(language, right=question.options[0].right)
        marks.append(f"answer={str(question.options[0].right).lower()}" if told else "type=true-false")
    elif question.type is ItemType.MULTIPLE and sum(one.right for one in question.options) < 2:
        marks.append("type=multiple")
    elif question.type is ItemType.SINGLE and _unmarked(question):
        marks.append("type=single")
    elif question.type is ItemType.SHORT_TEXT and any(sign.isnumeric() for one in question.typed for sign in one.text):
        marks.append("type=short-text")
    usual = {ItemType.MULTIPLE: Scoring.PROPORTIONAL, ItemType.MATCHING: Scoring.PER_PAIR}
    if question.scoring not in {usual.get(question.type, Scoring.EXACT), Scoring.WEIGHTED}:
        marks.append(f"scoring={question.scoring}")
    if question.pool:
        marks.append(f"pool={question.pool}" if SLUG.fullmatch(question.pool) else f'pool="{question.pool}"')
    return [*marks, f"points={question.points}", *([".core"] if question.core else [])]


def own_choices(language: str, *, right: bool) -> tuple[Option, Option]:
    """The two choices of `answer=true` or `answer=false`."""
    words = LABELS[language]
    return Option(plain(words["true"]), right=right), Option(plain(words["false"]), right=not right)


def _unmarked(question: Question) -> bool:
    """Whether several choices of a single choice give everything: then weights say it all and none is marked."""
    return sum(one.weight == FULL for one in question.options) > 1


def _parts(question: Question, language: str) -> list[str]:
    if question.type is ItemType.MATCHING:
        rows = [(_cell(one.text), paragraph([one.other])) for one in question.options]
        return [f"| {left} | {right} |" for left, right in (HEADS[language], ("---", "---"), *rows)]
    if question.type is ItemType.TRUE_FALSE and question.options == own_choices(
        language, right=question.options[0].right
    ):
        return []
    unmarked = question.type is ItemType.SINGLE and _unmarked(question)
    lines: list[str] = []
    for option in question.options:
        marked = option.right and not unmarked
        usual = FULL if marked and question.type is ItemType.SINGLE else NONE
        weight = "" if option.weight in {None, usual} else f" {{weight={option.weight:f}}}"
        lines.append(f"- [{'x' if marked else ' '}] {_one(option.text)}{weight}")
        lines += _indented(feedback_lines(option.feedback))
    for typed in question.typed:
        lines.append(_typed_line(typed))
        lines += _indented(feedback_lines(typed.feedback))
    return lines


def _one(blocks: Blocks) -> str:
    if len(blocks) != 1 or blocks[0].name != "p":
        raise Refused("G618")
    return paragraph(blocks[0].inside)


def _cell(blocks: Blocks) -> str:
    return _one(blocks) if blocks else ""


def _typed_line(typed: Typed) -> str:
    if typed.weight == 0:
        return f"!= {typed.text}{' {weight=0}' if typed.text.endswith('}') else ''}"
    told = typed.weight == FULL and not typed.text.endswith("}")
    return f"= {typed.text}" + ("" if told else f" {{weight={typed.weight:f}}}")


def _with_sources(lines: list[str], question: Question) -> list[str]:
    if not question.sources:
        return lines
    told = f"({', '.join(question.sources)})"
    if len(lines) == 1 and [one.name for one in question.feedback] == ["p"]:
        return [f"{lines[0]} {told}"]
    return [*lines, "", told] if lines else [told]


def _quoted(lines: Sequence[str]) -> list[str]:
    return [f"> {line}".rstrip() for line in lines]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in _quoted(lines)]


def _prove(question: Question, lines: Sequence[str], around: Surroundings) -> None:
    """Read the written item back. Raises Refused when the checker finds an error, or when anything came out changed."""
    excerpt = Excerpt(tuple(lines))
    faults = Faults("", excerpt.lines)
    check_limits(lines, faults, slow=True)
    if not faults.found:
        lint.words_and_numbers(excerpt, (), faults)
        scan = scan_quiz(excerpt, faults)
        items = build_items([Version(around.language, scan, Writer(around, faults))], []).items
    error = next((one for one in faults.found if one.severity is Severity.ERROR), None)
    if error:
        raise Refused("G620", code=error.code, line=error.line, **error.values)
    if [question_of(one, around.language) for one in items] != [question]:
        raise Refused("G616")
