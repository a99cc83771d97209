"""What is answered when something is refused or goes wrong: one table, two languages, nothing lost."""

import secrets

import structlog
from flask import Flask, Response, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from courses.foundation import errors
from courses.foundation.database import DatabaseBusy
from courses.web import kept
from courses.web.answer_words import unreadable_text
from courses.web.identity import cookie
from courses.web.kept_pages import expired_page, offering_page
from courses.web.languages import say
from courses.web.presentation import page
from courses.web.retrying import ask_again

log = structlog.get_logger()

STATUS: dict[type[errors.Refusal], int] = {
    errors.NotHere: 404,
    errors.ContentMissing: 404,
    errors.NotAllowed: 403,
    errors.LessonLocked: 403,
    errors.QuizLocked: 403,
    errors.NoAttemptsLeft: 403,
    errors.AttemptClosed: 409,
    errors.TimeIsOver: 409,
    errors.AnswerFinal: 409,
    errors.AnswerStale: 409,
    errors.AnswerUnreadable: 422,
    errors.AttemptVoid: 410,
    errors.AttemptReopened: 409,
    errors.NotReopened: 409,
    errors.AlreadyThere: 409,
    errors.CodeConflict: 409,
    errors.RosterUnreadable: 422,
}

CARRYING = frozenset({"accounts.sign_in", "accounts.language"})
"""Forms that may carry what was typed into another one."""


class SignInFirst(HTTPException):
    """The page needs an account."""

    code = 401


def init_app(app: Flask) -> None:
    """Answer every refusal and every failure with a page of ours."""
    app.register_error_handler(SignInFirst, ask_to_sign_in)
    app.register_error_handler(CSRFError, refuse_forged)
    app.register_error_handler(errors.Refusal, answer_refusal)
    app.register_error_handler(DatabaseBusy, answer_busy)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_failure)
    app.register_error_handler(InternalServerError, answer_failed_answer)


def wants_json() -> bool:
    """Whether a script asked, not a person."""
    return request.headers.get("X-Requested-With") == "autosave"


def ask_to_sign_in(_error: SignInFirst) -> ResponseReturnValue:
    """Lead to the log-in; what was typed goes along."""
    if request.method == "POST":
        g.spoken = request.form.get("spoken") or g.get("spoken")
    if wants_json():
        return jsonify(saved=False, message=say("로그인이 끝났습니다. 다시 로그인하시면 이어서 저장합니다.")), 401
    if request.method == "POST" and kept.may_be_kept():
        return expired_page(kept.pack()), 401
    problem = "expired" if g.get("expired") else ""
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("accounts.login", next=target or None, problem=problem or None), 303)


def refuse_forged(_error: CSRFError) -> ResponseReturnValue:
    """A form whose token does not belong to the cookie: said plainly, with what was typed still there."""
    if wants_json():
        if g.get("identity") is None:
            return ask_to_sign_in(SignInFirst())
        message = say("화면이 오래되었습니다. 이 화면을 그대로 두시면 이어서 저장합니다.")
        return jsonify(saved=False, message=message), 400
    if request.endpoint == "accounts.sign_in":
        return log_in_anew()
    if g.get("identity") is None:
        return ask_to_sign_in(SignInFirst())
    if said := page_that_waits(g.identity.account):
        return said, 400
    return failed_page(400, say("화면이 오래되었습니다"), say("앞 화면으로 돌아가 새로고침한 다음 다시 시도해 주세요."))


def page_that_waits(account: int) -> str:
    """What was typed, to be sent again by the account that is signed in, or by the one that typed it; '' for nobody's.

    What another account typed waits unseen: it stood on the page from which it came, and is sent by nobody else.
    """
    typed = kept.unpack(kept.pack()) if kept.may_be_kept() else None
    if typed is not None and kept.belongs(typed, account):
        return offering_page(typed)
    return expired_page(typed.text) if typed is not None and request.form.get(kept.WHOSE) else ""


def log_in_anew() -> ResponseReturnValue:
    """The log-in was sent from a page of an older cookie: what that page carried stays."""
    if carried := page_that_carries():
        return carried, 400
    return redirect(url_for("accounts.login", problem="cookie"), 303)


def page_that_carries(problem: str = "") -> str:
    """A page with what the log-in or the choice of a language carried, '' where that is nothing of the one who asks."""
    typed = kept.unpack(request.form.get("kept", "")) if kept.is_own() else None
    if typed is not None and g.get("identity") is None:
        return expired_page(typed.text, problem)
    if typed is not None and kept.belongs(typed, g.identity.account):
        return offering_page(typed)
    return ""


def answer_refusal(error: errors.Refusal) -> ResponseReturnValue:
    """A refusal by name."""
    status = STATUS.get(type(error), 400)
    heading, text = sentences(error)
    if wants_json():
        return jsonify({"saved": False, "code": error.code, "message": text} | error.values), status
    return failed_page(status, heading, text)


def answer_http(error: HTTPException) -> ResponseReturnValue:
    """Werkzeug's own refusals."""
    code = error.code or 500
    if code < 400:
        return error.get_response()  # a redirect of the router's
    heading, text = {
        403: (say("이 화면을 볼 수 있는 권한이 없습니다"), say("필요하시면 담당 선생님이나 관리자에게 말씀해 주세요.")),
        404: (say("찾으시는 화면이 없습니다"), say("주소를 다시 확인하시거나 처음 화면에서 찾아 주세요.")),
        405: (say("이 주소로는 할 수 없는 일입니다"), say("앞 화면으로 돌아가 단추를 눌러 주세요.")),
        413: (say("보내신 내용이 너무 큽니다"), say("파일을 나누어 다시 올려 주세요.")),
    }.get(code, (say("요청을 처리하지 못했습니다"), say("앞 화면으로 돌아가 다시 시도해 주세요.")))
    return failed_page(code, heading, text)


def answer_busy(error: DatabaseBusy) -> ResponseReturnValue:
    """The database did not answer in time: try again, with what was typed still there."""
    if ask_again(error):
        return Response(status=503)  # nobody sees it: the request is done once more
    log.warning("database_busy", kind=type(error.orig).__name__)
    text = say("지금 접속이 많아 저장하지 못했습니다. 잠시 뒤 다시 시도해 주세요.")
    retry = {"Retry-After": "2"}
    if wants_json():
        return jsonify(saved=False, message=text), 503, retry
    # With the database away nobody can say who asks; a browser that has a session gets back what it sent all the same.
    if request.method == "POST" and cookie().known and kept.may_be_kept():
        typed = kept.unpack(kept.pack())
        return offering_page(typed, known=g.get("identity") is not None), 503, retry
    if request.endpoint in CARRYING and (carried := page_that_carries(text)):
        return carried, 503, retry
    return failed_body(503, say("잠시 뒤 다시 시도해 주세요"), text), 503, retry


def answer_failure(error: BaseException) -> ResponseReturnValue:
    """A bug: the log has it whole, the reader a reference."""
    reference = secrets.token_hex(4)
    log.error("failure", reference=reference, exc_info=error)
    heading, text = say("잠시 뒤 다시 시도해 주세요"), say("지금까지의 기록은 저장되어 있습니다.")
    try:
        return failed_page(500, heading, text, reference=reference)
    except Exception:
        log.exception("failure_page_failed", reference=reference)
        return Response(f"{heading}. {text} ({reference})", 500, content_type="text/plain; charset=utf-8")


def answer_failed_answer(error: InternalServerError) -> ResponseReturnValue:
    """A bug in one of the answers above, or a failure that a view asked for."""
    return answer_failure(error.original_exception or error)


def failed_page(code: int, heading: str, text: str, reference: str = "") -> tuple[str, int]:
    """The one page for everything that did not work, with its status."""
    return failed_body(code, heading, text, reference), code


def failed_body(code: int, heading: str, text: str, reference: str = "") -> str:
    """The page alone."""
    home = url_for("learning.home") if g.get("identity") else url_for("accounts.login")
    return page(
        "errors/error.html", code=code, heading=heading, text=text, reference=reference, home_url=home, typed=()
    )


def sentences(error: errors.Refusal) -> tuple[str, str]:
    """Heading and text for a refusal."""
    if isinstance(error, errors.AnswerUnreadable):
        return say("답을 읽지 못했습니다"), unreadable_text(error)
    table = {
        "lesson_locked": (say("앞의 차시를 먼저 마쳐 주세요"), say("차시는 차례대로 열립니다.")),
        "quiz_locked": (say("차시를 먼저 마쳐 주세요"), say("모든 차시를 마치시면 확인 문제가 열립니다.")),
        "no_attempts_left": (say("더 풀 수 있는 횟수가 없습니다"), say("담당 선생님께 말씀하시면 도와드립니다.")),
        "attempt_closed": (say("이미 제출하신 문제입니다"), say("제출하신 답은 그대로 저장되어 있습니다.")),
        "time_is_over": (
            say("풀이 시간이 끝났습니다"),
            say("풀이 시간이 끝났습니다. 그 전에 저장한 답은 그대로 채점됩니다."),
        ),
        "answer_final": (
            say("이미 확인하신 답입니다"),
            say("확인한 답은 바꿀 수 없습니다. 저장된 답은 그대로 있습니다."),
        ),
        "attempt_reopened": (
            say("이 풀이는 다시 열렸습니다"),
            say("이 풀이는 다시 열렸습니다. 이 화면은 그 전의 것이라 여기의 답은 저장하지 않았습니다."),
        ),
        "attempt_void": (
            say("이 풀이는 더 세지 않습니다"),
            say("담당 선생님이 확인 문제를 다시 열어, 새로 푸실 수 있습니다. 이 화면의 답은 저장하지 않았습니다."),
        ),
        "code_conflict": (say("다른 사람이 쓰던 번호입니다"), say("번호를 확인하고 다시 올려 주세요.")),
        "not_allowed": (
            say("이 화면을 볼 수 있는 권한이 없습니다"),
            say("필요하시면 담당 선생님이나 관리자에게 말씀해 주세요."),
        ),
    }
    return table.get(error.code) or (
        say("찾으시는 화면이 없습니다"),
        say("주소를 다시 확인하시거나 처음 화면에서 찾아 주세요."),
    )
