"""The pages of one sitting, whatever it is for: an item, its feedback, the look over all of them."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from courses.catalog.items import Item
from courses.foundation.vocabulary import FeedbackTime
from courses.queries.attempts import Sitting
from courses.rules.closing import minutes_left, time_is_over
from courses.rules.drawing import DrawnItem
from courses.rules.grading import ItemGrade, grade_item, is_complete
from courses.web.answer_forms import PARTED, answer_line, choice_text, key_line, ordered, question
from courses.web.assessment_views import FeedbackPage, ItemPage, ReviewLine, ReviewPage, Shown
from courses.web.languages import say
from courses.web.shelf import shelf
from courses.web.wording import local, source_lines

HIGHEST_SEQUENCE = 10**9


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody sits: the module's or course's title, what the sitting is called, and its address.

    `mode` is when feedback is shown; `counted` whether anything depends on the answers.
    """

    title: str
    heading: str
    url: str
    mode: str
    counted: bool

    def item_url(self, position: int) -> str:
        """The address of an item."""
        return f"{self.url}?item={position}"

    @property
    def review_url(self) -> str:
        """The address of the look over all items."""
        return f"{self.url}?review=1"


def item(desk: Desk, own: Sitting, position: int, now: datetime, *, problem: str = "") -> ItemPage:
    """One item of an open attempt."""
    drawn = own.drawn[position - 1]
    one = drawn_item(own, drawn)
    given = own.given.get(one.id)
    steps, label = joints(own, position)
    return ItemPage(
        module_title=desk.title,
        heading=desk.heading,
        number=position,
        total=len(own.drawn),
        saved=len(own.given),
        steps=steps,
        steps_label=label,
        item=question(one, drawn, given.answer if given else ""),
        answer_url=desk.url,
        save_url=desk.url,
        submit_key=own.submit_key,
        seq=(given.client_seq if given else 0) + 1,
        mode=desk.mode,
        problem=problem,
        notice="",
        previous_url=desk.item_url(position - 1) if position > 1 else None,
        closes_at=own.closes_at,
        minutes_left=minutes_left(own.closes_at, now) if own.closes_at else 0,
    )


def feedback(desk: Desk, own: Sitting, position: int, *, show_key: bool, show_feedback: bool = True) -> FeedbackPage:
    """What the answer to one item earned; the key, and what the author says of the item, where they may be shown."""
    drawn = own.drawn[position - 1]
    one = drawn_item(own, drawn)
    given = own.given.get(one.id)
    earned = grade_item(one, given.answer if given else "")
    steps, label = joints(own, position)
    last = position == len(own.drawn)
    return FeedbackPage(
        heading=desk.heading,
        counted=desk.counted,
        number=position,
        total=len(own.drawn),
        steps=steps,
        steps_label=label,
        question=local(one.question),
        situation=local(one.situation),
        earned="full" if earned.right else ("part" if earned.credit > 0 else "none"),
        feedback=Markup("").join(local(text) for text in earned.feedback) if show_feedback else Markup(""),
        item_feedback=local(one.feedback) if show_key else Markup(""),
        show_key=show_key,
        choices=_shown(one, drawn, earned, show_key=show_key),
        own_line=answer_line(one, earned.answer) if earned.answered else None,
        key_line=key_line(one) if show_key else None,
        sources=source_lines(one.sources, shelf().sources) if show_key else (),
        next_url=desk.review_url if last else desk.item_url(position + 1),
        next_label=(say("제출하러 가기") if desk.counted else say("마치러 가기")) if last else say("다음 문제"),
    )


def review(desk: Desk, own: Sitting, now: datetime) -> ReviewPage:
    """The look over all items before handing in; once the time is over, what is left of the attempt."""
    lines = tuple(
        ReviewLine(
            number=position,
            url=desk.item_url(position),
            answered=_is_answered(own, drawn),
            question=local(drawn_item(own, drawn).question),
        )
        for position, drawn in enumerate(own.drawn, 1)
    )
    return ReviewPage(
        heading=desk.heading,
        counted=desk.counted,
        items=lines,
        submit_url=f"{desk.url}/submit",
        submit_key=own.submit_key,
        unanswered=sum(not line.answered for line in lines),
        problem="",
        mode=desk.mode,
        closes_at=own.closes_at,
        over=time_is_over(own.closes_at, now),
    )


def onward_url(desk: Desk, total: int, position: int, go: str) -> str:
    """Where a button leads from the item at that position, once its answer is saved."""
    if go == "check":
        return f"{desk.item_url(position)}#fb"
    if go == "previous":
        return desk.item_url(max(1, position - 1))
    if go == "review" or position == total:
        return desk.review_url
    return desk.item_url(position if desk.mode == FeedbackTime.IMMEDIATE else position + 1)


def joints(own: Sitting, position: int) -> tuple[tuple[str, ...], str]:
    """One joint an item: answered, current, to do."""
    steps = tuple(
        "c" if number == position and not own.submitted else ("d" if drawn.item_id in own.given else "")
        for number, drawn in enumerate(own.drawn, 1)
    )
    return steps, say("%(total)s문항 중 %(done)s문항 저장", total=len(own.drawn), done=len(own.given))


def position(own: Sitting, asked: str) -> int | None:
    """The position in the address, 1 to the number of items, or None for anything else."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    return number if 1 <= number <= len(own.drawn) else None


def position_of(own: Sitting, identifier: str) -> int | None:
    """Where the item of that id stands in the attempt, or None."""
    return next((n for n, drawn in enumerate(own.drawn, 1) if drawn.item_id == identifier), None)


def first_open(desk: Desk, own: Sitting) -> int:
    """The first item without an answer that stands; the last when all have one."""
    immediate = desk.mode == FeedbackTime.IMMEDIATE
    for number, drawn in enumerate(own.drawn, 1):
        given = own.given.get(drawn.item_id)
        if given is None or (immediate and not given.final):
            return number
    return len(own.drawn)


def sequence(sent: str) -> int:
    """The rising number a page gives its answers; 0 for anything else."""
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 11 else 0
    return min(number, HIGHEST_SEQUENCE)


def drawn_item(own: Sitting, drawn: DrawnItem) -> Item:
    """The item of the stored version. Raises KeyError when the version does not have it."""
    if (one := own.quiz.item(drawn.item_id)) is None:
        raise KeyError(drawn.item_id)
    return one


def _is_answered(own: Sitting, drawn: DrawnItem) -> bool:
    """Whether the answer that stands is whole: every row matched, every step placed, a number that can be read."""
    given = own.given.get(drawn.item_id)
    return given is not None and is_complete(drawn_item(own, drawn), given.answer)


def _shown(one: Item, drawn: DrawnItem, earned: ItemGrade, *, show_key: bool) -> tuple[Shown, ...]:
    if one.type in PARTED or not one.choices:
        return ()
    return tuple(
        Shown(
            letter=choice.letter,
            text=choice_text(choice),
            mine=choice.letter in earned.answer,
            right=show_key and choice.letter in one.key,
            feedback=local(choice.feedback) if show_key or choice.letter in earned.answer else Markup(""),
        )
        for choice in ordered(one.choices, drawn.choices)
    )
