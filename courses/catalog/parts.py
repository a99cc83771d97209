"""What a course is loaded by: jobs that hold all they need, and the parts that come of them; neither knows a disk."""

from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from courses.catalog.pages import Faults, RawFile, finding
from courses.catalog.plan import CoursePlan, ModulePlan, Texts
from courses.catalog.structure import Course, Finding, HelpEntry, Module
from courses.foundation.vocabulary import LANGUAGES


@dataclass(frozen=True, slots=True)
class Setting:
    """What all jobs of a course share.

    `root` is the name of the content folder; `addresses` gives the address of each lesson by its file, `facts` are the
    known fact numbers, or None where nobody lists any.
    """

    root: str
    slug: str
    language: str
    offered: tuple[str, ...]
    help: Mapping[str, HelpEntry]
    facts: frozenset[str] | None
    addresses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """One module, or (`module` None) a course without its modules, with its files as they stood on the disk.

    `media` holds the paths of the files that a page may show; all paths are below the content folder. A `numbered` job
    is for a preview: line numbers are left in its part, and what has errors is built as far as it goes.
    """

    setting: Setting
    module: ModulePlan | None
    texts: Texts
    sheets: Mapping[str, Texts]
    files: Mapping[str, RawFile]
    media: frozenset[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Something said at a place of a file: an id, a former slug, minutes, or the date of a statement of law."""

    text: str
    path: str
    line: int
    column: int


def spot(text: str, line: int, column: int, faults: Faults) -> Spot:
    """`text` as said at a place of the file whose faults these are."""
    return Spot(text, faults.path, *faults.inside(line, column))


@dataclass(frozen=True, slots=True)
class Part:
    """What came of a job; `module` and `course` are None where front matter could not be used.

    `ids`, `formerly`, `laws` and `linked` can only be judged beside other parts, or on a certain day; `used` are the
    media files that the pages name. `linked` are the places on other pages that links lead to, `pages` the pages of
    this part and the places on them, all as `language address#place`. `claimed` are the minutes of a course, as its
    page has them.
    """

    module: Module | None = None
    course: Course | None = None
    found: tuple[Finding, ...] = ()
    ids: tuple[Spot, ...] = ()
    formerly: tuple[Spot, ...] = ()
    laws: tuple[Spot, ...] = ()
    used: frozenset[str] = frozenset()
    linked: tuple[Spot, ...] = ()
    pages: frozenset[str] = frozenset()
    claimed: Spot | None = None


@dataclass(slots=True)
class Notes:
    """What is gathered while a part is built; `places` tells previews where things begin."""

    found: list[Finding] = field(default_factory=list)
    ids: list[Spot] = field(default_factory=list)
    laws: list[Spot] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    linked: list[Spot] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    places: list[Spot] = field(default_factory=list)
    claimed: Spot | None = None

    def part(
        self, *, module: Module | None = None, course: Course | None = None, formerly: tuple[Spot, ...] = ()
    ) -> Part:
        """Everything gathered, with what was built."""
        return Part(
            module=module,
            course=course,
            found=tuple(self.found),
            ids=tuple(self.ids),
            formerly=formerly,
            laws=tuple(self.laws),
            used=frozenset(self.used),
            linked=tuple(self.linked),
            pages=frozenset(self.pages),
            claimed=self.claimed,
        )


LESSON, QUIZ, ITEM = "lesson", "quiz", "item"
"""What begins at a place of a preview: `lesson <slug>` and `quiz` in the short form, each section of items anywhere."""
NO_SHEETS: Mapping[str, Texts] = MappingProxyType({})


def job_of_module(setting: Setting, plan: ModulePlan, files: Mapping[str, RawFile]) -> Job:
    """The job of a module; of `files` it takes its own."""
    return Job(setting, plan, plan.texts, NO_SHEETS, files, frozenset(plan.media))


def job_of_course(setting: Setting, plan: CoursePlan, files: Mapping[str, RawFile]) -> Job:
    """The job of a course's own page and its sheets."""
    return Job(setting, None, plan.texts, MappingProxyType(plan.sheets), files, frozenset(plan.media))


def leading_nowhere(spots: Iterable[Spot], pages: Set[str]) -> list[Finding]:
    """A finding for each link to a place that the page it leads to does not have.

    A reader finds that page in the language of the link, else in any it is written in; of one that could not be written
    at all, its own findings tell.
    """
    told = []
    for one in spots:
        language, _, target = one.text.partition(" ")
        address, _, place = target.partition("#")
        there = {f"{own} {address}" for own in LANGUAGES} & pages
        read = {f"{language} {address}"} & there or there
        if read and not any(f"{page}#{name}" in pages for page in read for name in (place, unquote(place))):
            told.append(finding(one.path, one.line, one.column, "L301", target=place))
    return told


def in_use(spots: Iterable[Spot], current: Container[str]) -> list[Finding]:
    """A finding for each former slug that something else bears now, or that was claimed before."""
    told = []
    former: set[str] = set()
    for one in spots:
        if one.text in current or one.text in former:
            told.append(finding(one.path, one.line, one.column, "C016", slug=one.text))
        former.add(one.text)
    return told
