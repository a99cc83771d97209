"""The pages of one sitting, whatever it is for: an item, its feedback, the look over all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from courses.catalog.items import Item
from courses.foundation.vocabulary import FeedbackTime
from courses.queries.attempts import Sitting
from courses.rules.answers import TYPED
from courses.rules.closing import minutes_left, seconds_left, time_is_over
from courses.rules.drawing import DrawnItem
from courses.rules.feedback import Telling, feedback_may_be_shown, key_may_be_shown
from courses.rules.grading import ItemGrade, grade_item, is_complete
from courses.services.assessment import Saved
from courses.web.answer_forms import PARTED, answer_line, choice_text, key_line, ordered, question
from courses.web.answer_words import is_unreadable, number_text, saved_text, stale_text
from courses.web.assessment_views import Clock, FeedbackPage, ItemPage, ReviewLine, ReviewPage, Shown
from courses.web.languages import say
from courses.web.shelf import shelf
from courses.web.wording import local, source_lines


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

    @property
    def submit_url(self) -> str:
        """The address to hand in at."""
        return f"{self.url}/submit"


def clock(desk: Desk, own: Sitting, now: datetime) -> Clock | None:
    """The closing time as the page shows it; None for an attempt that has none or is closed."""
    if own.closes_at is None or own.submitted:
        return None
    return Clock(
        closes_at=own.closes_at,
        made_at=now,
        seconds_left=seconds_left(own.closes_at, now),
        minutes_left=minutes_left(own.closes_at, now),
        submit_url=desk.submit_url,
        submit_key=own.submit_key,
        over=time_is_over(own.closes_at, now),
    )


def saved_reply(saved: Saved, identifier: str, form: MultiDict[str, str], now: datetime) -> Mapping[str, object]:
    """What a script is told after saving; `left` is how many seconds there are yet, None without a closing time.

    `seq` is the number of the answer that stands, which may be another page's that gave the same one; 0 for none.
    """
    given = saved.given.get(identifier)
    return {
        "saved": True,
        "seq": given.client_seq if given else 0,
        "blank": not saved.kept,
        "label": say("%(saved)s/%(total)s 저장", saved=len(saved.given), total=len(saved.drawn)),
        "message": saved_text(saved, identifier, form),
        "left": seconds_left(saved.closes_at, now) if saved.closes_at else None,
    }


def stale_reply(desk: Desk, own: Sitting, position: int) -> Mapping[str, object]:
    """What a script is told whose answer another page has overtaken: which one stays, and how this page can go on.

    `kept` is the number that the next answer of this page has to pass.
    """
    one = drawn_item(own, own.drawn[position - 1])
    given = own.given[one.id]
    choose = say("이 화면의 답으로 바꾸려면 다시 고르거나 ‘이 답으로 바꾸기’를 누르세요.")
    return {
        "saved": False,
        "code": "answer_stale",
        "kept": given.client_seq,
        "message": f"{stale_text(one, given.answer)} {choose}",
        "see": desk.item_url(position),
    }


def stale_problem(own: Sitting, position: int) -> str:
    """The same on a page that shows once more what was sent."""
    one = drawn_item(own, own.drawn[position - 1])
    again = say("이 화면의 답으로 바꾸려면 아래 단추를 한 번 더 누르세요.")
    return f"{stale_text(one, own.given[one.id].answer)} {again}"


def item(
    desk: Desk,
    own: Sitting,
    position: int,
    now: datetime,
    *,
    problem: str = "",
    sent: MultiDict[str, str] | None = None,
) -> ItemPage:
    """One item of an open attempt; what was `sent` stands in its fields instead of the answer that is kept."""
    drawn = own.drawn[position - 1]
    one = drawn_item(own, drawn)
    given = own.given.get(one.id)
    steps, label = joints(own, position)
    standing = given.answer if given else ""
    unreadable = is_unreadable(one, standing) and not problem
    return ItemPage(
        module_title=desk.title,
        heading=desk.heading,
        number=position,
        total=len(own.drawn),
        saved=len(own.given),
        steps=steps,
        steps_label=label,
        item=question(one, drawn, standing, sent),
        answer_url=desk.url,
        save_url=desk.url,
        here_url=desk.item_url(position),
        submit_key=own.submit_key,
        seq=(given.client_seq if given else 0) + 1,
        mode=desk.mode,
        problem=problem,
        notice=say("저장했지만 숫자로 읽을 수 없는 답입니다.") + " " + number_text() if unreadable else "",
        previous_url=desk.item_url(position - 1) if position > 1 else None,
        clock=clock(desk, own, now),
        kept_url=desk.item_url(position) if sent is not None and given else "",
    )


def feedback(desk: Desk, own: Sitting, position: int, told: Telling, *, running: Clock | None = None) -> FeedbackPage:
    """What the answer to one item earned, its feedback and its key, each where it may be told."""
    drawn = own.drawn[position - 1]
    one = drawn_item(own, drawn)
    given = own.given.get(one.id)
    earned = grade_item(one, given.answer if given else "")
    show_key, show_feedback = key_may_be_shown(told, answered=earned.answered), feedback_may_be_shown(told, one.id)
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
        earned=_earned(earned) if show_feedback else "",
        feedback=Markup("").join(local(text) for text in earned.feedback) if show_feedback else Markup(""),
        item_feedback=local(one.feedback) if show_key else Markup(""),
        show_key=show_key,
        choices=_shown(one, drawn, earned, show_key=show_key, show_feedback=show_feedback),
        own_line=answer_line(one, earned.answer) if earned.answered else None,
        key_line=key_line(one) if show_key else None,
        written=one.type in TYPED,
        sources=source_lines(one.sources, shelf().sources) if show_key else (),
        next_url=desk.review_url if last else desk.item_url(position + 1),
        next_label=(say("제출하러 가기") if desk.counted else say("마치러 가기")) if last else say("다음 문제"),
        clock=running,
    )


def review(desk: Desk, own: Sitting, now: datetime) -> ReviewPage:
    """The look over all items before handing in; once the time is over, what is left of the attempt."""
    lines = tuple(_review_line(desk, own, position) for position in range(1, len(own.drawn) + 1))
    return ReviewPage(
        heading=desk.heading,
        counted=desk.counted,
        items=lines,
        submit_url=desk.submit_url,
        submit_key=own.submit_key,
        unanswered=sum(line.state != "answered" for line in lines),
        problem="",
        mode=desk.mode,
        clock=clock(desk, own, now),
        over=time_is_over(own.closes_at, now),
    )


def onward_url(desk: Desk, total: int, position: int, go: str) -> str:
    """Where a button leads from the item at that position, once its answer is saved."""
    if go == "check":
        return f"{desk.item_url(position)}#fb"
    if go == "previous":
        return desk.item_url(max(1, position - 1))
    if go == "stay":
        return desk.item_url(position)
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


def drawn_item(own: Sitting, drawn: DrawnItem) -> Item:
    """The item of the stored version. Raises KeyError when the version does not have it."""
    if (one := own.quiz.item(drawn.item_id)) is None:
        raise KeyError(drawn.item_id)
    return one


def _review_line(desk: Desk, own: Sitting, position: int) -> ReviewLine:
    """Whole is an answer with every row matched, every step placed, a number that can be read."""
    drawn = own.drawn[position - 1]
    one, given = drawn_item(own, drawn), own.given.get(drawn.item_id)
    if given is None:
        state = "blank"
    elif is_complete(one, given.answer):
        state = "answered"
    else:
        state = "unreadable" if is_unreadable(one, given.answer) else "part"
    answer = answer_line(one, given.answer) if given else Markup("")
    return ReviewLine(position, desk.item_url(position), state, local(one.question), answer)


def _earned(grade: ItemGrade) -> str:
    return "full" if grade.right else ("part" if grade.credit > 0 else "none")


def _shown(one: Item, drawn: DrawnItem, earned: ItemGrade, *, show_key: bool, show_feedback: bool) -> tuple[Shown, ...]:
    if one.type in PARTED or not one.choices:
        return ()
    return tuple(
        Shown(
            letter=choice.letter,
            text=choice_text(choice),
            mine=choice.letter in earned.answer,
            right=show_key and choice.letter in one.key,
            feedback=local(choice.feedback)
            if show_key or (show_feedback and choice.letter in earned.answer)
            else Markup(""),
        )
        for choice in ordered(one.choices, drawn.choices)
    )
