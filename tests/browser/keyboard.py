"""A site that asks one item of every type, and somebody who has nothing but a keyboard to use it with."""

import shutil
from pathlib import Path
from secrets import token_hex

from flask import Flask
from playwright.sync_api import Page

from bench.people import Learner, Site, fields_of, right_answer
from bench.product import PASSWORD, Product
from courses.catalog.items import Item
from courses.factory import create_app
from courses.foundation.settings import ROOT
from courses.foundation.vocabulary import FeedbackTime, ItemType
from courses.rules.drawing import DrawnItem
from courses.web.sessions import SECURE_NAME
from courses.web.shelf import shelf
from tests.browser.visiting import Visitor

CONTENT = ROOT / "tests" / "content" / "kinds"
COURSE = "kinds"
TWO = "-two"
MODULE = 1
ONWARD = ".bbar .btn-1"
FURTHEST = 60
"""Presses of Tab that no way on a page needs."""
PLACE = "() => ['name', 'value', 'selectionStart'].map((one) => document.activeElement[one])"
NAMES = "() => [document.activeElement.localName, document.activeElement.id, document.activeElement.textContent.trim()]"


def write_courses(folder: Path) -> Path:
    """Write a content folder in there: for each time of feedback a course of every item and one of two; returns it."""
    content = folder / "content"
    content.mkdir()
    shutil.copy(CONTENT / "help.yaml", content)
    for mode in FeedbackTime:
        write_course(content / mode, f"feedback: {mode}")
        write_course(content / (mode + TWO), f"feedback: {mode}\ndraw: 2")
    return content


def write_course(course: Path, chosen: str) -> None:
    """Write the course, its module with these lines in place of its time of feedback."""
    shutil.copytree(CONTENT / COURSE, course)
    [front] = course.glob("01-*/module.md")
    written = front.read_text(encoding="utf-8")
    front.write_text(written.replace(f"feedback: {FeedbackTime.IMMEDIATE}", chosen), "utf-8")


class Kinds(Site):
    """The inside of that site, as far as one course goes."""

    def __init__(self, product: Product, app: Flask, course: str) -> None:
        self.product = product
        self.app = app
        with app.app_context():
            self.course = shelf().courses[course]

    def learner(self, lang: str = "ko", *, read: bool = False) -> Learner:
        """Somebody new who owes the course; `read`: they have read its lesson."""
        return self.enrol(self.found_class(), [f"keys-{token_hex(4)}"], read=MODULE * read, locale=lang)[0]


def kinds_of(product: Product) -> dict[str, Kinds]:
    """The inside of a product on these courses, by course: the time of feedback, with `TWO` where it asks two items."""
    app = create_app(product.settings())
    return {slug: Kinds(product, app, slug) for mode in FeedbackTime for slug in (mode.value, mode + TWO)}


class Hands:
    """Two hands on a keyboard: whatever is chosen, typed or pressed on the page is a key; the eyes may read it all."""

    def __init__(self, window: Visitor) -> None:
        self.window = window
        self.page: Page = window.page

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def on(self, selector: str) -> bool:
        """Whether the focus is on what the selector names."""
        return bool(self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector))

    def value(self) -> str:
        """The value of the field that has the focus."""
        return str(self.page.evaluate("() => document.activeElement.value"))

    def place(self) -> list[object]:
        """The field that has the focus, its value, and where the next letter goes."""
        return list(self.page.evaluate(PLACE))

    def to(self, selector: str, key: str = "Tab") -> None:
        """Go on with Tab (or another key) until the focus is there. Raises LookupError with the way that was gone."""
        way = []
        for _ in range(FURTHEST):
            self.press(key)
            if self.on(selector):
                return
            way.append(self.page.evaluate(NAMES))
        raise LookupError(f"{selector} is not reached at {self.page.url}: {way}")

    def enter(self, selector: str = ONWARD) -> None:
        """Go to a link or button, press Enter on it and wait for the page that comes."""
        self.to(selector)
        self.leave("Enter")

    def leave(self, key: str) -> None:
        """Press a key that leads to another page, or to this one anew, and wait for it."""
        with self.page.expect_event("domcontentloaded"):
            self.press(key)

    def go_in(self, learner: Learner) -> None:
        """Be signed in from now on, without typing anything."""
        origin = self.window.site.product.origin.replace("http:", "https:")
        self.window.context.add_cookies(
            [{"name": SECURE_NAME, "value": learner.token, "url": origin, "secure": True, "httpOnly": True}]
        )

    def sign_in(self, username: str) -> None:
        """Sign in by typing name and password."""
        self.window.open("/login")
        self.to("input[name=username]")
        self.page.keyboard.type(username)
        self.to("input[name=password]")
        self.page.keyboard.type(PASSWORD)
        self.leave("Enter")

    def choose(self, item: Item, drawn: DrawnItem, answer: str) -> None:
        """Give an answer to the item on the page."""
        for name, value in fields_of(item, drawn, answer):
            if item.type in {ItemType.MATCHING, ItemType.ORDERING}:
                self.to(f"form#answer select[name={name}]")
                self.press(*["ArrowDown"] * int(value))
            elif item.type is ItemType.MULTIPLE:
                self.to(f"form#answer input[value={value}]")
                self.press("Space")
            elif item.choices:
                self.to("form#answer input[name=answer]")
                self.pick(value)
            else:
                self.to("form#answer input[name=answer]")
                self.page.keyboard.type(value)

    def pick(self, letter: str) -> None:
        """Choose in the group of radio buttons that has the focus: Space, or the arrows."""
        if self.value() == letter:
            self.press("Space")
        for _ in range(FURTHEST):
            if self.value() == letter:
                return
            self.press("ArrowDown")
        raise LookupError(letter)

    def asked(self, learner: int, count: int = 1) -> tuple[Item, DrawnItem]:
        """The item on the page and how it was drawn."""
        return self.window.asked(MODULE, learner, count)

    def sit(self, learner: int, count: int = 1, *, right: bool = True) -> list[str]:
        """From the first item of an attempt to its result; returns the types of the items in the order asked.

        `right`: by the key, else the first choice, a word or a number that earns nothing.
        """
        kinds: list[str] = []
        while "review=" not in self.page.url:
            if self.page.locator("form#answer").count():
                item, drawn = self.asked(learner, count)
                kinds.append(item.type)
                self.choose(item, drawn, right_answer(item) if right else wrong_answer(item))
                if item.type is ItemType.SHORT_TEXT:
                    self.leave("Enter")
                    continue
            self.enter()
        self.enter()
        return kinds


def wrong_answer(item: Item) -> str:
    """An answer that earns nothing, yet leaves nothing open."""
    if item.type is ItemType.MATCHING:
        return item.key[1:] + item.key[0]
    if item.type is ItemType.ORDERING:
        return item.key[::-1]
    if not item.choices:
        return "99"
    return next(choice.letter for choice in reversed(item.choices) if choice.letter not in item.key)
