"""Reopening: answers stay, what was before is kept, the reason is on record, and nobody is quicker twice."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from courses.foundation.database import db
from courses.foundation.errors import AnswerFinal, NotAllowed, NotHere, NotReopened
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState, Reopening, ReopenReason
from courses.ledger.completions import Taking
from courses.ledger.sittings import paper
from courses.models.assessment import Attempt, AttemptReopening, Response
from courses.models.evidence import AuditEvent
from courses.models.learning import Completion
from courses.queries.attempts import Sat, past_attempts, sitting
from courses.queries.reopening import tried_attempts, waiting_reopening
from courses.rules.closing import GRACE
from courses.services.assessment import Answer, open_attempt, save_answer, submit_attempt
from courses.services.learning import complete_lesson
from courses.services.reopening import reopen
from tests.builders import School
from tests.services.courses import CYCLE, NOW, made_course, made_module, made_quiz, take

WHY = ReopenReason.INTERRUPTED


def sat(taking: Taking) -> Sat:
    return Sat(taking.learner, "course", "m", CYCLE, 1)


def begun(school: School, attempts: int | None = None) -> Taking:
    """A learner with an open attempt, one of its two items answered wrongly."""
    quiz = made_quiz(attempts=attempts)
    taking = take(school.people["first1"], made_course(made_module("m", 1, quiz), made_module("other")))
    complete_lesson(taking, taking.module.lessons[0], NOW)
    open_attempt(taking, NOW)
    give(taking, "one", "b")
    return taking


def give(taking: Taking, item: str, value: str, number: int = 1, seq: int = 1) -> None:
    own = sitting(sat(taking), number)
    assert own is not None
    save_answer(paper(taking, own), Answer(item, (value,), seq), NOW)


def hand_in(taking: Taking, number: int = 1) -> bool:
    own = sitting(sat(taking), number)
    assert own is not None
    return submit_attempt(paper(taking, own), taking.course, taking.module, NOW).completed


def again(taking: Taking, school: School, kind: Reopening = Reopening.CONTINUE, number: int = 1) -> None:
    reopen(taking, number, kind, WHY, NOW, actor=school.people["teacher"], unit=school.units["first"])


def reason_of(refused: pytest.ExceptionInfo[NotReopened]) -> object:
    return refused.value.values["reason"]


def test_a_continued_attempt_is_open_with_its_answers_final_and_the_rest_to_be_given(school: School) -> None:
    taking = begun(school)
    hand_in(taking)
    again(taking, school)
    own = sitting(sat(taking), 1)
    assert own is not None
    assert (own.submitted, own.score, own.submitted_at) == (False, None, None)
    assert {name: (one.answer, one.final) for name, one in own.given.items()} == {"one": ("b", True)}
    with pytest.raises(AnswerFinal):
        give(taking, "one", "a", seq=2)
    give(taking, "two", "yes")
    assert hand_in(taking) is False
    assert [(one.number, one.score) for one in past_attempts(sat(taking))] == [(1, 5000)]


def test_what_stood_before_is_kept_with_the_reason_and_the_trail_says_who(school: School) -> None:
    taking = begun(school)
    hand_in(taking)
    again(taking, school)
    row = db.session.execute(select(AttemptReopening)).scalar_one()
    assert (row.kind, row.reason, row.actor, row.submitted_at, row.score, row.closes_at) == (
        "continue",
        "interrupted",
        school.people["teacher"],
        NOW,
        0,
        None,
    )
    event = db.session.execute(select(AuditEvent).where(AuditEvent.action == "attempt.reopened")).scalar_one()
    assert (event.actor, event.subject, event.unit) == (
        school.people["teacher"],
        taking.learner,
        school.units["first"],
    )
    assert json.loads(event.what) == {"attempt": row.attempt, "kind": "continue", "reason": "interrupted"}


def test_a_page_from_before_cannot_hand_in_what_was_opened_again(school: School) -> None:
    taking = begun(school)
    own = sitting(sat(taking), 1)
    assert own is not None
    hand_in(taking)
    again(taking, school)
    with pytest.raises(NotHere):
        submit_attempt(paper(taking, own), taking.course, taking.module, NOW)
    assert db.session.scalars(select(Attempt.state)).all() == [AttemptState.OPEN]


def test_an_attempt_whose_time_was_over_goes_on_without_a_clock_and_its_answers_may_change(school: School) -> None:
    taking = begun(school)
    with transaction():
        db.session.execute(update(Attempt).values(closes_at=NOW - GRACE * 2))
    again(taking, school)
    give(taking, "one", "a", seq=2)
    give(taking, "two", "yes")
    assert hand_in(taking) is True
    assert db.session.scalars(select(AttemptReopening.closes_at)).all() == [NOW - GRACE * 2]
    assert db.session.scalars(select(Attempt.closes_at)).all() == [None]


def test_anew_leaves_the_old_attempt_as_evidence_and_lets_another_begin(school: School) -> None:
    taking = begun(school, attempts=1)
    hand_in(taking)
    again(taking, school, Reopening.ANEW)
    assert sitting(sat(taking), 1) is None
    assert past_attempts(sat(taking)) == []
    assert db.session.scalar(select(func.count()).select_from(Response)) == 1
    assert open_attempt(taking, NOW) == 2
    give(taking, "one", "a", number=2)
    give(taking, "two", "yes", number=2)
    assert hand_in(taking, 2) is True
    assert db.session.scalars(select(Completion.module)).all() == ["m"]


def test_a_way_that_would_give_the_key_away_is_refused_by_name(school: School) -> None:
    taking = begun(school, attempts=1)
    hand_in(taking)
    with pytest.raises(NotReopened) as refused:
        again(taking, school)
    assert reason_of(refused) == "key-shown"


def test_an_attempt_that_is_still_open_and_one_that_passed_stay_as_they_are(school: School) -> None:
    taking = begun(school)
    with pytest.raises(NotReopened) as refused:
        again(taking, school)
    assert reason_of(refused) == "still-open"
    give(taking, "one", "a", seq=2)
    give(taking, "two", "yes")
    hand_in(taking)
    with pytest.raises(NotReopened) as refused:
        again(taking, school, Reopening.ANEW)
    assert reason_of(refused) == "passed"
    assert db.session.scalar(select(func.count()).select_from(AttemptReopening)) == 0


def test_the_second_of_two_teachers_is_told_that_it_is_open_already(school: School) -> None:
    taking = begun(school)
    hand_in(taking)
    again(taking, school, Reopening.ANEW)
    with pytest.raises(NotReopened) as refused:
        again(taking, school, Reopening.ANEW)
    assert reason_of(refused) == "open-already"


def test_an_older_attempt_than_the_last_is_not_opened(school: School) -> None:
    taking = begun(school)
    hand_in(taking)
    open_attempt(taking, NOW)
    hand_in(taking, 2)
    with pytest.raises(NotReopened) as refused:
        again(taking, school, Reopening.ANEW)
    assert reason_of(refused) == "open-already"


def test_nothing_is_opened_where_nothing_was_tried_nor_by_oneself(school: School) -> None:
    taking = take(school.people["first2"], made_course(made_module("m", 1, made_quiz())))
    with pytest.raises(NotReopened) as refused:
        again(taking, school)
    assert reason_of(refused) == "not-tried"
    with pytest.raises(NotAllowed):
        again(replace(taking, learner=school.people["teacher"]), school)


def test_the_learner_is_told_until_they_hand_in_or_begin_anew(school: School) -> None:
    taking = begun(school)
    assert waiting_reopening(sat(taking)) is None
    hand_in(taking)
    assert waiting_reopening(sat(taking)) is None
    again(taking, school)
    told = waiting_reopening(sat(taking))
    assert told is not None
    assert (told.kind, told.reason, told.at) == (Reopening.CONTINUE, WHY, NOW)
    hand_in(taking)
    assert waiting_reopening(sat(taking)) is None
    again(taking, school, Reopening.ANEW)
    told = waiting_reopening(sat(taking))
    assert told is not None
    assert told.kind is Reopening.ANEW
    open_attempt(taking, NOW)
    assert waiting_reopening(sat(taking)) is None


def test_attempts_are_listed_with_how_far_they_got(school: School) -> None:
    taking = begun(school)
    [one] = tried_attempts(sat(taking))
    assert (one.tried.asked, one.tried.answered, one.tried.state, one.submitted_at) == (2, 1, AttemptState.OPEN, None)
