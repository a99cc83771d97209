"""A folder from elsewhere as a course: every file becomes a lesson or several, in modules, with its links kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from courses.catalog.adopting.folders import Refused, Source
from courses.catalog.adopting.naming import anchor, free, plain, slug, title, worded
from courses.catalog.adopting.places import Atlas, Spot, ids_of
from courses.catalog.adopting.room import Change, Room, ordered
from courses.catalog.adopting.sections import Chapter, Section, front_of, sections_of
from courses.catalog.adopting.trees import Block, Tree, tree_of
from courses.catalog.adopting.writing import Chunk, Writer

MOST_BYTES = 120_000
MOST_TAGS = 700
FRONT_TITLE = re.compile(r"^title *[:=] *(.+?) *$", re.MULTILINE)
NAMED = re.compile(r"<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)")
HANGUL = re.compile(r"[가-힣]")
LETTER = re.compile(r"[A-Za-z]")
HANGUL_SHARE = 0.15
SAMPLE = 400_000


@dataclass(slots=True)
class Lesson:
    """A lesson to be: the file it comes from, its place in the course, and its body."""

    file: str
    title: str
    path: str
    blocks: list[Block]
    tree: Tree
    chunks: list[Chunk] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Module:
    """A module to be; `media` gives, by the name below media/, the file of the source that is copied."""

    title: str
    folder: str
    lessons: list[Lesson] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A course to be, and all that is to be told about it; `spelt` gives names on the disk, as Source does."""

    title: str
    language: str
    modules: list[Module]
    changes: list[Change]
    spelt: dict[str, str] = field(default_factory=dict)

    @property
    def lessons(self) -> Iterator[Lesson]:
        """All of them, in order."""
        return (one for module in self.modules for one in module.lessons)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; '' where the source is to say it."""

    title: str = ""
    language: str = ""


def adopt(source: Source, wish: Wish) -> Draft:
    """The course that a folder becomes. Raises Refused where it cannot become any."""
    sections = sections_of(source)
    language = wish.language or language_of(source, sections)
    atlas = Atlas(source)
    atlas.fold()
    modules = _modules(sections, atlas)
    if not modules:
        raise Refused("A734")
    draft = Draft(
        title(wish.title or source.title or modules[0].lessons[0].title, worded(PurePosixPath(source.name))),
        language,
        modules,
        source.changes,
        source.spelt,
    )
    _write(draft, atlas)
    # now it is known which headings links lead to
    told = _write(draft, atlas)
    draft.changes = ordered([*source.changes, *told])
    return draft


def language_of(source: Source, sections: Iterable[Section]) -> str:
    """Korean where a good part of the letters is Hangul, else English."""
    texts = (source.texts[chapter.file] for section in sections for chapter in section.chapters)
    hangul = letters = 0
    for text in texts:
        hangul += len(HANGUL.findall(text))
        letters += len(LETTER.findall(text))
        if hangul + letters > SAMPLE:
            break
    return "ko" if hangul > HANGUL_SHARE * (hangul + letters) else "en"


def _modules(sections: Sequence[Section], atlas: Atlas) -> list[Module]:
    modules: list[Module] = []
    taken: set[str] = set()
    for section in sections:
        number = len(modules) + 1
        name = free(slug(PurePosixPath(section.path).stem if section.path else "start", section.path), taken)
        module = Module("", f"{number:02}-{name}")
        for chapter in section.chapters:
            _add(module, chapter, atlas)
        if module.lessons:
            taken.add(name)
            first = module.lessons[0].title
            module.title = title(section.title, first)
            modules.append(module)
    return modules


def _add(module: Module, chapter: Chapter, atlas: Atlas) -> None:
    """The lessons of one file."""
    text = atlas.source.texts[chapter.file]
    front, skipped = front_of(text)
    lines = list(enumerate(text.split("\n"), 1))[skipped:]
    tree = tree_of(lines)
    if not tree.blocks:
        atlas.source.tell("A725", chapter.file)
        return
    named, blocks, tops = _titled(chapter, front, tree)
    parts = divided(blocks)
    if len(parts) > 1:
        atlas.source.tell("A720", chapter.file, parts=str(len(parts)))
    stem = _stem(chapter.file)
    taken = {PurePosixPath(one.path).stem.partition("-")[2] for one in module.lessons}
    for number, part in enumerate(parts, 1):
        name = free(slug(stem, chapter.file), taken)
        taken.add(name)
        path = f"{module.folder}/{len(module.lessons) + 1:02}-{name}.md"
        module.lessons.append(Lesson(chapter.file, f"{named} ({number})" if number > 1 else named, path, part, tree))
    lessons = module.lessons[-len(parts) :]
    atlas.lessons[chapter.file] = lessons[0].path
    _note_anchors(chapter.file, lessons, tops, atlas)


def _stem(file: str) -> str:
    """What an address is made from: the name of the file, or of its folder where it only introduces that."""
    path = PurePosixPath(file)
    if path.stem.casefold() in {"readme", "index", "_index"}:
        return path.parent.name or "overview"
    return path.stem


def _titled(chapter: Chapter, front: str, tree: Tree) -> tuple[str, list[Block], list[Block]]:
    """The title of a file, its blocks without the heading that says it, and that heading."""
    blocks = tree.blocks
    m = FRONT_TITLE.search(front)
    written = m[1].strip("\"'") if m else ""
    heading = next((one for one in blocks if one.kind == "heading" and plain(one.text)), None)
    own = plain(heading.text) if heading else ""
    named = title(chapter.title or written or own, worded(PurePosixPath(chapter.file)))
    says_it = heading is blocks[0] and title(own, "") == named
    return named, blocks[1:] if says_it else blocks, blocks[:1] if says_it else []


def divided(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in portions that a lesson can hold, cut before a heading where there is one."""
    parts: list[list[Block]] = [[]]
    size = tags = 0
    for block in blocks:
        weight, signs = weighed(block)
        if parts[-1] and (size + weight > MOST_BYTES or tags + signs > MOST_TAGS):
            cut = max((at for at, one in enumerate(parts[-1]) if one.kind == "heading" and at), default=0)
            rest = parts[-1][cut:] if cut else []
            parts[-1] = parts[-1][:cut] if cut else parts[-1]
            parts.append(rest)
            both = [weighed(one) for one in rest]
            size, tags = sum(one for one, _ in both), sum(one for _, one in both)
            if rest and (size + weight > MOST_BYTES or tags + signs > MOST_TAGS):
                parts.append([])
                size = tags = 0
        parts[-1].append(block)
        size, tags = size + weight, tags + signs
    return parts


def weighed(block: Block) -> tuple[int, int]:
    """The bytes of a block and the signs < in it."""
    texts = [block.text, *(cell for row in block.rows for cell in row)]
    own = [(len(one.encode("utf-8", "replace")) + 3, one.count("<")) for one in texts]
    both = [*own, *(weighed(one) for one in block.inside)]
    return sum(one for one, _ in both), sum(one for _, one in both)


def _note_anchors(file: str, lessons: Sequence[Lesson], tops: Sequence[Block], atlas: Atlas) -> None:
    """Which names other programs give to the headings of a file, and where those headings are now."""
    headings: list[tuple[Lesson | None, Block]] = [(None, one) for one in tops]
    headings += [(lesson, one) for lesson in lessons for one in lesson.blocks if one.kind == "heading"]
    ids = ids_of([anchor(one.text) for _, one in headings])
    for (lesson, block), (name, identifier) in zip(headings, ids.items(), strict=True):
        where = lesson or lessons[0]
        atlas.anchors.setdefault((file, name), (where.path, identifier if lesson else ""))
        if lesson:
            lesson.ids[id(block)] = identifier
    for lesson in lessons:
        mark = ""
        for block in lesson.blocks:
            mark = lesson.ids.get(id(block), mark)
            for name in _named(block):
                atlas.anchors.setdefault((file, name), (lesson.path, mark))


def _named(block: Block) -> Iterator[str]:
    yield from NAMED.findall(block.text)
    for one in block.inside:
        yield from _named(one)


def _write(draft: Draft, atlas: Atlas) -> list[Change]:
    """Write every lesson; what had to change."""
    told: list[Change] = []
    for module in draft.modules:
        module.media = {}
        for lesson in module.lessons:
            spot = Spot(atlas, lesson.file, lesson.path, module.media)
            footnotes = frozenset(one.mark for one in lesson.blocks if one.kind == "footnote")
            room = Room(lesson.file, draft.language, spot, lesson.tree.links, footnotes)
            lesson.chunks = Writer(room, _names(lesson, atlas)).chunks(lesson.blocks)
            told += room.changes
    return told


def _names(lesson: Lesson, atlas: Atlas) -> "_Names":
    return _Names(lesson, atlas.wanted)


@dataclass(frozen=True, slots=True)
class _Names:
    """The ids of those headings that links lead to."""

    lesson: Lesson
    wanted: set[tuple[str, str]]

    def __call__(self, block: Block) -> str:
        name = self.lesson.ids.get(id(block), "")
        return name if (self.lesson.path, name) in self.wanted else ""
