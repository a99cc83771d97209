"""What was typed into a form that could not be taken: carried through the log-in and offered again to who typed it."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

KEPT_ENDPOINTS = frozenset(
    {
        "assessment.answer",
        "assessment.submit",
        "assessment.begin",
        "sittings.answer",
        "sittings.submit",
        "sittings.begin",
        "learning.complete",
        "teaching.assign",
    }
)
"""Forms whose content is worth keeping and safe to offer again."""
HANDING_IN = frozenset({"assessment.submit", "sittings.submit"})
"""Of these, the forms that hold no answer: all are saved already, and what is missing is to hand them in."""
ANSWERS = frozenset({"assessment.answer", "sittings.answer"})
"""Of these, the forms that hold an answer."""
LARGEST = 20_000
OWN = frozenset({"same-origin", "none", ""})
WHOSE = "whose"
"""The field in which such a form says whose page it stands on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A form's address and its fields, in order; `endpoint` and `place` are what the router reads in the address."""

    path: str
    fields: tuple[tuple[str, str], ...]
    endpoint: str
    place: Mapping[str, object]

    @property
    def form(self) -> MultiDict[str, str]:
        """The fields as a request has them."""
        return MultiDict(self.fields)

    @property
    def hands_in(self) -> bool:
        """Whether the form hands in an attempt."""
        return self.endpoint in HANDING_IN

    @property
    def look_over(self) -> str:
        """Where the attempt that the form hands in is looked over; once it is handed in, its result stands there."""
        return f"{self.path.removesuffix('/submit')}?review=1"

    @property
    def text(self) -> str:
        """The form as text for a hidden field."""
        return packed(self.path, self.fields)


def whose(account: int) -> str:
    """What a page of that account says in `WHOSE`: nobody can make it for another account."""
    key: str = current_app.config["SECRET_KEY"]
    return hmac.new(key.encode(), f"{WHOSE} {account}".encode(), "sha256").hexdigest()[:32]


def belongs(typed: Kept | None, account: int) -> bool:
    """Whether the form stood on a page of that account; one that does not say so is nobody's."""
    return typed is not None and _stood_on_page_of(account, typed.form)


def is_own() -> bool:
    """Whether the form came from a page of ours."""
    return request.headers.get("Sec-Fetch-Site", "") in OWN


def may_be_kept() -> bool:
    """Whether the form came from a page of ours and is one of those that are kept."""
    return request.endpoint in KEPT_ENDPOINTS and is_own()


def pack() -> str:
    """The request's form as text for a hidden field."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return packed(request.path, fields)


def carried(account: int) -> str:
    """The request's form, packed, where it holds an answer of that account and comes to a page; else ''.

    Then the answer is not, or not all, taken as it was meant.
    """
    if request.method != "POST" or request.endpoint not in ANSWERS or not is_own():
        return ""
    return pack() if _stood_on_page_of(account, request.form) else ""


def _stood_on_page_of(account: int, form: MultiDict[str, str]) -> bool:
    return hmac.compare_digest(form.get(WHOSE, "").encode(), whose(account).encode())


def packed(path: str, fields: object) -> str:
    """A form as text that `unpack` reads."""
    return json.dumps({"path": path, "fields": fields}, ensure_ascii=False)


def unpack(text: str) -> Kept | None:
    """What `pack` made, or None when it is not ours: another address, too large, another shape."""
    if len(text) > LARGEST:
        return None
    try:
        found = json.loads(text)
        path = str(found["path"])
        fields = tuple((str(name), str(value)) for name, value in found["fields"])
        packed(path, fields).encode()  # half of a character can be written as an escape, but never sent
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if {".", ".."} & set(path.split("/")):
        return None  # a browser would send it somewhere else than the router says
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, place = adapter.match(path, method="POST") if adapter else ("", {})
    except HTTPException:
        return None
    if adapter is None or endpoint not in KEPT_ENDPOINTS or adapter.build(endpoint, place, method="POST") != path:
        return None  # the router reads some addresses, as //…, otherwise than a browser does
    return Kept(path, fields, endpoint, place)
