"""What crosses a pipe or lies in the cache is read back exactly as it was, or not at all."""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from courses.catalog.building import build
from courses.catalog.cache import Cache
from courses.catalog.course_loader import jobs_of
from courses.catalog.directory import read_lists
from courses.catalog.items import Quiz
from courses.catalog.loader import PartStore, build_here, load_catalog
from courses.catalog.parts import Job, Part
from courses.catalog.plan import plan_courses
from courses.catalog.stored import UNREADABLE, from_json, from_kept, to_json, to_kept
from courses.foundation.vocabulary import AttemptKind
from tests.catalog.examples_of_forms import READ, SHORT, SURVEY, TOP
from tests.catalog.test_survey import TEXT
from tests.catalog.test_versions import quizzes
from tests.catalog.writing import desk, monolingual


@dataclass(frozen=True)
class Everything:
    """One field of each type."""

    text: str
    html: Markup
    raw: bytes
    day: date | None
    number: Decimal
    whole: int
    share: float
    yes: bool
    rows: tuple[str, ...]
    names: frozenset[str]
    kinds: Mapping[AttemptKind, list[int]]
    files: dict[str, str]


things = st.builds(
    Everything,
    text=st.text(),
    html=st.text().map(Markup),
    raw=st.binary(),
    day=st.none() | st.dates(),
    number=st.decimals(allow_nan=False),
    whole=st.integers(),
    share=st.floats(allow_nan=False),
    yes=st.booleans(),
    rows=st.lists(st.text()).map(tuple),
    names=st.frozensets(st.text()),
    kinds=st.dictionaries(st.sampled_from(AttemptKind), st.lists(st.integers())).map(MappingProxyType),
    files=st.dictionaries(st.text(), st.text()),
)


@given(things)
def test_every_type_is_read_back_as_it_was(thing: Everything) -> None:
    for read in (
        from_json(Everything, to_json(Everything, thing)),
        from_kept(Everything, to_kept(Everything, thing)),
    ):
        assert read == thing
        assert [type(getattr(read, name)) for name in ("html", "kinds", "files")] == [Markup, MappingProxyType, dict]


@given(quizzes)
def test_every_quiz_is_read_back_as_it_was(quiz: Quiz) -> None:
    assert from_json(Quiz, to_json(Quiz, quiz)) == quiz


def test_jobs_and_parts_are_read_back_as_they_were(tmp_path: Path) -> None:
    root = desk(tmp_path, monolingual({SHORT: TOP + READ, SURVEY: TEXT, "tiny/media/moon.png": b"\xff"}))
    (plan,) = plan_courses(root)
    jobs = jobs_of(root, plan, {}, None)
    assert [from_json(Job, to_json(Job, one)) for one in jobs] == jobs
    parts = [build(one) for one in jobs]
    assert [from_json(Part, to_json(Part, one)) for one in parts] == parts


@pytest.mark.parametrize(
    "text",
    [
        b"", b"null", b"[]", b"{}", b'"x"', b"\xff", b"[" * 100_000, b"[1,2,3,4,5,6,7,8,9,10,11,12]",
        b'["t","h","r","no date","1",1,0.5,true,[],[],{},{}]', b'["t","h","r",null,"x",1,0.5,true,[],[],{},{}]',
        b'["t","h","r",null,"1","1",0.5,true,[],[],{},{}]', b'["t","h","r",null,"1",1,0.5,true,[],[],{"x":[]},{}]',
        b'["t","h","r",null,"1",1,0.5,true,[],[],[],{}]',
    ],
)  # fmt: skip
def test_text_of_another_form_is_refused(text: bytes) -> None:
    with pytest.raises(UNREADABLE):
        from_json(Everything, text)


@pytest.mark.parametrize(
    "content", [b"", b"[" * 100_000, b"[\xff\xff\xff\x7f", marshal.dumps([]), b"marshal 1:[\xff\xff\xff\x7f"]
)
def test_what_was_kept_in_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(UNREADABLE):
        from_kept(Everything, content)


def test_a_start_survives_entries_that_an_older_version_kept(tmp_path: Path) -> None:
    root, cache = desk(tmp_path, {}), Cache(tmp_path / "cache", b"a key")
    good = load_catalog(root, cache)
    (plan,) = plan_courses(root)
    lists = read_lists(root)
    store = PartStore(cache, build_here, None)
    jobs = jobs_of(root, plan, lists.help, lists.facts)
    for name in store.fetch(jobs):
        cache.put(name, to_json(Part, store.parts[name]))
    rendered: list[int] = []
    again = load_catalog(root, cache, progress=lambda done, _: rendered.append(done))
    assert (again.courses, rendered) == (good.courses, list(range(1, len(jobs) + 1)))
