"""SQL statements of one request, counted inside the application."""

from sqlalchemy import event

from bench.people import Learner, Site
from courses.foundation.database import db
from courses.web.sessions import SECURE_NAME

BOOKKEEPING = ("BEGIN", "PRAGMA", "COMMIT", "SET TRANSACTION")


def statements(site: Site, learner: Learner, address: str) -> list[str]:
    """The statements of a GET, in order, without what begins and ends a transaction.

    The page is opened once before, so that what is kept a process is kept. Raises RuntimeError for another answer
    than 200.
    """
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(BOOKKEEPING):
            found.append(" ".join(statement.split()))

    with site.app.app_context():
        engine = db.engine
    # Outside the context: each request must open and end its own, as it does on the server.
    client = site.app.test_client()
    client.set_cookie(SECURE_NAME, learner.token, secure=True, httponly=True)
    client.get(address)
    event.listen(engine, "before_cursor_execute", note)
    status = client.get(address).status_code
    event.remove(engine, "before_cursor_execute", note)
    engine.dispose()
    if status != 200:
        raise RuntimeError(f"{address}: {status}")
    return found
