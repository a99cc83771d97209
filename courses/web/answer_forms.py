"""Items as they are asked, and answers as forms hold them and as people read them."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from courses.catalog.items import Choice, Item
from courses.foundation.vocabulary import ItemType
from courses.rules.answers import LONGEST_TEXT, is_complete
from courses.rules.drawing import DrawnItem
from courses.rules.newness import HIGHEST
from courses.services.assessment import Answer
from courses.web.assessment_views import Option, Question, Row
from courses.web.languages import say
from courses.web.wording import local

OPEN = "-"
PARTED = frozenset({ItemType.MATCHING, ItemType.ORDERING})


def question(one: Item, drawn: DrawnItem, answer: str, sent: MultiDict[str, str] | None = None) -> Question:
    """The item as it is asked, in the drawn order, with the answer so far, or with what a form holds for it.

    Rows and targets of matching and ordering items go by the number at which they are shown: their letters are in the
    order the author wrote, which is the key.
    """
    parted = one.type in PARTED
    choices = ordered(one.choices, drawn.choices)
    chosen = answer if sent is None else sent.getlist("answer")
    options = () if parted else tuple(Option(c.letter, choice_text(c), c.letter in chosen) for c in choices)
    targets = ordered(one.targets, drawn.targets)
    return Question(
        id=one.id,
        type=one.type.value,
        situation=local(one.situation),
        question=local(one.question),
        choices=options,
        targets=tuple(Option(str(n), local(target.text), checked=False) for n, target in enumerate(targets, 1)),
        rows=tuple(_row(one, drawn, n, answer, sent) for n in range(1, len(choices) + 1)) if parted else (),
        text="" if one.choices else answer if sent is None else sent.get("answer", ""),
        longest=LONGEST_TEXT,
    )


def read_answer(one: Item, drawn: DrawnItem, form: MultiDict[str, str]) -> tuple[str, ...]:
    """What the form holds for the item, in the form that `rules.answers` reads."""
    if one.type is ItemType.MATCHING:
        return tuple(_matched(drawn, choice.letter, form) for choice in one.choices)
    if one.type is ItemType.ORDERING:
        return (_placed(drawn, form),)
    return tuple(form.getlist("answer"))


def sent_answer(form: MultiDict[str, str]) -> Answer:
    """The answer that a form holds, with its number and what its page knew."""
    known = form.get("known", "")
    return Answer(
        item=form.get("item", ""),
        values=lambda item, drawn: read_answer(item, drawn, form),
        client_seq=_sequence(form.get("seq", "")),
        known=_sequence(known) if known else None,
    )


def shared_places(one: Item, drawn: DrawnItem, form: MultiDict[str, str]) -> tuple[tuple[int, str], ...]:
    """Places of an ordering item that the form gives to several steps: the place and their letters, as shown."""
    if one.type is not ItemType.ORDERING:
        return ()
    places: dict[int, str] = {}
    for shown, letter in enumerate(drawn.choices, 1):
        place = _number(form.get(f"place-{shown}", ""), len(drawn.choices))
        places[place] = places.get(place, "") + letter
    return tuple((place, letters) for place, letters in sorted(places.items()) if place and len(letters) > 1)


def choice_text(choice: Choice) -> Markup:
    """The choice's text; true/false items without texts of their own get the site's words."""
    return local(choice.text) or escape(say("맞습니다") if choice.letter == "a" else say("아닙니다"))


def answer_line(one: Item, answer: str) -> Markup:
    """An answer in one line; what is open yet is said in words, since a sign alone is not read aloud."""
    if not one.choices:
        return Markup("") + answer
    texts = {choice.letter: choice_text(choice) for choice in one.choices}
    if one.type is ItemType.MATCHING:
        targets = {target.letter: local(target.text) for target in one.targets}
        open_row = escape(say("고르지 않음"))
        pairs = zip(one.choices, answer, strict=False)
        parts = [texts[row.letter] + " → " + targets.get(letter, open_row) for row, letter in pairs]
        return Markup("<br>").join(parts)
    if one.type is ItemType.ORDERING:
        if is_complete(one, answer):
            return Markup(" → ").join(texts[letter] for letter in answer)
        placed = [(number, texts[letter]) for number, letter in enumerate(answer, 1) if letter != OPEN]
        parts = [escape(say("%(number)d번째", number=number)) + ": " + text for number, text in placed]
        return Markup(" · ").join(parts) + " (" + say("나머지는 고르지 않음") + ")"
    return Markup(" · ").join(texts[letter] for letter in answer if letter in texts)


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


def _row(one: Item, drawn: DrawnItem, number: int, answer: str, sent: MultiDict[str, str] | None) -> Row:
    """The row shown at that number, with the number of its target or of its place as answered so far, or as sent."""
    letter = drawn.choices[number - 1]
    [choice] = ordered(one.choices, letter)
    if sent is not None:
        place = _number(sent.get(f"place-{number}", ""), len(drawn.choices)) or None
        return Row(str(number), local(choice.text), sent.get(f"row-{number}", ""), place)
    if one.type is ItemType.MATCHING:
        place = [each.letter for each in one.choices].index(letter)
        chosen = answer[place : place + 1].strip(OPEN)
        return Row(str(number), local(choice.text), str(drawn.targets.index(chosen) + 1) if chosen else "", None)
    standing = answer.find(letter)
    return Row(str(number), local(choice.text), "", standing + 1 if standing >= 0 else None)


def _matched(drawn: DrawnItem, letter: str, form: Mapping[str, str]) -> str:
    number = _number(form.get(f"row-{drawn.choices.index(letter) + 1}", ""), len(drawn.targets))
    return drawn.targets[number - 1] if number else OPEN


def _placed(drawn: DrawnItem, form: Mapping[str, str]) -> str:
    """Letters at their places, `-` where none was put; of two at one place the one shown first has it."""
    places: dict[int, str] = {}
    for shown, letter in enumerate(drawn.choices, 1):
        if place := _number(form.get(f"place-{shown}", ""), len(drawn.choices)):
            places.setdefault(place, letter)
    return "".join(places.get(place, OPEN) for place in range(1, max(places, default=0) + 1))


def _number(sent: str, highest: int) -> int:
    """A whole number from 1 to `highest`, else 0."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
    return number if number <= highest else 0


def _sequence(sent: str) -> int:
    """The rising number a page gives its answers; 0 for anything else."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= len(str(HIGHEST)) else 0
    return min(number, HIGHEST)
