"""One module out of its files, written as a folder or in the short form."""

from collections.abc import Sequence

from courses.catalog import lint, minutes
from courses.catalog.emptiness import nothing
from courses.catalog.items import Quiz
from courses.catalog.manuscripts import Manuscript, measured, read_manuscript, write, write_summary
from courses.catalog.parts import Job, Part, in_use, spot
from courses.catalog.plan import ModulePlan, Texts
from courses.catalog.quizzes import build_items, build_quiz
from courses.catalog.schemas import LessonFront, ModuleFront
from courses.catalog.short_form import Chapter, take_apart
from courses.catalog.structure import Lesson, Module
from courses.catalog.versions import digest_of
from courses.catalog.workbench import Bodies, Workbench


class ModuleLoader(Workbench):
    """Builds one module; what is wrong is noted, whether it can be served or not."""

    def __init__(self, job: Job, plan: ModulePlan) -> None:
        super().__init__(job)
        self.plan = plan
        self.pages = self.around(plan.texts.file, plan.slug)

    def load(self) -> Part:
        """The module; its lessons are looked at even when its own page cannot be used."""
        manuscript = self.read(self.plan.texts, ModuleFront, self.desk)
        if self.plan.short:
            lessons, quiz = self.from_one_file(manuscript) if manuscript else ([], None)
        else:
            lessons, quiz = self.from_folder(manuscript)
        html = write(manuscript, self.pages, self.desk, "plain") if manuscript else {}
        self.note_page(html, self.plan.slug)
        if not manuscript or not manuscript.front:
            return self.notes.part()
        front = manuscript.front
        length = sum((max(one.measured, 1.0) for one in lessons), 0.0)
        length += minutes.of_quiz(quiz, self.setting.language) if quiz else 0
        lint.claimed_minutes(front.minutes, length, *manuscript.where("minutes"), manuscript.faults)
        module = Module(
            slug=self.plan.slug,
            number=self.plan.number,
            title=manuscript.text("title"),
            summary=manuscript.text("summary"),
            html=html,
            minutes=front.minutes,
            content_note=manuscript.text("content_note"),
            optional=front.optional,
            lessons=tuple(lessons),
            quiz=quiz,
            digest=digest_of([manuscript.digest, [one.digest for one in lessons], quiz.digest if quiz else ""]),
            formerly=tuple(front.formerly),
            media=self.shown(),
            law_as_of=manuscript.law_as_of(),
            measured=length,
        )
        return self.notes.part(module=module, formerly=self.former(manuscript, front.formerly))

    def from_folder(self, module: Manuscript[ModuleFront] | None) -> tuple[list[Lesson], Quiz | None]:
        """The lessons and the quiz of a module whose texts are files of their own."""
        noted = _noted(module)
        manuscripts = [(one, read_manuscript(one, LessonFront, self.desk)) for one in self.plan.lessons]
        lessons = [
            self.lesson(manuscript, texts.slug, texts.number, noted=noted)
            for texts, manuscript in manuscripts
            if manuscript
        ]
        self.check_former([one for _, one in manuscripts if one], {one.slug for one in self.plan.lessons})
        quiz = self.quiz(self.quiz_pages(self.plan.quiz), module) if self.plan.quiz else None
        return [one for one in lessons if one], quiz

    def from_one_file(self, module: Manuscript[ModuleFront]) -> tuple[list[Lesson], Quiz | None]:
        """The same for the short form."""
        chapters, asked = take_apart(module)
        if not chapters:
            module.faults.add("C013")
        lessons = [self.chapter(one, number, noted=_noted(module)) for number, one in enumerate(chapters, 1)]
        self.check_former([one.manuscript for one in chapters], {one.slug for one in chapters})
        bodies = {language: (one.body, module.leaves[language].page.faults) for language, one in asked.items()}
        return [one for one in lessons if one], self.quiz(bodies, module) if bodies else None

    def chapter(self, chapter: Chapter, number: int, *, noted: bool) -> Lesson | None:
        """A lesson of the short form."""
        return self.lesson(chapter.manuscript, chapter.slug, number, noted=noted, claimed=chapter.claimed)

    def lesson(
        self, manuscript: Manuscript[LessonFront], slug: str, number: int, *, noted: bool, claimed: bool = True
    ) -> Lesson | None:
        """One lesson, or None when its front matter cannot be used.

        `noted`: the module has a content note. `claimed`: its author says how long it takes; else it is measured.
        """
        html = write(manuscript, self.pages, self.desk)
        self.note_page(html, self.plan.slug, slug)
        for language, leaf in manuscript.leaves.items():
            # where there is text and no HTML at all, other findings tell why
            empty = leaf.body.blank or (html.get(language) and nothing(html[language]))
            if empty and leaf.settings.values:
                leaf.page.faults.add("C040", leaf.body.first)
        for check in manuscript.seen.checks:
            self.notes.ids.append(spot(check.id, check.line, check.column, manuscript.faults))
        front = manuscript.front
        if not front:
            return None
        self.check_page(manuscript, front.sources, front.law_as_of)
        length = measured(manuscript, html)
        if claimed:
            lint.claimed_minutes(front.minutes, length, *manuscript.where("minutes"), manuscript.faults)
        names = {block.name for block in manuscript.seen.blocks}
        named = [fact for check in manuscript.seen.checks for fact in check.sources]
        return Lesson(
            slug=slug,
            number=number,
            title=manuscript.text("title"),
            minutes=front.minutes if claimed else max(1, round(length)),
            html=html,
            summary=write_summary(manuscript, self.pages),
            content_note=manuscript.text("content_note"),
            sources=tuple(dict.fromkeys([*front.sources, *named])),
            law_as_of=manuscript.law_as_of(front.law_as_of),
            sensitive=noted or bool(front.content_note) or "sensitive" in names,
            has_help="help" in names,
            digest=manuscript.digest,
            measured=round(length, 2),
            formerly=tuple(front.formerly),
        )

    def check_former(self, manuscripts: Sequence[Manuscript[LessonFront]], current: set[str]) -> None:
        """A former slug is neither in use now nor claimed by two lessons."""
        former = [spot for one in manuscripts if one.front for spot in self.former(one, one.front.formerly)]
        self.notes.found += in_use(former, current)

    def quiz_pages(self, texts: Texts) -> Bodies:
        """A quiz page and its translations."""
        own = self.desk.read(texts.file)
        pages = {self.setting.language: own}
        for language in self.setting.offered[1:]:
            if language in texts.translations:
                pages[language] = self.desk.read(texts.translations[language])
            else:
                own.faults.add("W503", language=language)
        for page in pages.values():
            if page.whole.lines and page.whole.lines[0].rstrip() == "---":
                page.faults.add("F019")
        return {language: (page.whole, page.faults) for language, page in pages.items()}

    def quiz(self, bodies: Bodies, module: Manuscript[ModuleFront] | None) -> Quiz | None:
        """The quiz of a module, or None when an error was noted."""
        versions = self.versions(bodies, self.pages)
        if not module or not module.front:
            build_items(versions, self.notes.ids)
            return None
        quiz = build_quiz(versions, module.front, module.own.settings, module.faults, self.notes.ids)
        if quiz:
            lint.longest_choice(quiz.items, {language: faults for language, (_, faults) in bodies.items()})
        return quiz


def _noted(module: Manuscript[ModuleFront] | None) -> bool:
    return bool(module and module.front and module.front.content_note)
