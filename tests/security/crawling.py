"""One crawl: every route with every method, asked by everybody for everything that is there and is not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.routing import Rule

from tests.browsing import Browser
from tests.security import material
from tests.security.people import OTHER, REACH, SCHOOL, USERNAMES, Population

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FULL = ("GET", "POST")
"""Methods that are asked for in every scope; the others only for what is one's own, another's and not there.

A method that an address does not take is only asked for at one's own.
"""
OWN = frozenset({"own"})
SOME = frozenset({"own", "other tree", "missing"})
MARK = re.compile(r"zq[0-9a-f]{16}")
CODE = re.compile(r"Traceback|File \"/|\.py\"|sqlalchemy|sqlite3|psycopg|jinja2|werkzeug", re.IGNORECASE)
"""What an answer would show if it showed the inside of the product."""
HUGE = 2**53
TOO_LARGE = 2**63
LONG = "a" * 3000
ABSENT_UNITS = {"missing": 999_999, "huge": HUGE, "too large": TOO_LARGE, "nought": 0, "negative": -1, "words": "a1"}
LESSON = {
    "course": material.COURSE,
    "module": material.LATER,
    "lesson": "first",
    "number": 1,
    "filename": "brand.svg",
    "attempt": 1,
}
LESSON |= {"kind": "pre", "sheet": "letter"}
MEDIA = {"own": {"filename": "shown.png"}, "hidden": {"filename": "hidden.png"}, "dots": {"filename": "..course.md"}}
"""What stands for each part of an address of the course, unless a scope says otherwise."""
SCOPES: Mapping[frozenset[str], Mapping[str, Mapping[str, object]]] = {
    frozenset(): {"own": {}},
    frozenset({"filename"}): {"own": {}, "missing": {"filename": "none.css"}, "above": {"filename": "../app.py"}},
    frozenset({"course", "filename"}): {**MEDIA, "missing": {"course": "none"}},
    frozenset({"course", "module", "filename"}): {
        **MEDIA,
        "locked": {"module": material.NOW, "filename": "shown.png"},
        "missing": {"module": "none"},
    },
    frozenset({"attempt"}): {
        "missing": {"attempt": 999_999},
        "huge": {"attempt": HUGE},
        "too large": {"attempt": TOO_LARGE},
        "nought": {"attempt": 0},
        "negative": {"attempt": -1},
    },
    frozenset({"course"}): {
        "own": {},
        "missing": {"course": "none"},
        "long": {"course": LONG},
        "quoted": {"course": "' or 1=1 --"},
    },
    frozenset({"course", "kind"}): {"own": {}, "missing": {"course": "none"}, "unknown": {"kind": "none"}},
    frozenset({"course", "module"}): {
        "own": {},
        "locked": {"module": material.NOW},
        "missing": {"module": "none"},
        "missing course": {"course": "none"},
        "long": {"module": LONG},
    },
    frozenset({"course", "module", "lesson"}): {
        "locked": {"module": material.NOW, "lesson": "second"},
        "own": {"module": material.NOW},
        "done": {},
        "missing": {"lesson": "none"},
        "missing module": {"module": "none"},
        "long": {"lesson": LONG},
    },
    frozenset({"course", "module", "number"}): {
        "own": {},
        "another's": {"number": 2},
        "missing": {"number": 999},
        "huge": {"number": HUGE},
        "too large": {"number": TOO_LARGE},
        "nought": {"number": 0},
        "negative": {"number": -1},
        "missing module": {"module": "none"},
    },
}
"""What is asked for at an address with these parts; addresses with a unit are asked for every unit."""


@dataclass(frozen=True)
class Cell:
    """One answer: who asked for what and how, and what came back; `marks` are the canaries in body and headers."""

    endpoint: str
    method: str
    allowed: bool
    principal: str
    scope: str
    unit: str
    status: int
    headers: Headers
    marks: frozenset[str]
    shows_code: bool


@dataclass(frozen=True)
class Crawl:
    """All answers, and who was there."""

    cells: tuple[Cell, ...]
    population: Population


def crawl(app: Flask, population: Population) -> Crawl:
    """Ask for everything; every form carries its token and nothing else."""
    browsers = {name: enter(app, username) for name, username in USERNAMES.items()}
    cells = []
    for rule, method, allowed in requests_of(app):
        for principal in tuple(browsers):
            for scope, unit, values in scopes_of(rule, principal, population):
                if scope not in (SOME if allowed else OWN) and not (allowed and method in FULL):
                    continue
                browser = browsers[principal]
                sent = {"csrf_token": browser.csrf()}
                answer = browser.open(address(rule, values), method=method, data=sent)
                whole = f"{answer.headers}{answer.get_data().decode('utf-8', 'replace')}"
                cells.append(
                    Cell(
                        endpoint=rule.endpoint,
                        method=method,
                        allowed=allowed,
                        principal=principal,
                        scope=scope,
                        unit=unit,
                        status=answer.status_code,
                        headers=answer.headers,
                        marks=frozenset(MARK.findall(whole)),
                        shows_code=bool(CODE.search(whole)),
                    )
                )
                if not browser.token:
                    browsers[principal] = enter(app, USERNAMES[principal])
    return Crawl(tuple(cells), population)


def enter(app: Flask, username: str) -> Browser:
    """A browser of that user, signed in; a stranger's has a cookie of its own as well."""
    browser = Browser(app)
    if username:
        browser.enter(username)
    else:
        browser.get("/login")
    return browser


def requests_of(app: Flask) -> Iterator[tuple[Rule, str, bool]]:
    """Every rule with every method, and whether the address takes it; one answer for addresses that share a path."""
    taken: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        taken.setdefault(rule.rule, set()).update(rule.methods or ())
    refused: set[tuple[str, str]] = set()
    for rule in app.url_map.iter_rules():
        for method in METHODS:
            if method in (rule.methods or ()):
                yield rule, method, True
            elif method not in taken[rule.rule] and (rule.rule, method) not in refused:
                refused.add((rule.rule, method))
                yield rule, method, False


def scopes_of(rule: Rule, principal: str, population: Population) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Name of the scope, name of the unit ('' where there is none) and the parts of the address."""
    if "unit" not in rule.arguments:
        for scope, values in SCOPES[frozenset(rule.arguments)].items():
            yield scope, "", LESSON | dict(values)
        return
    for name, unit in population.school.units.items():
        yield relation(principal, name), name, {**LESSON, "unit": unit}
    for name, absent in {**ABSENT_UNITS, "deleted": population.closed}.items():
        yield name, name, {**LESSON, "unit": absent}
    extra = rule.arguments - {"unit"} - set(LESSON)
    if extra:
        raise KeyError(f"{rule.rule}: no scopes for {sorted(extra)}")


def relation(principal: str, unit: str) -> str:
    """How the unit stands to where the principal has a right."""
    reach = REACH.get(principal, frozenset({"first"}))
    own = {"first": "first", "school": "school", "root": "root", "other": "other"}
    top = next(one for one in own if one in reach and (one != "first" or reach == {"first"}))
    if unit == top:
        return "own"
    if unit in reach:
        return "child"
    if unit in {"root"} or (top == "first" and unit in {"grade", "school"}):
        return "parent"
    return "sibling" if (unit in SCHOOL) == (top in SCHOOL) and unit not in OTHER else "other tree"


def address(rule: Rule, values: Mapping[str, object]) -> str:
    """The path, built by hand: the router refuses to build what it would not match."""
    path = rule.rule
    for name in rule.arguments:
        for converter in ("", "id:", "int:", "path:"):
            path = path.replace(f"<{converter}{name}>", str(values[name]))
    return path
