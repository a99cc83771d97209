"""An answer that met the end of a log-in: saved as soon as the one who gave it has signed in again."""

from collections.abc import Callable, Mapping

from flask import redirect
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from courses.foundation.database import DatabaseBusy
from courses.foundation.errors import Refusal
from courses.web import assessment, sittings
from courses.web.kept import Kept

SAVED: Mapping[str, Callable[..., str]] = {
    "assessment.answer": assessment.save_kept,
    "sittings.answer": sittings.save_kept,
}
"""How the answer of a kept form is saved, by endpoint; each gives the address of the item, '' for a word in between."""


def send_again(typed: Kept) -> Response | None:
    """Save the answer and lead back to its item; None where there is more to say, or something else was kept.

    The form belongs to the one who asks: see `kept.belongs`. It names its attempt by the submit key and its answer by
    the sequence number, so that nothing is saved twice and nothing older takes the place of what is newer.
    """
    save = SAVED.get(typed.endpoint)
    if save is None:
        return None
    try:
        url = save(typed.form, **typed.place)
    except (Refusal, Forbidden, DatabaseBusy):
        return None
    return redirect(url, 303) if url else None
