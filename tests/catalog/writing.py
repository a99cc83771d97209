"""A desk for tests: the tiny course with some of its lines changed, loaded and looked at."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from courses.catalog.loader import load_catalog
from courses.catalog.structure import Catalog, Course, Finding, Lesson

HERE = Path(__file__).parent.parent / "content"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LESSON = "---\ntitle: 차시\nminutes: 1\n---\n"
Change = str | bytes | tuple[str, str] | None


def desk(folder: Path, changes: dict[str, Change]) -> Path:
    """A copy of the tiny content with changes: new text, (old, new) text within a file, or None to remove it."""
    root = folder / "tiny"
    shutil.copytree(HERE / "tiny", root)
    for name, change in changes.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if change is None:
            file.unlink()
        elif isinstance(change, bytes):
            file.write_bytes(change)
        elif isinstance(change, tuple):
            text = file.read_text("utf-8")
            assert change[0] in text, f"{change[0]!r} is not in {name}"
            file.write_text(text.replace(change[0], change[1], 1), "utf-8")
        else:
            file.write_text(change, "utf-8")
    return root


def move_two(course: Path) -> None:
    """Put the lesson `two` of a copy of the tiny course into its other module."""
    for ending in (".md", ".en.md"):
        old, new = (course / folder / f"02-two{ending}" for folder in ("01-first", "02-second"))
        new.write_text(old.read_text("utf-8").replace("(01-one.md)", "(../01-first/01-one.md)"), "utf-8")
        old.unlink()


def load(folder: Path, changes: dict[str, Change]) -> Catalog:
    """The catalog of the changed content."""
    return load_catalog(desk(folder, changes), today=TODAY)


def findings(folder: Path, changes: dict[str, Change]) -> tuple[Finding, ...]:
    """What the checker says of the changed content."""
    return load(folder, changes).findings


def told(folder: Path, changes: dict[str, Change]) -> list[str]:
    """The same as `path:line:column code`, paths below the content folder."""
    return [f"{one.path.removeprefix('tiny/')}:{one.line}:{one.column} {one.code}" for one in findings(folder, changes)]


def monolingual(changes: dict[str, Change]) -> dict[str, Change]:
    """The changes, with every English file taken away, so that nothing is out of step."""
    gone = {str(file.relative_to(HERE / "tiny")): None for file in (HERE / "tiny").rglob("*.en.md")}
    return gone | changes


def course(folder: Path, changes: dict[str, Change]) -> Course:
    """The tiny course after changes that leave it without errors."""
    catalog = load(folder, changes)
    assert [one for one in catalog.findings if one.severity == "error"] == []
    return catalog.courses["tiny"]


def lesson(folder: Path, body: str, language: str = "ko") -> str:
    """The HTML of a lesson with this body, in a course that knows one language."""
    name = "tiny/02-second/01-three.md"
    made = course(folder, monolingual({name: LESSON + body}))
    return str(first_lesson(made, "second").html[language])


def first_lesson(made: Course, module: str) -> Lesson:
    """The first lesson of a module."""
    found = made.module(module)
    assert found is not None
    return found.lessons[0]
