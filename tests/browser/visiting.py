"""A person at a browser window of their own: what they do, and what the window asked for and complained of."""

import re
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from bench.people import Site, asked, fields_of, right_answer
from bench.product import PASSWORD
from courses.catalog.items import Item
from courses.foundation.vocabulary import ItemType
from courses.rules.drawing import DrawnItem

AWAY = re.compile("ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET|Failed to load resource")


class Visitor:
    """One window; `requests` and `complaints` grow while it is used."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.site = site
        self.context = context
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        context.on("request", self._ask)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()

    def _ask(self, request: Request) -> None:
        self.requests.append(request)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def asked_elsewhere(self) -> list[str]:
        """Addresses outside the site that the window asked for."""
        own = urlsplit(self.site.product.origin).netloc
        asked = (urlsplit(one.url) for one in self.requests)
        return [one.geturl() for one in asked if one.scheme not in {"data", "blob"} and one.netloc != own]

    def forgive_absence(self) -> None:
        """Forget complaints about a server that was away or said no: the test has made it so."""
        self.complaints = [text for text in self.complaints if not AWAY.search(text)]

    def sent(self) -> str:
        """Everything that was sent so far, readable: addresses, headers and bodies, one a line."""
        bodies = [(one.post_data_buffer or b"").decode("utf-8", "replace") for one in self.requests]
        lines = [f"{one.method} {one.url} {one.headers}" for one in self.requests]
        return unquote_plus("\n".join([*lines, *bodies]))

    def open(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(self.site.product.origin + path)
        return self.page

    def sign_in(self, username: str, password: str = PASSWORD) -> Page:
        """Sign in through the form, as people do."""
        page = self.open("/login")
        self.fill_credentials(page, username, password)
        page.wait_for_url(lambda address: "/login" not in address)
        return page

    @staticmethod
    def fill_credentials(page: Page, username: str, password: str = PASSWORD) -> None:
        """Type name and password into the form that is shown, and send it."""
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(password)
        page.locator("main form button[type=submit]").first.click()

    def asked(self, number: int, learner: int, count: int = 1) -> tuple[Item, DrawnItem]:
        """The item on the page, from the version that is stored with the attempt, and how it was drawn."""
        identifier = self.page.locator("form#answer input[name=item]").get_attribute("value")
        found = self.site.sitting(learner, number, count)
        return asked(found, [one.item_id for one in found.drawn].index(str(identifier)))

    def choose(self, item: Item, drawn: DrawnItem, answer: str | None = None) -> None:
        """Give an answer, the right one unless said otherwise, as a person does: click, select, type."""
        form = self.page.locator("form#answer")
        for name, value in fields_of(item, drawn, right_answer(item) if answer is None else answer):
            if item.type in {ItemType.MATCHING, ItemType.ORDERING}:
                form.locator(f"select[name={name}]").select_option(value)
            elif item.choices:
                form.locator(f"input[name={name}][value={value}]").check()
            else:
                form.locator(f"input[name={name}]").fill(value)

    def forward(self) -> None:
        """Press the button that leads on, the last in the bar at the bottom."""
        self.page.locator(".bbar .btn").last.click()

    def step(self) -> None:
        """Press the button that leads on, and wait for another address."""
        self.follow(self.page.locator(".bbar .btn").last)

    def follow(self, way: Locator) -> None:
        """Press what leads to another page, and wait until it is there."""
        before = self.page.url
        way.click()
        self.page.wait_for_url(lambda address: address != before)

    def finish_lessons(self) -> int:
        """Read on from the lesson on the page until the quiz begins; returns how many lessons were finished."""
        finished = 0
        while self.page.locator("article.prose").count():
            self.step()
            finished += 1
        return finished

    def sit(self, number: int, learner: int, count: int) -> list[Item]:
        """From the page before the quiz to the page before handing in, every answer right; returns what was asked."""
        self.step()
        items: list[Item] = []
        while "review=" not in self.page.url:
            if self.page.locator("form#answer").count():
                item, drawn = self.asked(number, learner, count)
                items.append(item)
                self.choose(item, drawn)
            self.step()
        return items

    def saved(self) -> None:
        """Wait until the page says that the answer is saved."""
        expect(self.page.locator("#save-state")).to_have_text(re.compile("저장했습니다|Saved"))
