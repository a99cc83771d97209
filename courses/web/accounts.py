"""Accounts on the web: sign in, sign out, language."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from courses.foundation.errors import NewCodeNeeded, TooManyTries, WrongCredentials
from courses.foundation.vocabulary import LANGUAGES, Role
from courses.services import accounts
from courses.web import identity, kept
from courses.web.forms import LogInForm
from courses.web.policy import PUBLIC, SIGNED_IN, rule
from courses.web.presentation import page

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/")
@rule(PUBLIC)
def start() -> Response:
    """Lead everyone to the page of their work, strangers to the log-in."""
    if g.identity is None:
        return redirect(url_for("accounts.login"), 303)
    if g.identity.roles & {Role.TEACHER, Role.ASSISTANT}:
        return redirect(url_for("teaching.home"), 303)
    if g.identity.roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
        return redirect(url_for("administration.home"), 303)
    return redirect(url_for("learning.home"), 303)


@blueprint.get("/login")
@rule(PUBLIC)
def login() -> Response | str:
    """Ask for user name and password; nothing is written."""
    if g.identity:
        return redirect(safe_next(request.args.get("next", "")), 303)
    form = LogInForm(formdata=None)
    form.next.data = request.args.get("next", "")
    return page("accounts/login.html", form=form, problem=request.args.get("problem"), seconds=0, next=form.next.data)


@blueprint.post("/login")
@rule(PUBLIC)
def sign_in() -> Response | tuple[str, int] | str:
    """Open a session under a new id."""
    form = LogInForm()
    if not form.validate():
        return page("accounts/login.html", form=form, problem="wrong", seconds=0, next=form.next.data), 422
    settings = current_app.config["SETTINGS"]
    try:
        token = accounts.sign_in(
            form.username.data,
            form.password.data,
            key=current_app.config["SECRET_KEY"],
            shared=settings.shared_device,
            old_token=identity.token(),
            now=g.now,
        )
    except WrongCredentials:
        return page("accounts/login.html", form=form, problem="wrong", seconds=0, next=form.next.data), 401
    except NewCodeNeeded:
        return page("accounts/login.html", form=form, problem="code", seconds=0, next=form.next.data), 429
    except TooManyTries as error:
        answer = page("accounts/login.html", form=form, problem="wait", seconds=error.seconds, next=form.next.data)
        return answer, 429
    identity.cookie().renew(token)
    if form.kept.data and (typed := kept.unpack(form.kept.data)):
        return page("accounts/kept.html", kept=typed)
    return redirect(safe_next(form.next.data or ""), 303)


@blueprint.post("/logout")
@rule(PUBLIC)
def sign_out() -> Response:
    """End the session on the server and in the browser."""
    if token := identity.token():
        accounts.sign_out(token, g.now)
    identity.cookie().close()
    answer = redirect(url_for("accounts.login", problem="bye"), 303)
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@blueprint.post("/language")
@rule(SIGNED_IN)
def language() -> Response:
    """Choose the language of the screens."""
    wanted = request.form.get("lang", "")
    if wanted in LANGUAGES:
        accounts.speak(identity.known_identity().account, wanted)
    return redirect(safe_next(request.form.get("back", "")), 303)


def safe_next(target: str) -> str:
    """The address when it is one of ours, else the start page of the account."""
    ours = target.startswith("/") and not target.startswith("//")
    plain = ours and "\\" not in target and all(ord(one) >= 32 for one in target)
    if plain and urlsplit(target).path not in {"/", "/login", "/logout"}:
        return target
    return url_for("accounts.start")
