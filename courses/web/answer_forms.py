"""Items as they are asked, and answers as forms hold them and as people read them."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from courses.catalog.items import Choice, Item
from courses.foundation.vocabulary import ItemType
from courses.rules.drawing import DrawnItem
from courses.web.assessment_views import Option, Question, Row
from courses.web.languages import say
from courses.web.wording import local

OPEN = "-"
PARTED = frozenset({ItemType.MATCHING, ItemType.ORDERING})


def question(one: Item, drawn: DrawnItem, answer: str) -> Question:
    """The item as it is asked, in the drawn order, with the answer so far."""
    choices = ordered(one.choices, drawn.choices)
    parted = one.type in PARTED
    options = () if parted else tuple(Option(c.letter, choice_text(c), c.letter in answer) for c in choices)
    return Question(
        id=one.id,
        type=one.type.value,
        situation=local(one.situation),
        question=local(one.question),
        choices=options,
        targets=tuple(Option(t.letter, local(t.text), False) for t in ordered(one.targets, drawn.targets)),  # noqa: FBT003 - a target is never chosen by itself
        rows=tuple(_row(one, c, answer) for c in choices) if parted else (),
        text="" if one.choices else answer,
    )


def read_answer(one: Item, form: MultiDict[str, str]) -> tuple[str, ...]:
    """What the form holds for the item, in the form that `rules.answers` reads."""
    if one.type is ItemType.MATCHING:
        return tuple(form.get(f"row-{choice.letter}", "") or OPEN for choice in one.choices)
    if one.type is ItemType.ORDERING:
        return (_placed(one, form),)
    return tuple(form.getlist("answer"))


def choice_text(choice: Choice) -> Markup:
    """The choice's text; true/false items without texts of their own get the site's words."""
    return local(choice.text) or escape(say("맞습니다") if choice.letter == "a" else say("아닙니다"))


def answer_line(one: Item, answer: str) -> Markup:
    """An answer in one line."""
    if not one.choices:
        return Markup("") + answer
    texts = {choice.letter: choice_text(choice) for choice in one.choices}
    if one.type is ItemType.MATCHING:
        targets = {target.letter: local(target.text) for target in one.targets}
        pairs = zip(one.choices, answer, strict=False)
        parts = [texts[row.letter] + " → " + targets.get(letter, escape(OPEN)) for row, letter in pairs]
        return Markup(" · ").join(parts)
    joiner = Markup(" → ") if one.type is ItemType.ORDERING else Markup(" · ")
    return joiner.join(texts[letter] for letter in answer if letter in texts)


def key_line(one: Item) -> Markup:
    """The right answer in one line."""
    if one.key:
        return answer_line(one, one.key)
    accepted = [line.text for line in one.answers if line.kind != "wrong" and line.weight > 0]
    return Markup("") + " / ".join(accepted[:3])


def ordered(choices: Sequence[Choice], letters: str) -> list[Choice]:
    """The choices in the order of these letters."""
    by_letter = {one.letter: one for one in choices}
    return [by_letter[letter] for letter in letters]


def _row(one: Item, choice: Choice, answer: str) -> Row:
    place = [each.letter for each in one.choices].index(choice.letter)
    if one.type is ItemType.MATCHING:
        chosen = answer[place] if place < len(answer) else ""
        return Row(choice.letter, local(choice.text), "" if chosen == OPEN else chosen, None)
    standing = answer.find(choice.letter)
    return Row(choice.letter, local(choice.text), "", standing + 1 if standing >= 0 else None)


def _placed(one: Item, form: Mapping[str, str]) -> str:
    """Letters at their places, `-` where none was put; two at one place stand behind each other."""
    places: dict[int, str] = {}
    for choice in one.choices:
        sent = form.get(f"place-{choice.letter}", "")
        if sent.isascii() and sent.isdigit() and 1 <= int(sent) <= len(one.choices):
            place = int(sent)
            while place in places:
                place += 1
            places[place] = choice.letter
    return "".join(places.get(place, OPEN) for place in range(1, max(places, default=0) + 1))
