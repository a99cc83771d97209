"""What was typed into a form that could not be taken: carried through the log-in and offered again."""

import json
from dataclasses import dataclass

from flask import current_app, request
from werkzeug.exceptions import HTTPException

KEPT_ENDPOINTS = frozenset(
    {"assessment.answer", "assessment.submit", "learning.complete", "assessment.begin", "teaching.assign"}
)
"""Forms whose content is worth keeping and safe to offer again."""
LARGEST = 20_000
OWN = frozenset({"same-origin", "none", ""})


@dataclass(frozen=True, slots=True)
class Kept:
    """A form's address and its fields, in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def may_be_kept() -> bool:
    """Whether the form came from a page of ours and is one of those that are kept."""
    return request.endpoint in KEPT_ENDPOINTS and request.headers.get("Sec-Fetch-Site", "") in OWN


def pack() -> str:
    """The request's form as text for a hidden field."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return json.dumps({"path": request.path, "fields": fields}, ensure_ascii=False)


def unpack(text: str) -> Kept | None:
    """What `pack` made, or None when it is not ours: another address, too large, another shape."""
    if len(text) > LARGEST:
        return None
    try:
        found = json.loads(text)
        path = str(found["path"])
        fields = tuple((str(name), str(value)) for name, value in found["fields"])
    except (ValueError, KeyError, TypeError):
        return None
    if {".", ".."} & set(path.split("/")):
        return None  # a browser would send it somewhere else than the router says
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _ = adapter.match(path, method="POST") if adapter else ("", None)
    except HTTPException:
        return None
    return Kept(path, fields) if endpoint in KEPT_ENDPOINTS else None
