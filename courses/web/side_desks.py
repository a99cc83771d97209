"""What the address of a sitting that counts nowhere means for the one who asks: to be answered, over, or nothing."""

from dataclasses import dataclass

from flask import current_app, g, url_for

from courses.catalog.structure import Course, Module
from courses.foundation.errors import NotHere
from courses.foundation.vocabulary import AttemptKind, AttemptState
from courses.queries.attempts import Sat, Sitting, sitting
from courses.queries.progress import facts
from courses.queries.side_attempts import side_attempts
from courses.rules.facts import SideAttempt
from courses.rules.measuring import Measuring, is_past, offered, taken_at
from courses.rules.retrieval import count_asked, recall
from courses.rules.standing import attempt_in_hand
from courses.web import side_pages as pages
from courses.web.identity import known_identity
from courses.web.sheet_pages import Desk
from courses.web.shelf import course_or_404, module_or_404
from courses.web.side_pages import Stop
from courses.web.wording import local


@dataclass(frozen=True, slots=True)
class Side:
    """What may be answered, or was: `attempt` is the learner's, None before they begin.

    `stop` is why nothing can be answered now, None where it can or was handed in; `in_hand` the number of the open quiz
    attempt that comes before; `hides_keys`: the same items are being asked again just now.
    """

    kind: AttemptKind
    course: Course
    module: Module | None
    attempt: SideAttempt | None
    questions: int
    stop: Stop | None = None
    in_hand: int | None = None
    hides_keys: bool = False

    @property
    def url(self) -> str:
        """The address of the page before and after."""
        return pages.side_url(self.kind, self.course, self.module)

    @property
    def title(self) -> str:
        """The title of what is asked about."""
        return local((self.module or self.course).title)

    @property
    def desk(self) -> Desk:
        """Where the learner sits."""
        mode = "immediate" if self.kind is AttemptKind.RECALL else "on-submit"
        return Desk(self.title, pages.heading(self.kind), f"{self.url}/sit", mode, counted=False)

    @property
    def submitted(self) -> bool:
        """Whether the attempt was handed in."""
        return self.attempt is not None and self.attempt.submitted

    @property
    def may_skip(self) -> bool:
        """Whether it can still be waved off."""
        return not self.submitted and self.stop in {None, Stop.WAITS}


def find(course: str, kind: str, module: str = "") -> Side:
    """What is asked for. Raises NotHere for what is not there, and for what was never offered to the one who asks."""
    if kind == AttemptKind.RECALL:
        return _recall(*module_or_404(course, module))
    found = course_or_404(course)
    if kind not in pages.KINDS:
        raise NotHere
    return _measure(found, AttemptKind(kind))


def seated(side: Side) -> Sitting | None:
    """The attempt with its answers; None before it was begun, and once it was waved off."""
    one = side.attempt
    if one is None:
        return None
    return sitting(Sat(known_identity().account, one.course, one.module, one.cycle, one.revision, one.kind), one.number)


def _measure(course: Course, kind: AttemptKind) -> Side:
    account, days = known_identity().account, current_app.config["SETTINGS"].follow_up_days
    known = facts(account, course.key)
    taken = taken_at(course, side_attempts(account))
    now = offered(course, known, taken, g.now, days)
    own = [one for one in taken if one.kind is kind]
    quiz = course.survey.quiz(kind) if course.survey else None
    if now is not None and now.kind is kind and quiz is not None:
        attempt = next((one for one in own if one.cycle == now.cycle), None)
        return Side(kind, course, None, attempt, len(quiz.items))
    keeps = [one for one in own if one.submitted] if kind is AttemptKind.FOLLOW_UP else []
    last = next(reversed(keeps or own), None)
    if last is None and not is_past(course, known, kind, g.now, days):
        raise NotHere
    if last is not None and last.submitted:
        return Side(kind, course, None, last, len(last.items), hides_keys=_is_asked(now, taken))
    skipped = last is not None and last.ended
    stop = Stop.SKIPPED if skipped else Stop.GONE if quiz is None else Stop.OVER
    return Side(kind, course, None, last, 0, stop)


def _is_asked(now: Measuring | None, taken: list[SideAttempt]) -> bool:
    """Whether the learner has begun what is offered now."""
    return now is not None and any((one.kind, one.cycle) == (now.kind, now.cycle) for one in taken)


def _recall(course: Course, module: Module) -> Side:
    account, zone = known_identity().account, current_app.config["SETTINGS"].zone
    known = facts(account, course.key)
    found = recall(course, module, known, side_attempts(account), g.now)
    if found is None:
        raise NotHere
    kind, questions = AttemptKind.RECALL, count_asked(module.quiz)
    if found.number is not None:
        hand = attempt_in_hand(course, module, known, g.now, zone)
        stop = None if hand is None else Stop.WAITS
        return Side(kind, course, module, found.attempt, questions, stop, hand)
    last = next(reversed(found.rounds), None)
    if last is not None and last.submitted:
        return Side(kind, course, module, last, len(last.items))
    skipped = last is not None and last.state == AttemptState.VOID
    return Side(kind, course, module, last, 0, Stop.SKIPPED if skipped else Stop.NOTHING)


def quiz_url(side: Side) -> str:
    """Where the open quiz attempt is that comes before; '' where none does."""
    if side.module is None or side.in_hand is None:
        return ""
    return url_for("assessment.attempt", course=side.course.slug, module=side.module.slug, number=side.in_hand)
