"""What stands between the braces of a GIFT question, by type."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from courses.catalog.exchange.gift_text import BLANKS, blocks_in, show, split_format
from courses.catalog.exchange.item_writing import own_choices
from courses.catalog.exchange.markup_trees import Blocks, plain
from courses.catalog.exchange.questions import Option, Question, Refused, Typed, is_weighted, order_matters
from courses.catalog.item_types import FULL, NONE, NUMBER
from courses.catalog.surroundings import Surroundings
from courses.foundation.vocabulary import ItemType, Scoring

WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
DECIMALS = Decimal("0.00001")
TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
WILDCARD = re.compile(r"(?<!\\)\*|\\\\\*")
EXPONENT = re.compile(r"[+-]?(?:\d{1,15}\.?\d{0,15}|\.\d{1,15})[eE][+-]?\d{1,2}")
PLAIN_NUMBER = re.compile(NUMBER)


class Answers:
    """Reads the answers of one question, whose texts are in the format `form` where they name none."""

    def __init__(self, around: Surroundings, form: str) -> None:
        self.around = around
        self.form = form

    def read(self, answers: str) -> Question:
        """The question without its text. Raises Refused."""
        return self._reader(answers)(answers)

    def _reader(self, answers: str) -> Callable[[str], Question]:
        if not answers:
            raise Refused("G601")
        if answers.startswith("#"):
            return self.number
        if "~" in answers:
            return self.choice
        if "=" in answers and "->" in answers:
            return self.pairs
        told = answers.partition("#")[0].strip(BLANKS)
        if told.upper() in TRUE and told not in TRUE:
            raise Refused("G619", text=told)
        return self.true_false if told in TRUE else self.short_text

    def blocks(self, text: str) -> Blocks:
        """A text in the question's format, or in the one in front of it."""
        return blocks_in(text, self.form, self.around)[0]

    def true_false(self, answers: str) -> Question:
        """`TRUE#feedback for the wrong answer#feedback for the right one`."""
        told, wrong, right, *_ = [*answers.split("#", 2), "", ""]
        answer = TRUE[told.strip(BLANKS)]
        options = tuple(
            replace(one, feedback=self.blocks(right if one.right else wrong))
            for one in own_choices(self.around.language, right=answer)
        )
        return Question(ItemType.TRUE_FALSE, (), options)

    def choice(self, answers: str) -> Question:
        """`=` and `~` choices: with a `=` one of them is chosen, without any number of them."""
        single = "=" in answers
        pieces = _pieces(answers.replace("=", "~="), "~")
        if len(pieces) < 2:
            raise Refused("G606")
        options = []
        for piece in pieces:
            named = piece.startswith("=")
            weight, text = _weighed(piece.removeprefix("=").strip(BLANKS))
            if named and weight is not None:
                raise Refused("G609", text=show(piece)[:40])
            text, _, feedback = text.partition("#")
            weight = FULL if named else weight or NONE
            options.append(Option(self.blocks(text), self.blocks(feedback), right=named, weight=weight))
        return _single(options) if single else _multiple(options)

    def pairs(self, answers: str) -> Question:
        """`=left -> right`; a right side without a left one is there to mislead."""
        pieces = _pieces(answers, "=")
        if len(pieces) < 2:
            raise Refused("G606")
        rows: list[Option] = []
        spare: list[Option] = []
        for piece in pieces:
            left, arrow, right = piece.partition("->")
            if not arrow:
                raise Refused("G610", text=show(piece)[:40])
            option = Option(self.blocks(left), other=_one_line(show(right)))
            (rows if option.text else spare).append(option)
        if len(rows) < 2:
            raise Refused("G606")
        used = {one.other for one in rows}
        spare = list(dict.fromkeys(one for one in spare if one.other not in used))
        return Question(ItemType.MATCHING, (), (*rows, *spare), scoring=Scoring.PER_PAIR)

    def short_text(self, answers: str) -> Question:
        """`=text`, each with a weight or without."""
        typed = []
        for weight, text, feedback in self.lines(answers):
            if WILDCARD.search(text):
                raise Refused("G611", text=text[:40])
            typed.append(Typed(_one_line(text.replace("\\*", "*").strip()), weight, feedback))
        return self.typed(ItemType.SHORT_TEXT, typed)

    def number(self, answers: str) -> Question:
        """`#7:0.5`, `#3..5` or several of them, each with a weight or without."""
        if "~" in answers:
            raise Refused("G613")
        typed = [_number(text, weight, feedback) for weight, text, feedback in self.lines(answers[1:])]
        if order_matters(typed):
            raise Refused("G614")
        return self.typed(ItemType.NUMBER, typed)

    def typed(self, kind: ItemType, typed: list[Typed]) -> Question:
        """A question whose answer is typed."""
        if not any(one.weight > 0 for one in typed):
            raise Refused("G607")
        return Question(kind, (), typed=tuple(typed), scoring=Scoring.WEIGHTED if is_weighted(typed) else Scoring.EXACT)

    def lines(self, answers: str) -> Iterator[tuple[Decimal, str, Blocks]]:
        """Weight, text and feedback of each answer."""
        for piece in _pieces(answers, "="):
            weight, text = _weighed(piece)
            text, _, feedback = text.partition("#")
            yield (
                FULL if weight is None else weight,
                show(split_format(text, "")[0]).strip(BLANKS),
                self.blocks(feedback),
            )


def _pieces(answers: str, sign: str) -> list[str]:
    """The pieces that begin with a sign; the first may go without."""
    pieces = [piece.strip(BLANKS) for piece in answers.split(sign)]
    return pieces if pieces[0] else pieces[1:]


def _weighed(piece: str) -> tuple[Decimal | None, str]:
    """The weight in front of a piece, None where there is none, and the rest. Raises Refused."""
    m = WEIGHT.match(piece)
    if not m:
        return None, piece
    weight = Decimal(m[1])
    if abs(weight) > FULL or weight != weight.quantize(DECIMALS):
        raise Refused("G608", text=m[1])
    return weight + 0, piece[m.end() :].strip(BLANKS)


def _single(options: list[Option]) -> Question:
    """One choice: several of full weight are told by their weights alone, and the first of them is the key."""
    full = [at for at, one in enumerate(options) if one.weight == FULL]
    if all(one.right or one.weight == 0 for one in options) and len(full) == 1:
        return Question(ItemType.SINGLE, (), tuple(replace(one, weight=None) for one in options))
    options = [replace(one, right=at == full[0]) for at, one in enumerate(options)]
    return Question(ItemType.SINGLE, (), tuple(options), scoring=Scoring.WEIGHTED)


def _multiple(options: list[Option]) -> Question:
    if not any(one.weight and one.weight > 0 for one in options):
        raise Refused("G607")
    marked = tuple(replace(one, right=bool(one.weight and one.weight > 0)) for one in options)
    return Question(ItemType.MULTIPLE, (), marked, scoring=Scoring.WEIGHTED)


def _one_line(text: str) -> str:
    """A plain text that fits into a line. Raises Refused for one that is empty or does not."""
    inside = plain(text)
    if not inside or "\n" in text.strip(BLANKS):
        raise Refused("G618")
    return str(inside[0].inside[0])


def _number(text: str, weight: Decimal, feedback: Blocks) -> Typed:
    if text == "*":
        raise Refused("G613")
    low, dots, high = text.partition("..")
    if dots:
        ends = _digits(low, text), _digits(high, text)
        if Decimal(ends[0]) > Decimal(ends[1]):
            raise Refused("G612", text=text[:40])
        return Typed(f"{ends[0]}..{ends[1]}", weight, feedback, Decimal(ends[0]), Decimal(ends[1]))
    middle, colon, either = text.partition(":")
    number, margin = _digits(middle, text), _digits(either, text) if colon else "0"
    if Decimal(margin) < 0:
        raise Refused("G612", text=text[:40])
    ends_of = Decimal(number) - Decimal(margin), Decimal(number) + Decimal(margin)
    return Typed(f"{number} ± {margin}" if Decimal(margin) else number, weight, feedback, *ends_of)


def _digits(text: str, whole: str) -> str:
    """A number in the digits that our items read; exponents are written out. Raises Refused."""
    text = text.strip(BLANKS)
    if EXPONENT.fullmatch(text):
        text = f"{Decimal(text):f}"
    elif text.endswith(".") and text[:-1].isascii():
        text = text[:-1]
    if not (PLAIN_NUMBER.fullmatch(text) and text.isascii()):
        raise Refused("G612", text=whole[:40])
    return text
