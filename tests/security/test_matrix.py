"""Who may do what: every route, method, principal and scope; and nothing of the other tree in any answer."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from courses import factory
from courses.foundation.errors import UnsafeStart
from courses.web import help_pages, policy
from tests.conftest import settings_for
from tests.security.crawling import METHODS, Cell, Crawl
from tests.security.expected import EXPECTED, answers
from tests.security.people import OTHER, REACH, SCHOOL, USERNAMES

pytestmark = pytest.mark.security


def asked(crawl: Crawl) -> list[Cell]:
    return [cell for cell in crawl.cells if cell.allowed and cell.method != "OPTIONS"]


def told(cell: Cell) -> str:
    return f"{cell.method} {cell.endpoint} by {cell.principal}, {cell.scope} {cell.unit}: {cell.status}"


def test_every_route_carries_a_rule(app: Flask) -> None:
    assert policy.unruled(app) == []


def test_a_route_without_a_rule_is_named(app: Flask) -> None:
    app.view_functions["planted"] = lambda: "for everyone"
    try:
        assert policy.unruled(app) == ["planted"]
    finally:
        del app.view_functions["planted"]


def test_the_application_is_not_made_with_a_route_without_a_rule(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(help_pages.health, policy.ATTRIBUTE)
    with pytest.raises(UnsafeStart, match=r"help\.health"):
        factory.create_app(settings_for(tmp_path))


def test_a_rule_for_an_unknown_action_is_refused() -> None:
    with pytest.raises(ValueError, match=r"unit\.matirx"):
        policy.rule("unit.matirx")


def test_every_route_and_method_has_an_expected_line(app: Flask) -> None:
    rules = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert sorted(rules - set(EXPECTED)) == []
    assert sorted(set(EXPECTED) - rules) == []


def test_every_answer_is_the_expected_one(crawled: Crawl, record_property: Callable[[str, object], None]) -> None:
    cells = asked(crawled)
    wrong = [f"{told(cell)}, not {sorted(answers(cell))}" for cell in cells if cell.status not in answers(cell)]
    assert wrong == []
    record_property("matrix: cells", len(crawled.cells))
    record_property("matrix: routes x methods", len({(cell.endpoint, cell.method) for cell in crawled.cells}))
    record_property("matrix: principals", len(USERNAMES))
    record_property("matrix: by scope", dict(sorted(Counter(cell.scope for cell in crawled.cells).items())))


def test_a_method_that_no_route_takes_is_refused(crawled: Crawl) -> None:
    refused = [cell for cell in crawled.cells if not cell.allowed]
    assert [told(cell) for cell in refused if cell.status != 405] == []
    assert {cell.method for cell in refused} == {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}


def test_everybody_asked_with_every_method(crawled: Crawl) -> None:
    assert {cell.principal for cell in crawled.cells} == set(USERNAMES)
    assert {cell.method for cell in crawled.cells} == set(METHODS)


def test_nothing_broke(crawled: Crawl) -> None:
    assert [told(cell) for cell in crawled.cells if cell.status >= 500] == []


def test_no_answer_names_anything_of_the_other_tree(
    crawled: Crawl, record_property: Callable[[str, object], None]
) -> None:
    there = {name: reach & OTHER for name, reach in REACH.items()} | {"outsider": OTHER}
    leaks = []
    looked = 0
    for cell in crawled.cells:
        forbidden = set() if there.get(cell.principal) else set(crawled.population.other)
        if not (REACH.get(cell.principal, frozenset()) & SCHOOL or cell.principal in {"learner", "expired"}):
            forbidden |= crawled.population.own
        looked += len(forbidden)
        leaks += [f"{told(cell)} names {one}" for one in forbidden if one in cell.marks]
    assert leaks == []
    record_property("matrix: canaries of the other tree", len(crawled.population.other))
    record_property("matrix: answers x canaries searched", looked)


def test_the_canaries_are_seen_where_they_belong(crawled: Crawl) -> None:
    """Else the search above would find nothing however much was leaked."""
    seen = {one for cell in crawled.cells for one in crawled.population.other & cell.marks}
    assert len(seen) >= 200
