"""The starter courses on the shelf, and people who take them."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from courses.catalog.structure import Catalog
from courses.foundation import clock
from courses.foundation.transactions import transaction
from courses.services import accounts, teaching, units
from courses.web.shelf import shelf
from tests.browsing import Browser
from tests.builders import LONG_AGO
from tests.journeys.taking import CYCLE, Reader
from tests.starter import starter_catalog


@pytest.fixture
def starter(app: Flask) -> Iterator[Catalog]:
    """The courses that ship with the product, served for one test."""
    kept = shelf()
    app.extensions["catalog"] = starter_catalog()
    yield starter_catalog()
    app.extensions["catalog"] = kept


@pytest.fixture
def take(app: Flask, starter: Catalog) -> Callable[..., Reader]:
    """Makes somebody who has to take a course in this cycle, with a browser in which they are signed in."""

    def enrolled(course: str, locale: str = "ko") -> Reader:
        username = f"{locale}-{secrets.token_hex(4)}"
        then = clock.now() - LONG_AGO
        found = starter.courses[course]
        with transaction():
            unit = units.found("Class", "class", None, then, institution=True)
            learner = accounts.register(username, username, "", then, actor=None, locale=locale)
            units.enrol(learner, unit, then, actor=None)
            teaching.assign(unit, teaching.Order(found.key, "", CYCLE, None, None), clock.now(), actor=learner)
        browser = Browser(app)
        browser.enter(username)
        return Reader(learner, browser, found, locale)

    return enrolled
