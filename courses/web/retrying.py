"""A request met a database that was busy or away: it is done once more, where doing it twice is harmless.

Pages only read; the forms named here carry a key or change nothing the second time. Everything else is answered at
once, with what was typed still there.
"""

import random
import time

from flask import Flask, Response, g, request

from courses.foundation.database import DatabaseAway, db, give_back
from courses.foundation.database_errors import may_pass

PAUSES = (0.1, 0.4, 1.0, 2.0, 3.0)
"""Seconds before each further try; up to a half is left to chance, so that a class does not come back as one."""
WITHIN = 8.0
"""Seconds after which nothing is tried again."""
REPEATABLE = frozenset({"assessment.answer", "assessment.submit", "assessment.begin", "learning.complete"})


class Application(Flask):
    """Flask, patient with its database."""

    def full_dispatch_request(self) -> Response:
        """Answer the request, as often as `ask_again` says."""
        g.pauses = [pause * random.uniform(0.5, 1.0) for pause in PAUSES]  # noqa: S311  # nosec B311 # no secret
        g.until = time.monotonic() + WITHIN
        while True:
            g.again = False
            response = super().full_dispatch_request()
            if not g.again:
                return response
            give_back()
            db.session.remove()
            time.sleep(g.pauses.pop(0))


def ask_again(error: DatabaseAway) -> bool:
    """Whether the request will be done once more, since the fault may pass and nothing can be done twice."""
    harmless = request.method in {"GET", "HEAD"} or request.endpoint in REPEATABLE
    in_time = bool(g.pauses) and time.monotonic() + g.pauses[0] < g.until
    g.again = harmless and in_time and may_pass(error)
    return bool(g.again)
