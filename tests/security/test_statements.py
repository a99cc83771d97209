"""How few statements handing in takes, since a whole class does it in the same second."""

import pytest
from flask import Flask
from sqlalchemy import select

from courses.foundation.database import db
from courses.models.learning import Completion
from tests.builders import School
from tests.security import material
from tests.security.conftest import Course
from tests.security.sitting import Sitter
from tests.statements import sent

pytestmark = pytest.mark.security


def test_handing_in_is_the_same_few_statements_for_each_of_a_class(
    app: Flask, assigned: School, course: Course
) -> None:
    """Who asks, the attempt, its answers, its end, the facts, and what is written last: on PostgreSQL one statement."""
    for username in ("first1", "first2"):
        sitter = Sitter(app, username, assigned.people[username], course.catalog, material.LATER)
        sitter.begin()
        sitter.answer_all_rightly(course.canaries)
        form = sitter.submit_form()
        with sent() as said:
            assert sitter.browser.post(f"{sitter.url}/submit", form).status_code == 303
    assert len(db.session.scalars(select(Completion.module)).all()) == 2
    last = ["WITH"] if db.engine.dialect.name == "postgresql" else ["INSERT"] * 2
    known = [one for one in said if one.hit]  # but for BEGIN and the like
    assert [one.word for one in known] == ["SELECT", "SELECT", "SELECT", "UPDATE", "SELECT", *last]
    assert {one.hit for one in known} == {"CACHE_HIT"}  # none is written anew by SQLAlchemy
