"""The second phase of loading: one course, built from its plan."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from courses.catalog import lint, minutes
from courses.catalog.items import Quiz
from courses.catalog.manuscripts import (
    FORBIDDEN,
    Around,
    Desk,
    Front,
    Manuscript,
    measured,
    read_manuscript,
    write,
    write_summary,
)
from courses.catalog.markdown import Writer
from courses.catalog.pages import Faults, Page
from courses.catalog.places import Block, find_blocks
from courses.catalog.plan import CoursePlan, ModulePlan, Texts
from courses.catalog.quizzes import Ids, Version, build_items, build_quiz
from courses.catalog.scanner import scan_quiz
from courses.catalog.schemas import CourseFront, LessonFront, ModuleFront, SheetFront
from courses.catalog.structure import Course, Finding, HelpEntry, Lesson, Module, Sheet
from courses.catalog.surroundings import ADDRESS, Surroundings
from courses.catalog.translation import follow_quiz, inherited, keeps_step
from courses.catalog.versions import digest_of
from courses.foundation.vocabulary import LANGUAGES, FaceToFace


class CourseLoader:
    """Loads one course; `found` holds its findings, whether it can be served or not."""

    def __init__(
        self,
        root: Path,
        plan: CoursePlan,
        directory: Mapping[str, HelpEntry],
        facts: frozenset[str] | None,
        today: date | None,
    ) -> None:
        self.root = root
        self.plan = plan
        self.directory = directory
        self.facts = facts
        self.found: list[Finding] = list(plan.found)
        self.ids = Ids()
        self.used: set[str] = set()
        self.former: set[str] = set()
        language = self._own_language()
        self.offered = (language, *(one for one in LANGUAGES if one != language and one in plan.texts.translations))
        self.desk = Desk(root, language, self.offered, self.found, today)
        self.addresses = {
            f"{plan.folder.name}/{module.folder.name}/{lesson.file.name}": (
                f"{ADDRESS}/{plan.slug}/{module.slug}/{lesson.slug}"
            )
            for module in plan.modules
            for lesson in module.lessons
        }

    def _own_language(self) -> str:
        """The language course.md names, read before anything else; Korean when it cannot be read."""
        quiet = Desk(self.root, LANGUAGES[0], LANGUAGES[:1], [])
        manuscript = read_manuscript(self.plan.texts, CourseFront, quiet)
        return manuscript.front.language if manuscript and manuscript.front else LANGUAGES[0]

    def around(self, *folders: str, address: str = "") -> Around:
        """What pages in a folder of this course know of the world, by language."""
        path = PurePosixPath(self.plan.folder.name, *folders)
        where = "/".join(filter(None, (ADDRESS, self.plan.slug, address)))

        def of(language: str) -> Surroundings:
            return Surroundings(language, self.directory, self.facts, self.root, path, where, self.addresses, self.used)

        return of

    def load(self) -> Course | None:
        """The course, or None when its own page cannot be used; look into `found` before serving it."""
        modules = [self.module(one) for one in self.plan.modules]
        sheets = {name: self.sheet(name, texts) for name, texts in self.plan.sheets.items()}
        everywhere = Desk(self.root, self.desk.language, LANGUAGES, self.found, self.desk.today)
        manuscript = read_manuscript(self.plan.texts, CourseFront, everywhere)
        if not manuscript:
            return None
        html = write(manuscript, self.around(), self.desk, "plain")
        front = manuscript.front
        if not front:
            return None
        served = tuple(one for one in modules if one)
        lint.old_law(front.law_as_of, self.desk.today, *manuscript.where("law_as_of"), manuscript.faults)
        self.check_formerly(manuscript, front.formerly, {self.plan.slug}, set())
        if lint.UNDER_19 & set(front.audience):
            self.warn_of_missing_help(served)
        parts = [manuscript.digest, *(one.digest for one in served)]
        return Course(
            slug=self.plan.slug,
            language=self.desk.language,
            languages=self.offered,
            title=manuscript.text("title"),
            summary=manuscript.text("summary"),
            html=html,
            audience=tuple(front.audience),
            minutes=front.minutes,
            duties=tuple(front.duties),
            face_to_face=FaceToFace(front.face_to_face),
            law_as_of=front.law_as_of,
            reviewed=front.reviewed,
            licence=front.licence,
            revision=front.revision,
            modules=served,
            digest=digest_of(parts),
            formerly=tuple(front.formerly),
            session=sheets.get("session"),
            letter=sheets.get("letter"),
        )

    def module(self, plan: ModulePlan) -> Module | None:
        """One module; its lessons are looked at even when its own page cannot be used."""
        around = self.around(plan.folder.name, address=plan.slug)
        manuscript = read_manuscript(plan.texts, ModuleFront, self.desk)
        front = manuscript.front if manuscript else None
        noted = bool(front and front.content_note)
        slugs: tuple[set[str], set[str]] = {one.slug for one in plan.lessons}, set()
        lessons = [self.lesson(one, around, slugs, noted=noted) for one in plan.lessons]
        quiz = self.quiz(plan.quiz, manuscript, around) if plan.quiz else None
        served = tuple(one for one in lessons if one)
        html = write(manuscript, around, self.desk, "plain") if manuscript else {}
        for file in plan.media:
            self.check_media(file)
        if not manuscript or not front:
            return None
        self.check_formerly(manuscript, front.formerly, {one.slug for one in self.plan.modules}, self.former)
        length = sum(max(one.measured, 1.0) for one in served) + (
            minutes.of_quiz(quiz, self.desk.language) if quiz else 0
        )
        lint.claimed_minutes(front.minutes, length, *manuscript.where("minutes"), manuscript.faults)
        return Module(
            slug=plan.slug,
            number=plan.number,
            title=manuscript.text("title"),
            summary=manuscript.text("summary"),
            html=html,
            minutes=front.minutes,
            content_note=manuscript.text("content_note"),
            optional=front.optional,
            lessons=served,
            quiz=quiz,
            digest=digest_of([manuscript.digest, [one.digest for one in served], quiz.digest if quiz else ""]),
            formerly=tuple(front.formerly),
        )

    def lesson(self, texts: Texts, around: Around, slugs: tuple[set[str], set[str]], *, noted: bool) -> Lesson | None:
        """One lesson, or None when its front matter cannot be used.

        `slugs` are those of the module's lessons now and formerly; `noted`: the module has a content note.
        """
        manuscript = read_manuscript(texts, LessonFront, self.desk)
        if not manuscript:
            return None
        html = write(manuscript, around, self.desk)
        for check in manuscript.seen.checks:
            self.ids.take(check.id, check.line, check.column, manuscript.faults)
        front = manuscript.front
        if not front:
            return None
        self.check_page(manuscript, front.sources, front.law_as_of)
        self.check_formerly(manuscript, front.formerly, *slugs)
        length = measured(manuscript, html)
        lint.claimed_minutes(front.minutes, length, *manuscript.where("minutes"), manuscript.faults)
        names = {block.name for block in manuscript.seen.blocks}
        return Lesson(
            slug=texts.slug,
            number=texts.number,
            title=manuscript.text("title"),
            minutes=front.minutes,
            html=html,
            summary=write_summary(manuscript, around),
            content_note=manuscript.text("content_note"),
            sources=tuple(front.sources),
            law_as_of=front.law_as_of,
            sensitive=noted or bool(front.content_note) or "sensitive" in names,
            has_help="help" in names,
            digest=manuscript.digest,
            measured=round(length, 2),
            formerly=tuple(front.formerly),
        )

    def quiz(self, texts: Texts, module: Manuscript[ModuleFront] | None, around: Around) -> Quiz | None:
        """The quiz of a module, or None when an error was noted."""
        pages = self.pages(texts)
        versions = self.versions(pages, around)
        if not module or not module.front:
            build_items(versions, self.ids)
            return None
        quiz = build_quiz(versions, module.front, module.own.settings, module.faults, self.ids)
        if quiz:
            lint.longest_choice(quiz, {language: page.faults for language, page in pages.items()})
        return quiz

    def pages(self, texts: Texts) -> dict[str, Page]:
        """A quiz page and its translations, by language; the original comes first."""
        pages = {self.desk.language: self.desk.read(texts.file)}
        for language in self.offered[1:]:
            if language in texts.translations:
                pages[language] = self.desk.read(texts.translations[language])
            else:
                pages[self.desk.language].faults.add("W503", language=language)
        return pages

    def versions(self, pages: Mapping[str, Page], around: Around) -> list[Version]:
        """Every language of a quiz that keeps step with the original."""
        original = pages[self.desk.language]
        versions: list[Version] = []
        for language, page in pages.items():
            if page.whole.lines and page.whole.lines[0].rstrip() == "---":
                page.faults.add("F019")
            blocks = find_blocks(page.whole, Faults(""))
            lint.words_and_numbers(page.whole, _flat(blocks), page.faults)
            options = None
            if page is not original:
                if not keeps_step(original.whole, page.whole, page.faults, quiz=True):
                    continue
                options = inherited(find_blocks(original.whole, Faults("")), blocks, page.faults)
            for block in _flat(blocks):
                if block.name in FORBIDDEN["plain"]:
                    page.faults.add("B119", block.line, block.column, block=block.name)
            scan = scan_quiz(page.whole, page.faults, versions[0].scan.order if versions else ())
            if versions and not follow_quiz(versions[0].scan, scan, page.faults):
                continue
            versions.append(Version(language, scan, Writer(around(language), page.faults, options)))
        return versions

    def sheet(self, name: str, texts: Texts) -> Sheet | None:
        """The plan of a session or a letter; a survey is only checked."""
        manuscript = read_manuscript(texts, SheetFront, self.desk)
        if not manuscript:
            return None
        around = self.around()
        if name == "survey":
            leaf = manuscript.own
            writer = Writer(around(self.desk.language), leaf.page.faults)
            build_items(
                [Version(self.desk.language, scan_quiz(leaf.body, leaf.page.faults), writer)], self.ids, survey=True
            )
            return None
        html = write(manuscript, around, self.desk, "session" if name == "session" else "plain")
        front = manuscript.front
        if not front:
            return None
        self.check_page(manuscript, front.sources, front.law_as_of)
        return Sheet(
            title=manuscript.text("title"),
            minutes=front.minutes or 0,
            html=html,
            sources=tuple(front.sources),
            law_as_of=front.law_as_of,
            digest=manuscript.digest,
        )

    def check_page(self, manuscript: Manuscript[Front], sources: Sequence[str], law_as_of: date | None) -> None:
        """The sources of a page are known, and its law is not old."""
        for index, fact in enumerate(sources):
            if self.facts is not None and fact not in self.facts:
                manuscript.faults.add("F020", *manuscript.where("sources", index), fact=fact)
        lint.old_law(law_as_of, self.desk.today, *manuscript.where("law_as_of"), manuscript.faults)

    def check_formerly(
        self, manuscript: Manuscript[Front], formerly: Sequence[str], current: Container[str], former: set[str]
    ) -> None:
        """A former slug is neither in use now nor claimed by two; `former` gathers those of its neighbours."""
        for index, slug in enumerate(formerly):
            if slug in current or slug in former:
                manuscript.faults.add("C016", *manuscript.where("formerly", index), slug=slug)
            former.add(slug)

    def check_media(self, file: Path) -> None:
        """Warn of a media file that no page names."""
        path = file.relative_to(self.root).as_posix()
        if path not in self.used:
            faults = Faults(f"{self.root.name}/{path}", found=self.found)
            faults.add("W509", name=file.name)

    def warn_of_missing_help(self, modules: Iterable[Module]) -> None:
        """Young learners find help in every module."""
        folders = {one.slug: one.texts.file for one in self.plan.modules}
        for module in modules:
            if not any(lesson.has_help for lesson in module.lessons):
                path = folders[module.slug].relative_to(self.root).as_posix()
                Faults(f"{self.root.name}/{path}", found=self.found).add("W508")


def _flat(blocks: Iterable[Block]) -> list[Block]:
    return [one for block in blocks for one in block.inside()]
