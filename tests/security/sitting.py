"""A learner at a quiz, over HTTP."""

import re

from flask import Flask
from werkzeug.test import TestResponse

from courses.catalog.structure import Catalog
from tests.browsing import Browser, fields
from tests.security import material
from tests.security.people import finish_lessons, taking_of


class Sitter:
    """A signed-in learner whose lessons of the module are done; `number` is that of the attempt."""

    def __init__(self, app: Flask, username: str, learner: int, catalog: Catalog, module: str) -> None:
        self.taking = taking_of(learner, catalog, module)
        finish_lessons(self.taking)
        self.browser = Browser(app)
        self.browser.enter(username)
        self.quiz = f"/learn/{material.COURSE}/{module}/quiz"
        self.number = 0

    @property
    def url(self) -> str:
        """The address of the attempt."""
        return f"{self.quiz}/{self.number}"

    def begin(self) -> None:
        """Open an attempt, or go on with the open one."""
        answer = self.browser.post(self.quiz)
        assert answer.status_code == 303
        self.number = int(answer.location.rpartition("/")[2])

    def drawn(self) -> list[str]:
        """Ids of the items of this attempt, in shown order."""
        review = self.browser.get(f"{self.url}?review=1").text
        positions = re.findall(r"\?item=(\d+)\"", review)
        return [self.shown(int(position))["item"] for position in dict.fromkeys(positions)]

    def shown(self, position: int) -> dict[str, str]:
        """The hidden fields of an item's page."""
        return fields(self.browser.get(f"{self.url}?item={position}").text)

    def save(self, item: str, seq: int, *letters: str, go: str = "", **more: str) -> TestResponse:
        """Save an answer as a script does, or as a button does where `go` is given."""
        headers = {} if go else {"X-Requested-With": "autosave"}
        values = {"item": item, "seq": seq, "answer": list(letters), "go": go, **more}
        return self.browser.post(self.url, values, headers=headers)

    def submit(self) -> TestResponse:
        """Hand in, with the key that the page before it holds."""
        return self.browser.post(f"{self.url}/submit", self.submit_form())

    def submit_form(self) -> dict[str, str]:
        """The hidden fields of the form that hands in."""
        page = self.browser.get(f"{self.url}?review=1").text
        return {"submit_key": fields(page)["submit_key"]}

    def answer_all_rightly(self, canaries: material.Sealed) -> None:
        """Save the right answers to five of the seven items: choices, and what is typed."""
        module = self.taking.module.slug
        for name, letters in (("one", "b"), ("many", "ac"), ("fact", "a")):
            assert self.save(f"{module}-{name}", 1, *letters).get_json()["saved"]
        for name in ("text", "number"):
            assert self.save(f"{module}-{name}", 1, canaries.keys[f"{module}-{name}"]).get_json()["saved"]
        drawn = self.browser.get(f"{self.url}?item=6").text
        assert "왼 하나" in drawn
