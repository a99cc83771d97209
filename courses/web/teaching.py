"""Not there yet."""

from flask import Blueprint

from courses.web.policy import SIGNED_IN, rule

blueprint = Blueprint("teaching", __name__)


@blueprint.get("/teach")
@rule(SIGNED_IN)
def home() -> str:
    """A stand-in."""
    return "teaching"
