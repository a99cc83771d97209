"""What is said of an answer that was sent: kept, empty, not to be read, or not whole yet."""

from werkzeug.datastructures import MultiDict

from courses.catalog.items import Item
from courses.foundation.errors import AnswerUnreadable
from courses.foundation.vocabulary import ItemType
from courses.rules.grading import is_complete
from courses.services.assessment import Saved
from courses.web.answer_forms import answer_line, choice_text, ordered, shared_places
from courses.web.languages import say


def saved_text(saved: Saved, identifier: str, form: MultiDict[str, str]) -> str:
    """What a page adds after saving, '' where there is nothing to add.

    A blank changes nothing, and which answer stands; several steps were put at one place; a number cannot be read.
    """
    one, given = saved.quiz.item(identifier), saved.given.get(identifier)
    if not saved.kept:
        if one is None or given is None:
            return say("비워 둔 답은 저장하지 않습니다. 아직 저장된 답이 없습니다.")
        return say("비워 둔 답은 저장하지 않습니다. 지금 저장된 답: %(answer)s", answer=line_text(one, given.answer))
    if (shared := shared_text(saved, identifier, form)) and one is not None and given is not None:
        return shared + " " + say("지금 저장된 답: %(answer)s", answer=line_text(one, given.answer))
    if one is not None and given is not None and is_unreadable(one, given.answer):
        return say("저장했지만 숫자로 읽을 수 없는 답입니다.") + " " + number_text()
    return ""


def line_text(one: Item, answer: str) -> str:
    """An answer in one line of plain text."""
    return answer_line(one, answer).replace("<br>", " · ").striptags()


def shared_text(saved: Saved, identifier: str, form: MultiDict[str, str]) -> str:
    """Which steps of an ordering item were put at the same place, so that not all of them can be saved; '' for none."""
    one = saved.quiz.item(identifier)
    drawn = next((each for each in saved.drawn if each.item_id == identifier), None)
    if one is None or drawn is None or not (shared := shared_places(one, drawn, form)):
        return ""
    place, letters = shared[0]
    steps = ", ".join(f"‘{choice_text(choice).striptags()}’" for choice in ordered(one.choices, letters))
    told = say("여러 내용에 같은 순서를 골랐습니다: %(place)s번째에 %(steps)s.", place=place, steps=steps)
    return told + " " + say("내용마다 다른 순서를 골라 주세요.")


def away_lines() -> tuple[str, str]:
    """What is said to somebody whose answer met a course that is not there just now."""
    return (
        say("방금 보내신 답은 저장하지 못했습니다. 그 전에 저장한 답은 그대로 있습니다."),
        say("잠시 뒤 다시 시도해 주세요. 교육이 다시 열리면 이어서 푸실 수 있습니다."),
    )


def stale_text(one: Item, answer: str) -> str:
    """That another page saved an answer which stays, and which one it is."""
    standing = line_text(one, answer)
    told = say("다른 화면에서 저장한 답이 남아 있습니다: %(answer)s.", answer=standing)
    return told + " " + say("이 화면의 답은 저장하지 않았습니다.")


def is_unreadable(one: Item, answer: str) -> bool:
    """Whether a number was asked for and something else was typed."""
    return one.type is ItemType.NUMBER and answer != "" and not is_complete(one, answer)


def leaves_unreadable(saved: Saved, identifier: str, go: str) -> bool:
    """Whether somebody goes on from what they just typed for a number and nobody can read; going back is free."""
    one, given = saved.quiz.item(identifier), saved.given.get(identifier)
    typed = saved.kept and one is not None and given is not None and is_unreadable(one, given.answer)
    return typed and go not in {"check", "previous"}


def number_text() -> str:
    """How a number is typed, without an example: any number could be the key of the very item."""
    return say("숫자로만 고쳐 주세요. 단위는 쓰지 않고, 소수점은 점(.)으로 씁니다.")


def unreadable_text(error: AnswerUnreadable) -> str:
    """Why an answer was not taken, and what to do."""
    if error.values.get("reason") == "too_long":
        most, length = error.values["most"], error.values["length"]
        told = say("답은 %(most)s자까지 쓸 수 있습니다. 지금은 %(length)s자입니다.", most=most, length=length)
        return f"{told} " + say("줄여서 다시 저장해 주세요.")
    if error.values.get("reason") == "control_character":
        return say("저장할 수 없는 글자가 들어 있습니다. 그 글자를 지우고 다시 저장해 주세요.")
    return say("답을 읽지 못했습니다. 다시 골라 주세요.")


def incomplete_text(one: Item | None) -> str:
    """What is missing before an answer can be checked."""
    kind = one.type if one is not None else None
    if kind is ItemType.ORDERING:
        return say("순서가 비었거나 겹친 곳이 있습니다. 내용마다 다른 순서를 고르신 다음 확인해 주세요.")
    if kind is ItemType.MATCHING:
        return say("아직 고르지 않은 줄이 있습니다. 줄마다 하나씩 고르신 다음 확인해 주세요.")
    if kind is ItemType.NUMBER:
        return say("숫자로 읽을 수 있는 답을 입력하신 다음 확인해 주세요.")
    if kind is ItemType.SHORT_TEXT:
        return say("답을 입력하신 다음 확인해 주세요.")
    return say("답을 고르신 다음 확인해 주세요.")
