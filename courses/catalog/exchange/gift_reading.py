"""A GIFT file as questions: each stands alone, and one that cannot be read never costs another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from courses.catalog.exchange.gift_answers import DECIMALS, Answers
from courses.catalog.exchange.gift_text import BLANKS, USUAL, blocks_in, hide, show
from courses.catalog.exchange.questions import Numbered, Option, Question, Reading, Refused, Remark, short_name
from courses.catalog.item_types import FULL, SLUG
from courses.catalog.surroundings import Surroundings
from courses.foundation.vocabulary import ItemType, Scoring

CATEGORY = re.compile(r"\$CATEGORY:[ \t]*(.*)", re.DOTALL)
CONTEXT = re.compile(r"^\$[a-z]+\d*\$(?:/|$)")
LABEL = re.compile(r"\[(id|tag):((?:\\\]|[^\]\x00-\x1f])+)\]")
FACT = re.compile(r"F\d{1,4}")
POINTS = re.compile(r"points=([1-9]\d?|100)")
IN_A_POOL = str.maketrans({'"': "'", "{": "(", "}": ")"})
BLANK = "_____"
MAX_ID = 60


@dataclass(slots=True)
class Paragraph:
    """The lines between two blank ones; `line` is that of the first which is no comment."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything but the comments."""
        return "\n".join(self.lines).strip(BLANKS)


class GiftReader:
    """Reads one file; `around` says its language and which facts are known."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.pool = ""
        self.left_aside: list[Remark] = []

    def read(self, text: str) -> Reading:
        """Every question of a file, those that cannot be taken along by name."""
        questions: list[Numbered] = []
        refused: list[Remark] = []
        for one in paragraphs(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            try:
                if question := self.question(one):
                    questions.append(Numbered(one.line, name_of(one.text), question))
            except Refused as error:
                refused.append(Remark(one.line, name_of(one.text), error.code, error.values))
        return Reading(tuple(questions), tuple(refused), tuple(self.left_aside))

    def question(self, one: Paragraph) -> Question | None:
        """The question of a paragraph; None where it names a category. Raises Refused."""
        if m := CATEGORY.fullmatch(one.text):
            self.pool = _pool(m[1])
            return None
        name, text = _split_name(hide(one.text))
        asked, answers = _split_answers(text)
        answers, _, general = [part.strip(BLANKS) for part in _rpartition(answers, "####")]
        blocks, form = blocks_in(asked, USUAL, self.around)
        if not blocks:
            raise Refused("G617")
        read = Answers(self.around, form).read(answers)
        identifier, tags = labels("\n".join(one.comments))
        question = replace(
            read,
            text=blocks,
            feedback=blocks_in(general, form, self.around)[0],
            id=slug_of(identifier) or slug_of(name),
            pool=self.pool,
        )
        question, unknown = tagged(question, tags, self.around.facts)
        if unknown:
            values = MappingProxyType({"tags": ", ".join(unknown)})
            self.left_aside.append(Remark(one.line, name_of(one.text), "G651", values))
        return question


def paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs of a file that hold more than comments."""
    one = Paragraph(0)
    for number, line in enumerate([*lines, ""], 1):
        if not line.strip(BLANKS):
            if one.text:
                yield one
            one = Paragraph(0)
        elif line.lstrip(BLANKS).startswith("//"):
            one.comments.append(line.strip(BLANKS))
        else:
            one.line = one.line or number
            one.lines.append(line)


def labels(comments: str) -> tuple[str, tuple[str, ...]]:
    """The first id and all tags that comments name."""
    found = [(m[1], m[2].replace("\\]", "]").strip(BLANKS)) for m in LABEL.finditer(comments)]
    identifier = next((text for kind, text in found if kind == "id"), "")
    return identifier, tuple(dict.fromkeys(text for kind, text in found if kind == "tag" and text))


def tagged(question: Question, tags: Iterable[str], facts: frozenset[str] | None) -> tuple[Question, list[str]]:
    """The question with what our own tags say of it, and the tags that say nothing here."""
    unknown = []
    sources: list[str] = []
    for tag in tags:
        if tag == "core":
            question = replace(question, core=True)
        elif m := POINTS.fullmatch(tag):
            question = replace(question, points=int(m[1]))
        elif FACT.fullmatch(tag) and (facts is None or tag in facts):
            sources.append(tag)
        elif other := _otherwise(question, tag):
            question = other
        else:
            unknown.append(tag)
    return replace(question, sources=tuple(sources)), unknown


def _otherwise(question: Question, tag: str) -> Question | None:
    """The question typed or scored as a tag says, where that comes to the same as its weights."""
    if tag == "type=true-false" and question.type is ItemType.SINGLE and len(question.options) == 2:
        return None if question.scoring is Scoring.WEIGHTED else replace(question, type=ItemType.TRUE_FALSE)
    scoring = next((one for one in (Scoring.PROPORTIONAL, Scoring.EXACT) if tag == f"scoring={one}"), None)
    if question.type is not ItemType.MULTIPLE or scoring is None:
        return None
    weights = shares([one.right for one in question.options], scoring)
    if weights is None or [one.weight for one in question.options] != weights:
        return None
    options: tuple[Option, ...] = tuple(replace(one, weight=None) for one in question.options)
    return replace(question, options=options, scoring=scoring)


def shares(right: Sequence[bool], scoring: Scoring) -> list[Decimal] | None:
    """The weights that score a multiple choice like that, or None where no weights do."""
    many = sum(right)
    if scoring is Scoring.EXACT and many != 1:
        return None
    share = (FULL / many).quantize(DECIMALS)
    return [share if one else -share for one in right]


def slug_of(text: str) -> str:
    """The text as an id, or '' where nothing of it can be one."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:MAX_ID].strip("-")
    return slug if SLUG.fullmatch(slug) else ""


def name_of(text: str) -> str:
    """What a question is called in its file: its name, else how it begins."""
    name, rest = text, ""
    if text.startswith("::") and "::" in text[2:]:
        name, _, rest = text[2:].partition("::")
    return short_name(name.strip(BLANKS) or rest)


def _split_name(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    name, colons, rest = text[2:].partition("::")
    if not colons:
        raise Refused("G604")
    return show(name).strip(BLANKS), rest.strip(BLANKS)


def _split_answers(text: str) -> tuple[str, str]:
    """The question, with a blank where the answers stood inside it, and the answers. Raises Refused."""
    start, finish = text.find("{"), text.find("}")
    if start < 0 and finish < 0:
        raise Refused("G602")
    if start < 0 or finish < start:
        raise Refused("G603")
    before, answers, after = text[:start], text[start + 1 : finish].strip(BLANKS), text[finish + 1 :]
    if any(brace in part for part in (answers, after) for brace in "{}"):
        raise Refused("G621")
    return (f"{before}{BLANK}{after}" if after.strip(BLANKS) else before), answers


def _rpartition(text: str, sign: str) -> tuple[str, str, str]:
    before, found, after = text.rpartition(sign)
    return (before, found, after) if found else (text, "", "")


def _pool(category: str) -> str:
    """A category as the name of a pool. Raises Refused for one that does not stand alone."""
    if "\n" in category.strip(BLANKS):
        raise Refused("G605")
    name = CONTEXT.sub("", category.strip(BLANKS))
    name = "" if name == "top" else name.removeprefix("top/")
    return " ".join(name.translate(IN_A_POOL).split())
