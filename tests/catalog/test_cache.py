"""What was rendered is kept, found again, and never believed unless it is what was written."""

import fcntl
import gc
import json
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest

from courses.catalog import engine as engines
from courses.catalog.cache import Cache
from courses.catalog.loader import build_here, load_catalog
from courses.catalog.parts import Job, Part
from courses.catalog.structure import Catalog
from tests.catalog.small_files import SMALL
from tests.catalog.writing import HERE, NOW, TODAY, Change, desk

READ = "tiny/02-second/01-three.md"
PARTS = 3


class Counting:
    """A builder that counts what it is asked for."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Part]]:
        self.built += len(jobs)
        return build_here(jobs)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", b"a key")


def loaded(root: Path, cache: Cache | None, *, last_good: bool = False) -> tuple[Catalog, int]:
    """The catalog, and how many parts had to be built."""
    builder = Counting()
    now = NOW if last_good else None
    return load_catalog(root, cache, builder=builder, today=TODAY, last_good=last_good, now=now), builder.built


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / name
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def entries(cache: Cache) -> list[Path]:
    return sorted(cache.folder.glob("*/*"))


def test_what_was_put_is_got_and_nothing_else(cache: Cache) -> None:
    cache.put("one", b"first")
    cache.put("one", b"second")
    assert (cache.get("one"), cache.get("two")) == (b"second", None)


def test_only_its_owner_may_look_into_it(cache: Cache) -> None:
    cache.put("one", b"x")
    with cache.alone():
        pass
    modes = {stat.S_IMODE(one.stat().st_mode) for one in (*entries(cache), cache.folder / "lock")}
    assert (modes, stat.S_IMODE(entries(cache)[0].parent.stat().st_mode)) == ({0o600}, 0o700)


@pytest.mark.parametrize("damage", [b"", b"x", b"half", b"0" * 64 + b"content", b"swap", b"flip"])
def test_a_torn_or_forged_entry_is_as_good_as_none(cache: Cache, damage: bytes) -> None:
    cache.put("one", b"content")
    cache.put("two", b"other")
    one, two = (cache._file(name) for name in ("one", "two"))
    whole = one.read_bytes()
    one.write_bytes({b"half": whole[:40], b"swap": two.read_bytes(), b"flip": whole[:-1] + b"T"}.get(damage, damage))
    assert cache.get("one") is None


def test_another_key_believes_nothing(cache: Cache) -> None:
    cache.put("one", b"content")
    assert Cache(cache.folder, b"another key").get("one") is None


def test_a_link_is_not_followed(cache: Cache, tmp_path: Path) -> None:
    cache.put("one", b"content")
    file = cache._file("one")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert cache.get("one") is None


def test_an_entry_that_is_far_too_large_is_not_taken(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("one", b"content")
    monkeypatch.setattr("courses.catalog.cache.LARGEST", 60)
    assert cache.get("one") is None


def test_a_folder_that_cannot_be_used_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    catalog, built = loaded(HERE / "tiny", Cache(tmp_path / "file" / "cache", b"key"))
    assert (list(catalog.courses), built) == (["tiny"], PARTS)


def test_nothing_half_written_is_left_behind(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "replace", full)
    cache.put("one", b"content")
    assert (entries(cache), cache.get("one")) == ([], None)


def test_the_entries_not_used_for_longest_go_first(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courses.catalog.cache.FEWEST", 2)
    for age, name in enumerate(("new", "middle", "old")):
        cache.put(name, b"x")
        os.utime(cache._file(name), (1000 - age, 1000 - age))
    cache.get("old")
    cache.tidy(used=0)
    assert [cache.get(name) for name in ("new", "middle", "old")] == [b"x", None, b"x"]


def test_two_do_not_render_at_once(cache: Cache) -> None:
    with cache.alone():
        descriptor = os.open(cache.folder / "lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)


def test_a_second_start_builds_nothing_and_gives_the_same(cache: Cache) -> None:
    first, cold = loaded(HERE / "tiny", cache)
    second, warm = loaded(HERE / "tiny", cache)
    assert (cold, warm) == (PARTS, 0)
    assert (second, loaded(HERE / "tiny", None)[0]) == (first, first)


def test_findings_are_kept_as_well(cache: Cache) -> None:
    first, _ = loaded(HERE / "broken", cache)
    second, warm = loaded(HERE / "broken", cache)
    assert warm == 0
    assert [(one, dict(one.values)) for one in second.findings] == [(one, dict(one.values)) for one in first.findings]


def test_the_age_of_law_is_told_although_the_page_was_kept(cache: Cache, tmp_path: Path) -> None:
    root = desk(tmp_path, {"tiny/course.md": ("2026-10-02", "2001-10-02")})
    assert load_catalog(root, cache).findings == ()
    assert [one.code for one in loaded(root, cache)[0].findings] == ["W502"]


@pytest.mark.parametrize(
    ("changes", "built"),
    [
        ({READ: ("끝까지", "마지막까지")}, 1),
        ({"tiny/course.md": ("revision: 1", "revision: 2")}, 1),
        ({"help.yaml": ("24시간", "낮에만")}, PARTS),
        ({"tiny/02-second/02-new.md": "---\ntitle: 새\nminutes: 1\n---\n글\n"}, PARTS),
    ],
)
def test_an_edit_is_seen_and_the_rest_is_found_again(
    cache: Cache, tmp_path: Path, changes: dict[str, Change], built: int
) -> None:
    root = desk(tmp_path, {})
    before, _ = loaded(root, cache)
    for name, edit in changes.items():
        if isinstance(edit, tuple):
            change(root, name, *edit)
        else:
            (root / name).write_text(str(edit), "utf-8")
    after, warm = loaded(root, cache)
    assert (warm, after.digest == before.digest) == (built, False)
    assert after == loaded(root, None)[0]


def test_a_transcript_is_part_of_the_page_that_shows_it(cache: Cache, tmp_path: Path) -> None:
    sound = "/// media | 소리\n    src: media/a.mp3\n    transcript: media/a.txt\n///\n"
    root = desk(tmp_path, {"tiny/02-second/media/a.mp3": SMALL[".mp3"], "tiny/02-second/media/a.txt": "앞"})
    for name in (READ, READ.replace(".md", ".en.md")):
        (root / name).write_text((root / name).read_text("utf-8") + "\n" + sound, "utf-8")
    loaded(root, cache)
    change(root, "tiny/02-second/media/a.txt", "앞", "뒤")
    catalog, built = loaded(root, cache)
    assert (built, "<p>뒤</p>" in catalog.courses["tiny"].modules[1].lessons[0].html["ko"]) == (1, True)


def test_another_engine_renders_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(HERE / "tiny", cache)
    monkeypatch.setattr(engines, "engine", lambda: "another")
    assert loaded(HERE / "tiny", cache)[1] == PARTS


def test_an_entry_of_another_form_is_rendered_anew(cache: Cache) -> None:
    loaded(HERE / "tiny", cache, last_good=True)
    name = next(one for one in json.loads(cache.get(f"last good {(HERE / 'tiny').resolve()} tiny") or b"[]"))
    cache.put(name, b"[1]")
    catalog, built = loaded(HERE / "tiny", cache)
    assert (built, list(catalog.courses)) == (1, ["tiny"])


def test_progress_counts_to_the_end(cache: Cache) -> None:
    told: list[tuple[int, int]] = []
    load_catalog(HERE / "tiny", cache, progress=lambda done, total: told.append((done, total)))
    load_catalog(HERE / "tiny", cache, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, PARTS), (2, PARTS), (3, PARTS)]


def test_what_another_process_rendered_meanwhile_is_not_rendered_again(cache: Cache) -> None:
    class Overtaken(Cache):
        """While this one waits for the lock, the other renders everything."""

        def alone(self):  # type: ignore[no-untyped-def]  # as in the class above it
            load_catalog(HERE / "tiny", cache)
            return super().alone()

    assert loaded(HERE / "tiny", Overtaken(cache.folder, b"a key"))[1] == 0


def test_a_broken_course_stays_as_it_was_when_it_was_in_order(cache: Cache, tmp_path: Path) -> None:
    root = desk(tmp_path, {})
    good, _ = loaded(root, cache, last_good=True)
    change(root, READ, "minutes: 1", "minutes: one")
    broken, _ = loaded(root, cache, last_good=True)
    assert (broken.courses, broken.broken) == (good.courses, ("tiny",))
    assert "F011" in {one.code for one in broken.findings}
    strict, _ = loaded(root, cache)
    assert (strict.courses, strict.broken) == (MappingProxyType({}), ("tiny",))


def test_a_course_that_was_never_in_order_is_not_there(cache: Cache, tmp_path: Path) -> None:
    root = desk(tmp_path, {READ: ("minutes: 1", "minutes: one")})
    for kept in (cache, None):
        catalog, _ = loaded(root, kept, last_good=True)
        assert (dict(catalog.courses), catalog.broken) == ({}, ("tiny",))


@pytest.mark.parametrize("lost", [0, 1])
def test_a_course_whose_former_parts_are_gone_is_not_there(cache: Cache, tmp_path: Path, lost: int) -> None:
    root = desk(tmp_path, {})
    loaded(root, cache, last_good=True)
    names = json.loads(cache.get(f"last good {root.resolve()} tiny") or b"[]")
    cache._file(names[lost]).unlink()
    change(root, "tiny/course.md", "minutes: 4", "minutes: five")
    change(root, "tiny/01-first/module.md", "minutes: 3", "minutes: three")
    assert dict(loaded(root, cache, last_good=True)[0].courses) == {}


def test_two_content_folders_do_not_mix_in_one_cache(cache: Cache, tmp_path: Path) -> None:
    one, other = desk(tmp_path / "a", {}), desk(tmp_path / "b", {"tiny/course.md": ("revision: 1", "revision: 7")})
    loaded(one, cache, last_good=True)
    loaded(other, cache, last_good=True)
    for root in (one, other):
        change(root, READ, "minutes: 1", "minutes: one")
    revisions = [loaded(root, cache, last_good=True)[0].courses["tiny"].revision for root in (one, other)]
    assert revisions == [1, 7]


def test_reading_leaves_the_collector_as_it_was(cache: Cache, tmp_path: Path) -> None:
    root, collects = desk(tmp_path, {}), gc.isenabled()
    try:
        for wanted in (gc.disable, gc.enable):
            wanted()
            before = gc.isenabled()
            loaded(root, cache)
            assert gc.isenabled() is before
    finally:
        (gc.enable if collects else gc.disable)()
