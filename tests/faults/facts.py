"""What the database says after a run, compared with what clients were told."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from bench.people import Site
from courses.foundation.database import db
from courses.foundation.vocabulary import AttemptState
from courses.models.assessment import Attempt, Response
from courses.models.evidence import AuditEvent
from courses.models.learning import Completion
from courses.rules.grading import passes
from courses.services.administration import differing_tallies
from tests.faults.clients import Acknowledged

WHOLE_COURSE = ""
"""What stands in place of a module where the course is completed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers by (learner, attempt number, item) with their number in order; scores of attempts, None while open.

    An answer is its letters, or the text that was typed.
    """

    answers: dict[tuple[int, int, str], tuple[int, str]]
    scores: dict[tuple[int, int], int | None]
    marks: dict[tuple[int, int], int]
    completed: list[tuple[int, str]]
    noted: Counter[tuple[str, int]]
    differing: int


def facts(site: Site) -> Facts:
    """Read everything that clients could have been told of."""

    def work() -> Facts:
        attempts = {one.id: one for one in db.session.scalars(select(Attempt))}
        answers = {}
        for one in db.session.scalars(select(Response)):
            of = attempts[one.attempt]
            answers[of.learner, of.number, one.item] = (one.client_seq, one.letters or one.text)
        scores = {
            (one.learner, one.number): one.score if one.state == AttemptState.SUBMITTED else None
            for one in attempts.values()
        }
        noted = Counter(
            (row.action, row.subject) for row in db.session.execute(select(AuditEvent.action, AuditEvent.subject))
        )
        return Facts(
            answers=answers,
            scores=scores,
            marks={(one.learner, one.number): one.pass_mark for one in attempts.values()},
            completed=[(one.learner, one.module) for one in db.session.scalars(select(Completion))],
            noted=noted,
            differing=len(differing_tallies()),
        )

    return site.inside(work)


def faults(known: Acknowledged, found: Facts) -> list[str]:
    """Everything that was lost, written twice, or does not agree with the rest; empty when all is well."""
    lost = [f"lost answer {key}" for key, told in known.answers.items() if not _stands(told, found.answers.get(key))]
    lost += [f"lost submission {key}" for key in known.handed_in if found.scores.get(key) is None]
    learners = {learner for learner, _ in found.scores}
    twice = []
    for learner in sorted(learners):
        numbers = sorted(number for one, number in found.scores if one == learner)
        submitted = [found.scores[learner, number] for number in numbers if found.scores[learner, number] is not None]
        if numbers != list(range(1, len(numbers) + 1)):
            twice.append(f"attempts of {learner}: {numbers}")
        if found.noted["attempt.submitted", learner] != len(submitted):
            twice.append(f"submissions of {learner}: {len(submitted)} and {found.noted['attempt.submitted', learner]}")
        won = any(
            passes(score, found.marks[learner, number])
            for (one, number), score in found.scores.items()
            if one == learner and score is not None
        )
        completed = [module for one, module in found.completed if one == learner]
        modules = sum(module != WHOLE_COURSE for module in completed)
        if modules != int(won) or found.noted["completion.written", learner] != len(completed):
            twice.append(f"completions of {learner}: {completed}, passed: {won}")
        if len(set(completed)) < len(completed):
            twice.append(f"completions of {learner}: {completed}")
    return [*lost, *twice, *([f"{found.differing} tallies differ"] if found.differing else [])]


def _stands(told: tuple[int, str], kept: tuple[int, str] | None) -> bool:
    """Whether what was acknowledged is kept, or something newer that was on its way when the server died."""
    return kept is not None and (kept[0] > told[0] or kept == told)
