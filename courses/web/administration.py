"""Not there yet."""

from flask import Blueprint

from courses.web.policy import SIGNED_IN, rule

blueprint = Blueprint("administration", __name__)


@blueprint.get("/admin")
@rule(SIGNED_IN)
def home() -> str:
    """A stand-in."""
    return "administration"
