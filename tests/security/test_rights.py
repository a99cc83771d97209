"""Rights: what is allowed is what is listed, what was taken back is gone at once, and nobody makes themselves more."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select, update

from courses.foundation import clock
from courses.foundation.database import db
from courses.foundation.errors import AlreadyThere, NotAllowed, NotHere
from courses.foundation.transactions import transaction
from courses.foundation.vocabulary import Role
from courses.models.accounts import Account, RoleGrant
from courses.models.units import Unit, UnitPlace
from courses.queries.units import units_below
from courses.rules.access import ACTIONS, SITE_ACTIONS, Grant, allowed, may_grant, reach, subtree_bounds
from courses.services import accounts, units
from courses.web import identity
from tests.browsing import Browser
from tests.builders import build_units, person
from tests.conftest import wipe
from tests.security.lengths import examples, run_machine

pytestmark = pytest.mark.security
UNIT_ACTIONS = sorted(set(ACTIONS) - SITE_ACTIONS)
NAMES = ("root", "school", "grade", "first", "second", "other", "other_class")
MAY_OPEN = {
    "/teach/{unit}": {Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR},
    "/teach/{unit}/assign": {Role.TEACHER, Role.ADMINISTRATOR},
    "/teach/{unit}/import": {Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR},
    "/teach/{unit}/slips": {Role.TEACHER, Role.ASSISTANT, Role.ADMINISTRATOR},
    "/admin/{unit}": {Role.ADMINISTRATOR, Role.AUDITOR},
}
"""Said anew, so that a slip in the product's table does not hide itself."""


@st.composite
def trees(draw: st.DrawFn) -> list[str]:
    """Paths of 1 to 40 units; ids begin anywhere, so that 9 and 10, 99 and 100 stand beside each other."""
    first = draw(st.sampled_from([1, 8, 95, 990]))
    paths: list[str] = []
    for number in range(draw(st.integers(1, 40))):
        above = draw(st.sampled_from(["", *paths]))
        paths.append(f"{above}{first + number}/")
    return paths


def grants_on(paths: list[str]) -> st.SearchStrategy[list[Grant]]:
    def grant(role: Role, path: str) -> Grant:
        return Grant(role, int(path.strip("/").rpartition("/")[2]), path)

    return st.lists(st.builds(grant, st.sampled_from(Role), st.sampled_from(paths)), max_size=5)


def test_what_is_allowed_is_what_the_lists_show(record_property: Callable[[str, object], None]) -> None:
    counts: Counter[str] = Counter()

    @examples(500, 3000)
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        paths = data.draw(trees())
        grants = data.draw(grants_on(paths))
        counts["trees"] += 1
        for action in UNIT_ACTIONS:
            bounds = [subtree_bounds(top) for top in reach(grants, action)]
            for path in paths:
                shown = sum(low <= path < high for low, high in bounds)
                assert shown == allowed(grants, action, path)
                counts["pairs"] += 1

    compare()
    record_property("rights: random trees", counts["trees"])
    record_property("rights: pairs of right and list", counts["pairs"])


def test_what_is_allowed_is_what_the_database_lists(app: Flask) -> None:
    @examples(20, 300)
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        paths = data.draw(trees())
        held = data.draw(st.lists(grants_on(paths), min_size=1, max_size=4))
        db.session.remove()
        wipe()
        with transaction():
            for path in paths:
                number = int(path.strip("/").rpartition("/")[2])
                db.session.add(Unit(id=number, name=path, kind="class"))
                db.session.flush()
                db.session.add(UnitPlace(unit=number, path=path, since=clock.now()))
        for grants in held:
            for action in UNIT_ACTIONS:
                listed = sorted(one.path for top in reach(grants, action) for one in units_below(top))
                assert listed == sorted(path for path in paths if allowed(grants, action, path))

    compare()


class Rights(RuleBasedStateMachine):
    """One account whose rights come and go while it keeps asking; the model knows nothing of the product's queries."""

    app: Flask

    @initialize()
    def begin(self) -> None:
        db.session.remove()
        wipe()
        self.units = build_units()
        self.account = person("someone")
        self.parents = {
            "school": "root",
            "grade": "school",
            "first": "grade",
            "second": "grade",
            "other": "root",
            "other_class": "other",
        }
        self.held: set[tuple[Role, str]] = set()
        self.browser = Browser(self.app)
        self.disabled = False
        self.session = False
        self.asked = 0

    def covers(self, top: str, unit: str) -> bool:
        while unit != top and unit in self.parents:
            unit = self.parents[unit]
        return unit == top

    @rule(role=st.sampled_from(Role), unit=st.sampled_from(NAMES))
    def grant(self, role: Role, unit: str) -> None:
        if (role, unit) in self.held:
            with pytest.raises(AlreadyThere):
                units.grant(self.account, role, self.units[unit], clock.now(), actor=None)
            return
        units.grant(self.account, role, self.units[unit], clock.now(), actor=None)
        self.held.add((role, unit))
        self.session = False

    @rule(data=st.data())
    def revoke(self, data: st.DataObject) -> None:
        if self.held:
            role, unit = data.draw(st.sampled_from(sorted(self.held)))
            units.revoke(self.account, role, self.units[unit], clock.now(), actor=None)
            self.held.discard((role, unit))
            self.session = False

    @rule(data=st.data())
    def expire(self, data: st.DataObject) -> None:
        """A grant that was given until today ends by itself; nobody signs the account out."""
        if self.held:
            role, unit = data.draw(st.sampled_from(sorted(self.held)))
            with transaction():
                db.session.execute(
                    update(RoleGrant)
                    .where(RoleGrant.role == role, RoleGrant.unit == self.units[unit], RoleGrant.until.is_(None))
                    .values(until=clock.now())
                )
            self.held.discard((role, unit))

    @rule(unit=st.sampled_from(["first", "second", "other_class"]), parent=st.sampled_from(["grade", "other", "root"]))
    def move(self, unit: str, parent: str) -> None:
        with transaction():
            place = db.session.scalars(
                select(UnitPlace).where(UnitPlace.unit == self.units[unit], UnitPlace.until.is_(None))
            ).one()
            above = db.session.scalars(
                select(UnitPlace.path).where(UnitPlace.unit == self.units[parent], UnitPlace.until.is_(None))
            ).one()
            place.until = clock.now()
            db.session.flush()
            db.session.add(
                UnitPlace(unit=place.unit, parent=self.units[parent], path=f"{above}{place.unit}/", since=clock.now())
            )
        self.parents[unit] = parent

    @rule(disabled=st.booleans())
    def disable(self, disabled: bool) -> None:
        with transaction():
            db.session.execute(update(Account).where(Account.id == self.account).values(disabled=disabled))
        self.disabled = disabled

    @rule()
    def sign_in(self) -> None:
        if not self.session:
            self.browser.enter("someone")
            self.session = True

    @rule()
    def sign_out(self) -> None:
        kept = self.browser.token
        self.browser.post("/logout")
        if kept:
            self.browser.client.set_cookie("__Host-sid", kept, secure=True)
        self.session = False

    @rule()
    def issue_code(self) -> None:
        accounts.issue_codes({self.account: "someone"}, clock.now(), key="k" * 32, actor=None, unit=self.units["first"])
        self.session = False

    @rule(unit=st.sampled_from(NAMES), path=st.sampled_from(sorted(MAY_OPEN)))
    def act(self, unit: str, path: str) -> None:
        answer = self.browser.get(path.format(unit=self.units[unit]))
        roles = {role for role, top in self.held if self.covers(top, unit)}
        if not self.session or self.disabled:
            expected = 303
        elif not roles:
            expected = 404
        else:
            expected = 200 if roles & MAY_OPEN[path] else 403
        assert (path, unit, answer.status_code) == (path, unit, expected)

    @invariant()
    def asks_for_its_own(self) -> None:
        if hasattr(self, "browser"):
            status = self.browser.get("/learn").status_code
            assert status == (200 if self.session and not self.disabled else 303)


def test_a_right_that_was_taken_back_is_gone_with_the_next_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    monkeypatch.setattr(accounts, "hash_password", lambda _password: "")
    runs = run_machine(type("RightsHere", (Rights,), {"app": app}), examples(8, 500))
    record_property("rights: runs of the state machine", runs)


def test_a_right_that_is_remembered_would_be_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the machine above would be blind."""
    monkeypatch.setattr(accounts, "hash_password", lambda _password: "")
    remembered: dict[str, object] = {}
    usual = identity.signed_in

    def remember(session_hash: str, now: datetime) -> object:
        found = remembered.get(session_hash) or usual(session_hash, now)
        return remembered.setdefault(session_hash, found) if found else None

    monkeypatch.setattr(identity, "signed_in", remember)
    machine = type("RightsRemembered", (Rights,), {"app": app})()
    machine.begin()
    machine.grant(role=Role.TEACHER, unit="first")
    machine.sign_in()
    machine.act(unit="first", path="/teach/{unit}")
    with pytest.raises(AssertionError):
        machine.disable(disabled=True) or machine.act(unit="first", path="/teach/{unit}")


def test_a_right_of_tomorrow_is_none_today(app: Flask) -> None:
    place, account = build_units(), person("someone")
    with transaction():
        db.session.add(
            RoleGrant(
                account=account, role=Role.ADMINISTRATOR, unit=place["root"], since=clock.now() + timedelta(hours=1)
            )
        )
    browser = Browser(app)
    browser.enter("someone")
    assert browser.get(f"/admin/{place['school']}").status_code == 404


def test_nobody_gives_or_takes_a_role_above_or_outside_their_own(
    app: Flask, record_property: Callable[[str, object], None]
) -> None:
    place = build_units()
    names = ("root", "school", "first", "other")
    paths = {
        name: db.session.scalars(select(UnitPlace.path).where(UnitPlace.unit == place[name])).one() for name in names
    }
    actor, subject = person("actor"), person("subject")
    may_give = {Role.ADMINISTRATOR, Role.TEACHER, Role.ASSISTANT, Role.COUNSELLOR, Role.AUDITOR, Role.AUTHOR}
    inside = {
        "root": set(names),
        "school": {"school", "first"},
        "first": {"first"},
        "other": {"other"},
    }
    tried: Counter[bool] = Counter()
    now = clock.now()

    def refused(act: Callable[..., None], wanted: Role, there: str, by: Grant) -> bool:
        try:
            act(subject, wanted, place[there], now, actor=actor, by=(by,))
        except NotAllowed:
            return True
        return False

    for act, undo in ((units.grant, units.revoke), (units.revoke, units.grant)):
        with transaction():
            if act is units.revoke:
                for wanted, there in product(Role, names):
                    units.grant(subject, wanted, place[there], now, actor=None)
            stood = standing(subject)
            for own, here, wanted, there in product(Role, names, Role, names):
                right = own is Role.ADMINISTRATOR and wanted in may_give and there in inside[here]
                tried[right] += 1
                by = Grant(own, place[here], paths[here])
                assert (own, here, wanted, there, refused(act, wanted, there, by)) == (
                    own,
                    here,
                    wanted,
                    there,
                    not right,
                )
                if right:
                    assert standing(subject) != stood
                    undo(subject, wanted, place[there], now, actor=None)
            assert standing(subject) == stood
    assert tried[True] > 0
    record_property("escalation: pairs of (role, unit) x (role, unit), given and taken", tried.total())
    record_property("escalation: refused", tried[False])


def standing(account: int) -> int:
    statement = (
        select(func.count()).select_from(RoleGrant).where(RoleGrant.account == account, RoleGrant.until.is_(None))
    )
    return db.session.execute(statement).scalar_one()


def test_without_a_grant_of_their_own_nobody_gives_anything(app: Flask) -> None:
    place, account = build_units(), person("someone")
    for role, name in product(Role, NAMES):
        with pytest.raises(NotAllowed):
            units.grant(account, role, place[name], clock.now(), actor=account, by=())
        assert not may_grant((), role, "1/")
    with pytest.raises(NotHere):
        units.grant(account, Role.TEACHER, 999, clock.now(), actor=account, by=())
