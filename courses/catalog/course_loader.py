"""One course: its plan becomes jobs, and the parts that come of them become a course."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from courses.catalog.ages import UNDER_19, old_law
from courses.catalog.claims import course_holds
from courses.catalog.evidence_keys import NO_KEYS, Keys, Lost, lost_keys
from courses.catalog.follow_ups import Gaps
from courses.catalog.front_matter import read_front
from courses.catalog.media_files import media_findings
from courses.catalog.ordinary_files import readable
from courses.catalog.pages import RawFile, finding, page_of, read_raw
from courses.catalog.parts import Job, Part, Setting, Spot, in_use, job_of_course, job_of_module, leading_nowhere
from courses.catalog.places import named_headings
from courses.catalog.plan import MEDIA, CoursePlan
from courses.catalog.schemas import CourseFront
from courses.catalog.structure import Course, Finding, HelpEntry, Module
from courses.catalog.surroundings import ADDRESS, TRANSCRIPTS
from courses.catalog.versions import digest_of
from courses.foundation.vocabulary import LANGUAGES, Severity


def jobs_of(root: Path, plan: CoursePlan, directory: Mapping[str, HelpEntry], facts: frozenset[str]) -> list[Job]:
    """Read the files of a course: a job for its own pages, then one for each module."""
    front = _read(root, [*plan.files, *_transcripts(plan.media)])
    modules = [_read(root, [*one.files, *_transcripts(one.media)]) for one in plan.modules]
    language = own_language(root, plan, front)
    setting = Setting(
        root=readable(root.name),
        slug=plan.slug,
        language=language,
        offered=(language, *(one for one in LANGUAGES if one != language and one in plan.texts.translations)),
        help=directory,
        facts=facts,
        addresses=_addresses(plan, modules),
    )
    jobs = [job_of_module(setting, one, files) for one, files in zip(plan.modules, modules, strict=True)]
    return [job_of_course(setting, plan, front), *jobs]


def own_language(root: Path, plan: CoursePlan, files: Mapping[str, RawFile]) -> str:
    """The language course.md names, read before anything else; Korean when it cannot be read."""
    file = plan.texts.file
    front, _, _ = read_front(page_of(files[file], f"{readable(root.name)}/{file}"), CourseFront)
    return front.language if front else LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the courses of a folder have to agree on: names claimed twice, and those under which evidence is kept.

    `former` gives by slug the names that a course alone claims to have had before, the oldest first.
    """

    claims: tuple[Finding, ...] = ()
    served: Keys = field(default_factory=lambda: NO_KEYS)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


ALONE = Beside()


def beside_each_other(plans: Sequence[CoursePlan], fronts: Sequence[Part], served: Keys) -> Beside:
    """What these courses have to agree on; a former name belongs to one course alone, the first that claims it."""
    spots = (one for front in fronts for one in front.formerly)
    claims = tuple(in_use(spots, {one.slug for one in plans}))
    taken = {one.slug for one in plans}
    former = {}
    for plan, front in zip(plans, fronts, strict=True):
        former[plan.slug] = tuple(one.text for one in front.formerly if one.text not in taken)
        taken.update(former[plan.slug])
    return Beside(claims, served, MappingProxyType(former))


def assemble(
    root: Path, plan: CoursePlan, front: Part, modules: Sequence[Part], today: date | None, *, others: Beside = ALONE
) -> tuple[Course | None, list[Finding]]:
    """The course of these parts, None where it cannot be served; and all that is to be said about it."""
    parts = [*modules, front]
    found = [*plan.found, *(one for part in parts for one in part.found)]
    found += [one for one in others.claims if one.path.startswith(f"{readable(root.name)}/{plan.slug}/")]
    found += _used_twice(one for part in parts for one in part.ids)
    found += in_use((one for part in modules for one in part.formerly), {one.slug for one in plan.modules})
    found += leading_nowhere(
        (one for part in parts for one in part.linked), frozenset().union(*(part.pages for part in parts))
    )
    used = front.used.union(*(part.used for part in modules))
    found += media_findings(root, used)
    if today:
        laws = [one for part in parts for one in part.laws if old_law(one, today)]
        found += [finding(one.path, one.line, one.column, "W502", date=one.text) for one in laws]
    if front.course:
        found += _not_shown(readable(root.name), plan, front.course)
    gaps = Gaps(readable(root.name), plan, found)
    found += _unused(readable(root.name), plan, used, gaps)
    loaded = tuple(part.module for part in modules if part.module)
    if front.course and UNDER_19 & set(front.course.audience):
        found += _without_help(readable(root.name), plan, loaded)
    if front.claimed and not gaps.in_modules():
        found += _claimed_minutes(front.claimed, loaded)
    course = bound(front.course, loaded) if front.course else None
    if course:
        former = [one for part in parts for one in part.formerly]
        found += [_left_behind(readable(root.name), plan, one, former) for one in lost_keys(course, others.served)]
    found = [one for one in found if not gaps.follows(one)]
    if any(one.severity is Severity.ERROR for one in found):
        return None, found
    return course, found


def bound(course: Course, modules: tuple[Module, ...]) -> Course:
    """A course with its modules; its digest is taken over all of them."""
    return replace(course, modules=modules, digest=digest_of([course.digest, *(one.digest for one in modules)]))


def _read(root: Path, files: Iterable[str]) -> Mapping[str, RawFile]:
    # text is enough here: a path object for each of thousands of files takes as long as reading it
    return {file: read_raw(f"{root}/{file}") for file in files}


def _transcripts(media: Iterable[str]) -> list[str]:
    return [file for file in media if PurePosixPath(file).suffix.lower() in TRANSCRIPTS]


def _addresses(plan: CoursePlan, files: Sequence[Mapping[str, RawFile]]) -> Mapping[str, str]:
    """The address of each lesson by its file; those of a short form by `file#slug`."""
    addresses = {}
    for module, raws in zip(plan.modules, files, strict=True):
        where = f"{ADDRESS}/{plan.slug}/{module.slug}"
        for lesson in module.lessons:
            addresses[lesson.file] = f"{where}/{lesson.slug}"
        if module.short:
            file = module.texts.file
            addresses |= {f"{file}#{slug}": f"{where}/{slug}" for slug in named_headings(raws[file])} | {file: where}
    return addresses


def _used_twice(ids: Iterable[Spot]) -> list[Finding]:
    """A finding for each id that was used before in the course."""
    first: dict[str, Spot] = {}
    told = []
    for one in ids:
        if (used := first.setdefault(one.text, one)) is not one:
            place = one.path, one.line, one.column
            told.append(finding(*place, "I203", id=one.text, path=used.path, first=used.line))
    return told


def _claimed_minutes(claimed: Spot, modules: Sequence[Module]) -> list[Finding]:
    """Warn when a course says that it takes longer or shorter than its modules do."""
    if course_holds(int(claimed.text), modules):
        return []
    measured = sum(one.measured for one in modules)
    place = claimed.path, claimed.line, claimed.column
    return [finding(*place, "W501", claimed=claimed.text, measured=f"{measured:.1f}")]


def _not_shown(root: str, plan: CoursePlan, course: Course) -> list[Finding]:
    """A finding for each translation that nobody sees: into a language that the course's own page is not written in."""
    modules = (text for one in plan.modules for text in one.all_texts)
    told = []
    for text in (plan.texts, *plan.sheets.values(), *modules):
        for language, file in text.translations.items():
            if language == course.language:
                told.append(finding(f"{root}/{file}", 1, 1, "W509", name=PurePosixPath(file).name))
            elif language not in course.languages:
                told.append(finding(f"{root}/{file}", 1, 1, "T404", name=f"course.{language}.md"))
    return told


def _unused(root: str, plan: CoursePlan, used: Set[str], gaps: Gaps) -> list[Finding]:
    """Warn of media files that no page names, where every page that may name them could be read."""
    unused = {*plan.media, *(file for one in plan.modules for file in one.media)} - used
    files = [one for one in unused if not gaps.beside(one.partition(f"/{MEDIA}/")[0])]
    return [finding(f"{root}/{one}", 1, 1, "W509", name=PurePosixPath(one).name) for one in sorted(files)]


def _left_behind(root: str, plan: CoursePlan, lost: Lost, former: Iterable[Spot]) -> Finding:
    """That a part would leave its evidence behind, where its former names stand, else at the top of its page."""
    module = next((one for one in plan.modules if lost.path[:1] == (one.slug,)), None)
    lesson = next((one for one in module.lessons if lost.path[1:] == (one.slug,)), None) if module else None
    page = f"{root}/{(lesson or (module.texts if module else plan.texts)).file}"
    spots = ((one.path, one.line, one.column) for one in former if one.path == page and one.text in lost.formerly)
    return finding(*next(spots, (page, 1, 1)), "C027", key=lost.key)


def _without_help(root: str, plan: CoursePlan, modules: Iterable[Module]) -> list[Finding]:
    """Young learners find help in every module."""
    files = {one.slug: one.texts.file for one in plan.modules}
    lacking = [one for one in modules if not any(lesson.has_help for lesson in one.lessons)]
    return [finding(f"{root}/{files[one.slug]}", 1, 1, "W508") for one in lacking]
