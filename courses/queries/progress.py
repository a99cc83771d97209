"""What a learner must do and has done, as facts."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, literal, null, select, type_coerce, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from courses.foundation.database import UtcDateTime, read
from courses.foundation.vocabulary import AttemptKind, AttemptState, ObligationState
from courses.models.assessment import Attempt
from courses.models.learning import Completion, LessonCompletion
from courses.models.teaching import Obligation
from courses.rules.facts import Completed, Due, Facts, LessonDone, Tried


def _statement(*, one_course: bool) -> CompoundSelect[Any]:
    due, lesson = Obligation.__table__.c, LessonCompletion.__table__.c
    done, tried = Completion.__table__.c, Attempt.__table__.c

    def of(course: ColumnElement[str]) -> list[ColumnElement[bool]]:
        return [course == bindparam("course")] if one_course else []

    return union_all(
        select(
            literal("due").label("kind"),
            due.course.label("course"),
            due.module.label("module"),
            due.reporting_group.label("word"),
            due.cycle.label("cycle"),
            literal(0).label("revision"),
            type_coerce(due.opens_at, UtcDateTime()).label("one"),
            type_coerce(due.due_at, UtcDateTime()).label("other"),
            literal(0).label("score"),
            literal(0).label("mark"),
            due.unit.label("number"),
        ).where(due.learner == bindparam("learner"), due.state == ObligationState.IN, *of(due.course)),
        select(
            literal("lesson"),
            lesson.course,
            lesson.module,
            lesson.lesson,
            lesson.cycle,
            lesson.revision,
            lesson.at,
            null(),
            literal(0),
            literal(0),
            literal(0),
        ).where(lesson.learner == bindparam("learner"), *of(lesson.course)),
        select(
            literal("completion"),
            done.course,
            done.module,
            literal(""),
            done.cycle,
            done.revision,
            done.at,
            null(),
            literal(0),
            case((done.late, 1), else_=0),
            literal(0),
        ).where(done.learner == bindparam("learner"), *of(done.course)),
        select(
            literal("attempt"),
            tried.course,
            tried.module,
            tried.state,
            tried.cycle,
            tried.revision,
            tried.opened_at,
            tried.submitted_at,
            tried.score,
            tried.pass_mark,
            tried.number,
        ).where(
            tried.learner == bindparam("learner"),
            tried.kind == AttemptKind.QUIZ,
            tried.state != AttemptState.VOID,
            *of(tried.course),
        ),
    )


ALL, OF_COURSE = _statement(one_course=False), _statement(one_course=True)


def facts(learner: int, course: str = "") -> Facts:
    """What the learner must do and has done, in one statement: for one course, or for all."""
    rows = read(OF_COURSE, {"learner": learner, "course": course}) if course else read(ALL, {"learner": learner})
    dues, lessons, completions, tries = [], [], [], []
    for kind, slug, module, word, cycle, revision, one, other, score, mark, number in rows:
        if kind == "due":
            dues.append(Due(slug, module, cycle, one, other, number, word))
        elif kind == "lesson":
            lessons.append(LessonDone(slug, module, word, cycle, revision, one))
        elif kind == "completion":
            completions.append(Completed(slug, module, cycle, revision, one, bool(mark)))
        else:
            tries.append(Tried(slug, module, cycle, revision, number, word == AttemptState.OPEN, score or 0, mark))
    return Facts(tuple(dues), tuple(lessons), tuple(completions), tuple(tries))
