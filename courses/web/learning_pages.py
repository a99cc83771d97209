"""What the learning pages show: titles, joints and addresses in the language of the page."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from courses.catalog.structure import Course, Lesson, Module
from courses.foundation.vocabulary import FaceToFace
from courses.rules.completion import may_open_lesson
from courses.rules.deadlines import DueState, due_state
from courses.rules.facts import Facts
from courses.rules.standing import Standing
from courses.web.addresses import address
from courses.web.covers import cover, quilt
from courses.web.languages import say
from courses.web.learning_views import Card, CoursePage, DueMark, Entry, Home, LessonPage, ModulePage, OfferLine
from courses.web.shelf import shelf
from courses.web.wording import holds_law, local, source_lines


def home(
    display_name: str,
    stands: Sequence[Standing],
    now: datetime,
    zone: tzinfo,
    offers: tuple[tuple[OfferLine, ...], tuple[OfferLine, ...]],
    *,
    known: Facts,
) -> Home:
    """The learner's home; `stands` come in the order in which they are to be done, `offers` is what may be done too.

    Of the offers those shown at once come first, then those behind them.
    """
    cards = [(one, card(one, now, zone)) for one in stands]
    todo = [shown for one, shown in cards if not one.settled]
    open_now = [shown for shown in todo if shown.due is None or shown.due.state != DueState.NOT_OPEN]
    able = [one for one in open_now if not one.out_of_attempts]
    begun = [one for one in able if one.lessons_done and not one.renewed]
    late = [one for one in able if one.due is not None and one.due.state == DueState.OVERDUE]
    resume = next(iter(late or begun or able), None)
    done = [shown for one, shown in cards if one.settled]
    finished = [one.module.slug for one in stands if one.completion is not None]
    courses = {one.course.slug: one.course for one in stands if one.course.face_to_face is FaceToFace.REQUIRED}
    return Home(
        greeting=greeting(display_name),
        total=len(cards),
        finished=len(finished),
        resume=resume,
        todo=tuple(one for one in todo if one is not resume),
        done=tuple(done),
        face_to_face=tuple(local(one.title) for one in courses.values()),
        quilt=quilt(finished, len(cards)),
        offers=offers[0],
        more_offers=offers[1],
        has_results=any(not one.open for one in known.tries),
    )


def greeting(name: str) -> str:
    """How somebody is greeted; a name that carries its own 님 gets no second one."""
    if name.endswith("님"):
        return say("안녕하세요, %(name)s", name=name)
    return say("안녕하세요, %(name)s님", name=name)


def card(found: Standing, now: datetime, zone: tzinfo) -> Card:
    """A module as one row."""
    steps, label = joints(found)
    place = found.place
    following = place and (found.module.lesson(place.lesson) if place.lesson else None)
    due = found.due
    mark = None
    if due is not None and not found.renewed:
        state = due_state(due.opens_at, due.due_at, now, zone)
        shown = due.opens_at if state.state is DueState.NOT_OPEN else due.due_at
        mark = DueMark(state.state.value, shown, state.days)
    return Card(
        title=local(found.module.title),
        course_title=local(found.course.title),
        url=place_url(found) if found.started and not found.settled else module_url(found),
        slug=found.module.slug,
        cover=cover(found.module.slug, 56, 56),
        wide_cover=cover(found.module.slug, 480, 300),
        lessons_total=len(found.module.lessons),
        lessons_done=len(found.lessons_done),
        steps=steps,
        steps_label=label,
        minutes_left=0 if found.out_of_attempts else found.minutes_left,
        out_of_attempts=found.out_of_attempts,
        next_title=local(following.title) if following else (say("확인 문제") if place else None),
        due=mark,
        completed_on=found.completion.at if found.completion else None,
        late=bool(found.completion and found.completion.late),
        record=found.record,
        renewed=renewed_text(found),
    )


def renewed_text(found: Standing) -> str:
    """What is said of a module whose new revision its learner is asked to take; '' of any other."""
    if not found.renewed:
        return ""
    return say("이수하신 뒤에 내용이 새로워졌습니다. 이수 기록은 그대로 있으니, 바뀐 내용을 다시 들어 주세요.")


def joints(found: Standing, current: str | None = None) -> tuple[tuple[str, ...], str]:
    """The joints of the bar, one a lesson and the quiz last, and what they say aloud."""
    here = current if current is not None else (found.place.lesson if found.place and found.started else None)
    steps = [
        "d" if lesson.slug in found.lessons_done else ("c" if lesson.slug == here else "")
        for lesson in found.module.lessons
    ]
    if found.module.quiz is not None:
        steps.append("d" if found.passed or found.settled else ("c" if here == "" else ""))
    label = say("%(total)s마디 중 %(done)s마디 완료", total=len(steps), done=steps.count("d"))
    return tuple(steps), label


def contents(found: Standing, current: str | None = None) -> tuple[tuple[Entry, ...], Entry | None]:
    """The lessons, and the quiz, as lines with their state."""
    following = found.place.lesson if found.place is not None else None
    lessons = []
    for one in found.module.lessons:
        readable = one.slug == following or found.completion is not None
        state = "done" if one.slug in found.lessons_done else ("open" if readable else "locked")
        state = "current" if one.slug == current else state
        lessons.append(Entry(local(one.title), lesson_url(found, one.slug), state, one.minutes))
    if found.module.quiz is None:
        return tuple(lessons), None
    state = quiz_state(found)
    minutes = max(1, found.module.minutes - sum(one.minutes for one in found.module.lessons))
    return tuple(lessons), Entry(say("확인 문제"), quiz_url(found), "current" if current == "" else state, minutes)


def quiz_state(found: Standing) -> str:
    """How far the learner is with the quiz: done, begun, spent (no attempt is left), tried, open or locked."""
    if found.passed:
        return "done"
    if found.open_attempt is not None:
        return "begun"
    if found.place is None or not found.place.is_quiz:
        return "locked"
    if found.out_of_attempts:
        return "spent"
    return "tried" if found.attempts else "open"


def course(found: Course, stands: Sequence[Standing], now: datetime, zone: tzinfo) -> CoursePage:
    """A course page."""
    cards = tuple(card(one, now, zone) for one in stands)
    law = found.law_as_of if holds_law(local(found.html)) else None
    return CoursePage(local(found.title), local(found.summary), local(found.html), cards, law)


def module(found: Standing, current: str | None = None) -> ModulePage:
    """A module page."""
    lessons, quiz = contents(found, current)
    label = say("다시 보기")
    if not found.settled:
        label = say("이어서 학습하기") if found.started else say("학습 시작하기")
    if found.out_of_attempts:
        label = say("확인 문제로")
    return ModulePage(
        title=local(found.module.title),
        summary=local(found.module.summary),
        html=local(found.module.html),
        content_note=local(found.module.content_note),
        minutes=found.module.minutes,
        lessons=lessons,
        quiz=quiz,
        start_url=place_url(found),
        start_label=label,
        cover=cover(found.module.slug, 480, 300),
        law_as_of=found.module.law_as_of,
        renewed=renewed_text(found),
    )


def lesson(found: Standing, one: Lesson, *, showing_summary: bool) -> LessonPage:
    """A lesson page."""
    lessons = found.module.lessons
    index = lessons.index(one)
    following = lessons[index + 1] if index + 1 < len(lessons) else None
    has_quiz = found.module.quiz is not None
    next_title = local(following.title) if following else (say("확인 문제") if has_quiz else None)
    summary = local(one.summary)
    steps, label = joints(found, one.slug)
    return LessonPage(
        course_title=local(found.course.title),
        module_title=local(found.module.title),
        title=local(one.title),
        number=index + 1,
        total=len(lessons),
        minutes=one.minutes,
        html=local(one.html),
        summary_html=summary,
        showing_summary=showing_summary and bool(summary),
        content_note=local(one.content_note) or (local(found.module.content_note) if index == 0 else ""),
        sources=source_lines(one.sources, shelf().sources),
        law_as_of=one.law_as_of,
        contents=module(found, one.slug),
        steps=steps,
        steps_label=label,
        previous_url=lesson_url(found, lessons[index - 1].slug) if index else module_url(found),
        next_title=next_title,
        next_url=after_lesson_url(found, one),
        complete_url=lesson_url(found, one.slug),
        done=one.slug in found.lessons_done,
        in_turn=may_open_lesson(found.module, one.slug, found.lessons_done),
    )


def module_url(found: Standing) -> str:
    """The address of the module's page."""
    return address("learning.module_page", course=found.course.slug, module=found.module.slug)


def lesson_url(found: Standing, slug: str) -> str:
    """The address of one of the module's lessons."""
    return address("learning.lesson", course=found.course.slug, module=found.module.slug, lesson=slug)


def quiz_url(found: Standing) -> str:
    """The address of the module's quiz."""
    return address("assessment.start", course=found.course.slug, module=found.module.slug)


def place_url(found: Standing) -> str:
    """Where to go on: the next lesson, the quiz, or the first page of a finished module."""
    if found.place is None:
        first: Module = found.module
        return lesson_url(found, first.lessons[0].slug) if first.lessons else quiz_url(found)
    return lesson_url(found, found.place.lesson) if found.place.lesson else quiz_url(found)


def after_lesson_url(found: Standing, one: Lesson) -> str:
    """The next lesson, else the quiz, else the learner's home."""
    lessons = found.module.lessons
    index = lessons.index(one)
    if index + 1 < len(lessons):
        return lesson_url(found, lessons[index + 1].slug)
    return quiz_url(found) if found.module.quiz is not None else address("learning.home")
