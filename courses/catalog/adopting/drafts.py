"""The files of an adopted course, and their mending where the check still finds an error in them."""

import json
from collections.abc import Iterable, Mapping, Sequence

from courses.catalog.adopting.adoption import Draft, Lesson, Module
from courses.catalog.adopting.guards import counted, harmless, spaced, without_control, without_numbers
from courses.catalog.adopting.naming import SPACE
from courses.catalog.adopting.room import Change, ordered
from courses.catalog.exchange.markup_writing import escaped
from courses.catalog.minutes import reading
from courses.catalog.structure import Finding
from courses.foundation.vocabulary import Severity

LONGEST = 240
MOST_MINUTES = 6000
PLAINER, EMPTIER = 1, 2
SUMMARIES = {"ko": "{first}부터 {last}까지, 글 {count}편입니다.", "en": "From “{first}” to “{last}”: {count} texts."}
ONE = {"ko": "{first}: 글 1편입니다.", "en": "“{first}”: one text."}
LEFT_OUT = {
    "ko": "이 글은 옮기지 못했습니다. 원본을 보세요.",
    "en": "This text could not be taken along. See the original.",
}

NO_TEXT = {"ko": "이 글에는 제목만 있습니다.", "en": "There is nothing here but a title."}


def texts_of(draft: Draft, audience: Sequence[str], measured: Mapping[str, float]) -> dict[str, str]:
    """Every text file of the course by its path in the course folder; `measured` holds minutes of lessons so far."""
    files = {}
    whole = 0
    for module in draft.modules:
        lengths = [max(1.0, measured.get(one.path, estimate(one, draft.language))) for one in module.lessons]
        for lesson, length in zip(module.lessons, lengths, strict=True):
            front = {"title": _line(lesson.title, draft), "minutes": _minutes(length)}
            files[lesson.path] = _page(front, body_of(lesson) or [NO_TEXT[draft.language]])
        minutes = _minutes(sum(lengths))
        whole += minutes
        front = {"title": _line(module.title, draft), "summary": _summary(module.lessons, draft), "minutes": minutes}
        files[f"{module.folder}/module.md"] = _page(front, [])
    front = {
        "title": _line(draft.title, draft),
        "summary": _summary(list(draft.lessons), draft),
        "language": draft.language,
        "audience": list(audience),
        "minutes": _minutes(whole),
        "state": "draft",
    }
    return {"course.md": _page(front, [])} | files


def estimate(lesson: Lesson, language: str) -> float:
    """Minutes of a lesson before it was ever rendered."""
    return sum(reading(one.plain, language) for one in lesson.chunks)


def body_of(lesson: Lesson) -> list[str]:
    """The lines of a lesson below its front matter."""
    lines: list[str] = []
    for chunk in lesson.chunks:
        lines += ["", *chunk.lines] if lines else chunk.lines
    return lines


def mend(draft: Draft, found: Iterable[Finding], slug: str) -> bool:
    """Make harmless what these errors name: first as plain words, then left out; whether anything was mended."""
    lessons = {one.path: one for one in draft.lessons}
    places: dict[str, set[int]] = {}
    for one in found:
        below = one.path.partition("/")[2].removeprefix(f"{slug}/")
        if one.severity is Severity.ERROR and below in lessons:
            places.setdefault(below, set()).add(one.line)
    told: list[Change] = []
    for path, lines in places.items():
        told += _mend_lesson(lessons[path], lines, draft.language)
    draft.changes = ordered([*draft.changes, *told])
    return bool(told)


def empty_all(draft: Draft, found: Iterable[Finding], slug: str) -> bool:
    """Leave out the whole body of every lesson that still has an error; whether there was one."""
    broken = {one.path.partition("/")[2].removeprefix(f"{slug}/") for one in found if one.severity is Severity.ERROR}
    told = [_emptied(one, draft.language) for one in draft.lessons if one.path in broken]
    draft.changes = ordered([*draft.changes, *told])
    return bool(told)


def _mend_lesson(lesson: Lesson, lines: Iterable[int], language: str) -> list[Change]:
    """Mend the chunks at these lines; the file as a whole where they are outside of all."""
    told = []
    spans = _spans(lesson)
    for line in lines:
        index = next((at for at, (first, last) in enumerate(spans) if first <= line <= last), -1)
        if index < 0:
            return [_emptied(lesson, language)]
        chunk = lesson.chunks[index]
        if chunk.mended < EMPTIER:
            chunk.mended += 1
            words = chunk.plain if chunk.mended == PLAINER else ""
            chunk.lines = _plainly(words, language)
            told.append(Change(lesson.file, chunk.line, "A721" if chunk.lines else "A722"))
    lesson.chunks = [one for one in lesson.chunks if one.lines]
    return told


def _spans(lesson: Lesson) -> list[tuple[int, int]]:
    """First and last line of each chunk in the written file."""
    spans = []
    line = HEAD + 1
    for chunk in lesson.chunks:
        spans.append((line, line + len(chunk.lines) - 1))
        line += len(chunk.lines) + 1
    return spans


HEAD = 4
"""Lines of front matter above the body of a lesson: two keys between two marks."""


def _plainly(words: str, language: str) -> list[str]:
    lines = harmless(escaped(one) for one in without_control(words).split("\n") if one.strip())
    return [counted(without_numbers(one, language, lambda _: None)) for one in spaced(lines, lambda: None)]


def _emptied(lesson: Lesson, language: str) -> Change:
    line = lesson.chunks[0].line if lesson.chunks else 1
    lesson.chunks = lesson.chunks[:1]
    for chunk in lesson.chunks:
        chunk.lines = [LEFT_OUT[language]]
        chunk.mended = EMPTIER
    return Change(lesson.file, line, "A723")


def _page(front: Mapping[str, object], body: Sequence[str]) -> str:
    # JSON is YAML: every text is quoted, so none is read as something else
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    return "\n".join(["---", *rows, "---", *body]) + "\n"


def _line(text: str, draft: Draft) -> str:
    return without_numbers(SPACE.sub(" ", text).strip(), draft.language, lambda _: None)


def _summary(lessons: Sequence[Lesson], draft: Draft) -> str:
    form = SUMMARIES if len(lessons) > 1 else ONE
    first, last = (_short(one.title) for one in (lessons[0], lessons[-1]))
    return _line(form[draft.language].format(first=first, last=last, count=len(lessons)), draft)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST // 3 else f"{text[: LONGEST // 3 - 1]}…"


def _minutes(length: float) -> int:
    return min(max(1, round(length)), MOST_MINUTES)


def files_of(module: Module) -> dict[str, str]:
    """The pictures of a module: path in the course folder, and the file of the source."""
    return {f"{module.folder}/media/{name}": file for name, file in module.media.items()}
