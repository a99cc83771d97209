"""Pictures, captions, sound and film of a course: a file that a page of it names, to those who may read that page."""

from pathlib import PurePosixPath

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

from courses.catalog.media_files import is_fit
from courses.foundation.errors import NotHere
from courses.web.learning import stand, taken_course
from courses.web.policy import SIGNED_IN, rule
from courses.web.shelf import shelf

blueprint = Blueprint("media", __name__)

KINDS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
"""What a browser is told a file is; nothing is guessed from its content."""
SVG = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing opened by itself has its own style and nothing else: no script, no form, no origin."""


@blueprint.get("/learn/<course>/<module>/media/<filename>")
@rule(SIGNED_IN)
def of_module(course: str, module: str, filename: str) -> Response:
    """A file that a lesson, the quiz or the page of the module shows; in a draft, to who still sits at the quiz."""
    return sent(stand(course, module, in_hand=True).module.media.get(filename))


@blueprint.get("/learn/<course>/-/media/<filename>")
@rule(SIGNED_IN)
def of_course(course: str, filename: str) -> Response:
    """A file that the page of the course, its session plan or its letter shows."""
    return sent(taken_course(course)[0].media.get(filename))


def sent(path: str | None) -> Response:
    """The file at that path below the content folder.

    Raises NotHere where no page names it, or where it has gone or become something since that the check refuses.
    """
    root = shelf().root.resolve()
    if path is None or (file := root / path).resolve() != file or not is_fit(file):
        raise NotHere
    kind = KINDS[PurePosixPath(path).suffix.lower()]
    response = send_file(file, mimetype=kind, conditional=True, etag=False, max_age=None)
    response.headers["Cache-Control"] = "no-store"
    if kind == KINDS[".svg"]:
        response.headers["Content-Security-Policy"] = SVG
    return response
