"""Closing: an attempt whose time is over is graded from what was saved, whether or not its learner comes back."""

import json
from datetime import datetime

from sqlalchemy import select

from courses.catalog.structure import Catalog
from courses.foundation.database import db
from courses.foundation.errors import AttemptVoid, NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import AttemptState
from courses.ledger.endings import end_attempt
from courses.ledger.sittings import lock_attempt
from courses.models.evidence import Job
from courses.queries.attempts import paper_of_attempt
from courses.rules.closing import time_is_over


def close_due(job: int, catalog: Catalog, now: datetime) -> bool:
    """Do one job of kind `close`; always True, since nothing is left to do after it.

    `catalog` holds drafts as well: who passed has completed, although the course was drawn back meanwhile.
    An attempt that was handed in, voided or opened again without a clock in the meantime stays as it is.
    """
    with transaction():
        row = db.session.scalar(select(Job).where(Job.id == job).with_for_update())
        if row is None or row.done_at is not None:
            return True
        row.done_at = now
        paper = paper_of_attempt(json.loads(row.body)["attempt"])
        if paper is None:
            return True
        try:
            attempt = lock_attempt(paper, with_learner=True)
        except (AttemptVoid, NotHere):
            return True
        if attempt.state == AttemptState.OPEN and time_is_over(attempt.closes_at, now):
            course = next((one for one in catalog.courses.values() if one.key == paper.course), None)
            module = next((one for one in course.modules if one.key == paper.module), None) if course else None
            end_attempt(attempt, paper.learner, course, module, now, by_time=True)
        return True
