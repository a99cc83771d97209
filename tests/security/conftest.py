"""What the security tests share: a course full of canaries, and one crawl of every route by everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog
from courses.foundation.database import db
from tests.builders import School, assign, build_school
from tests.conftest import wipe
from tests.security import material
from tests.security.crawling import Crawl, crawl
from tests.security.people import populate


@dataclass(frozen=True)
class Course:
    """The sealed course as the catalog holds it, and its canaries."""

    catalog: Catalog
    canaries: material.Sealed


@pytest.fixture(scope="session")
def make_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Course]:
    """Writes a sealed course with the given marks and loads it."""

    def make(*marks: str) -> Course:
        folder, canaries = tmp_path_factory.mktemp("content"), material.Sealed()
        material.write(folder, canaries, *([marks] if marks else []))
        return Course(load_catalog(folder), canaries)

    return make


@pytest.fixture(scope="session")
def course(make_course: Callable[..., Course]) -> Course:
    """One sealed course for all tests."""
    return make_course()


@pytest.fixture
def app(app: Flask, course: Course) -> Iterator[Flask]:
    """The application with the sealed course on its shelf."""
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = course.catalog
    yield app
    app.extensions["catalog"] = usual


@pytest.fixture
def assigned(school: School) -> School:
    """The school, with the sealed course as the duty of the first class."""
    assign(school, "first", course=material.COURSE)
    return school


@pytest.fixture(scope="session")
def crawled(built_app: Flask, course: Course) -> Crawl:
    """Every route, with every method, asked by everybody for everything: once, for all that look at the answers."""
    usual = built_app.extensions["catalog"]
    with built_app.app_context():
        built_app.extensions["catalog"] = course.catalog
        try:
            return crawl(built_app, populate(build_school(), course.catalog))
        finally:
            built_app.extensions["catalog"] = usual
            db.session.remove()
            wipe()
