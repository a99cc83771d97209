"""Accounts on the web: sign in, sign out, language."""

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from courses.foundation.errors import NewCodeNeeded, TooManyTries, WrongCredentials
from courses.foundation.vocabulary import LANGUAGES, Role
from courses.services import accounts
from courses.web import identity, kept, resending
from courses.web.forms import LogInForm
from courses.web.kept_pages import expired_page, offering_page
from courses.web.languages import asked_language
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
    return log_in_page(form, request.args.get("problem"))


@blueprint.post("/login")
@rule(PUBLIC)
def sign_in() -> Response | tuple[str, int] | str:
    """Open a session under a new id; a language chosen at the log-in becomes the account's."""
    form = LogInForm()
    g.spoken = request.form.get("spoken", "")
    if "speak" in request.form or not form.validate():
        return ask_again(form)
    settings = current_app.config["SETTINGS"]
    try:
        token = accounts.sign_in(
            form.username.data,
            form.password.data,
            key=current_app.config["SECRET_KEY"],
            shared=settings.shared_device,
            old_token=identity.token(),
            now=g.now,
            locale=asked_language() or "",
        )
    except WrongCredentials:
        return log_in_page(form, "wrong"), 401
    except NewCodeNeeded:
        return log_in_page(form, "code"), 429
    except TooManyTries as error:
        return log_in_page(form, "wait", error.seconds), 429
    return go_on(form, token)


def go_on(form: LogInForm, token: str) -> Response | tuple[str, int] | str:
    """Enter the session that was just opened.

    What could not be sent before goes on from here, for the one account that typed it.
    """
    identity.cookie().renew(token)
    g.identity = None  # the new session counts, not one from before
    identity.recognise(token)
    if g.identity is None:  # it was ended in the same moment
        return log_in_page(form, "expired"), 401
    typed = kept.unpack(form.kept.data or "")
    if typed is not None and kept.belongs(typed, identity.known_identity().account):
        return resending.send_again(typed) or offering_page(typed)
    return redirect(safe_next(form.next.data or ""), 303)


def ask_again(form: LogInForm) -> tuple[str, int] | str:
    """The same page with what it carries: in another language, or since something was left out."""
    if "speak" not in request.form:
        return log_in_page(form, "wrong"), 422
    return expired_page(form.kept.data or "")


def log_in_page(form: LogInForm, problem: str | None, seconds: int = 0) -> str:
    """The form to sign in; its address carries a language only when one was chosen, since signing in keeps that one."""
    if form.kept.data:
        g.identity = None  # who is signed in is not the one whose form goes along
    values = {"problem": problem, "seconds": seconds, "next": form.next.data, "chosen": asked_language()}
    return page("accounts/login.html", form=form, carried=form.kept.data or "", **values)


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
def language() -> Response | str:
    """Choose the language of the screens; an answer that the page still holds is saved, and else offered again."""
    wanted, asker = request.form.get("lang", ""), identity.known_identity()
    if wanted in LANGUAGES:
        accounts.speak(asker.account, wanted)
        g.identity = replace(asker, locale=wanted)
    typed = kept.unpack(request.form.get("kept", ""))
    if typed is not None and kept.belongs(typed, asker.account):
        return resending.send_again(typed) or offering_page(typed)
    return redirect(safe_next(request.form.get("back", "")), 303)


def safe_next(target: str) -> str:
    """The address when it is one of ours, else the start page of the account."""
    ours = target.startswith("/") and not target.startswith("//")
    plain = ours and "\\" not in target and all(ord(one) >= 32 for one in target)
    if plain and urlsplit(target).path not in {"/", "/login", "/logout"}:
        return target
    return url_for("accounts.start")
