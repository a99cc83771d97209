"""The log-in and the choice of a language keep what they carry, whatever happens to them."""

from collections.abc import Callable
from typing import Any

import pytest

from courses.services import accounts
from tests.browsing import Browser, fields
from tests.builders import PASSWORD
from tests.web.test_kept import QUIZ, answers, busy, end_sessions, form_of, send_again

Open = Callable[[str], Browser]


def test_a_log_in_that_meets_a_busy_database_keeps_what_it_carries(
    learner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = form_of(learner)
    end_sessions()
    carried = fields(learner.post(f"{QUIZ}/1", sent).text)["kept"]
    form = {"username": "first1", "password": PASSWORD, "kept": carried}
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "sign_in", busy)
        asked = learner.post("/login", form)
        foreign = learner.post("/login", form, headers={"Sec-Fetch-Site": "cross-site"})
        nothing = learner.post("/login", form | {"kept": "nonsense"})
    assert (asked.status_code, asked.headers["Retry-After"]) == (503, "2")
    assert (fields(asked.text)["kept"], "지금 접속이 많아" in asked.text) == (carried, True)
    assert [(one.status_code, "kept" in fields(one.text)) for one in (foreign, nothing)] == [(503, False)] * 2
    learner.post("/login", form)
    assert answers() == ["b"]


def test_a_choice_of_language_that_meets_a_busy_database_keeps_what_it_carries(
    learner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = learner.client.post(f"{QUIZ}/1", data={"csrf_token": "old", **form_of(learner)})
    form = {"lang": "en", "back": f"{QUIZ}/1", "kept": fields(asked.text)["kept"]}
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "speak", busy)
        shown = learner.post("/language", form)
    assert (shown.status_code, shown.headers["Retry-After"]) == (503, "2")
    send_again(learner, shown.text)
    assert answers() == ["b"]


@pytest.mark.parametrize("before", ["", "first2"])
def test_a_session_that_is_ended_while_it_opens_is_nobodys(
    browse: Open, learner: Browser, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    sent, opened = form_of(learner), accounts.sign_in
    end_sessions()
    carried = fields(learner.post(f"{QUIZ}/1", sent).text)["kept"]
    browser = browse(before)
    browser.get("/login")

    def open_and_end(*arguments: Any, **options: Any) -> str:
        token = opened(*arguments, **options)
        end_sessions()
        return token

    monkeypatch.setattr(accounts, "sign_in", open_and_end)
    asked = browser.post("/login", {"username": "first1", "password": PASSWORD, "kept": carried})
    assert (asked.status_code, fields(asked.text)["kept"], answers()) == (401, carried, [])
