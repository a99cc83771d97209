"""Parts for a preview: what has errors is built as far as it goes, with line numbers left in its text.

What such a part says of faults means nothing; that is the business of the parts that are published. Its `ids` tell
where things begin.
"""

from pydantic import ValidationError

from courses.catalog.front_loader import FrontLoader
from courses.catalog.front_matter import Front
from courses.catalog.items import Quiz
from courses.catalog.manuscripts import Around, Desk, Leaf, Manuscript
from courses.catalog.module_loader import ModuleLoader
from courses.catalog.pages import Excerpt, Faults, Page
from courses.catalog.parts import ITEM, LESSON, QUIZ, Part, Spot
from courses.catalog.plan import Texts
from courses.catalog.quizzes import Version, build_items, quiz_of
from courses.catalog.schemas import LessonFront, ModuleFront
from courses.catalog.short_form import Chapter
from courses.catalog.strict_yaml import Settings
from courses.catalog.structure import Lesson
from courses.catalog.workbench import Bodies, Workbench

SPARE = {"title": "–", "summary": "–", "minutes": 1, "language": "ko", "audience": ["everyone"]}
"""What stands in for front matter that is missing or cannot be used."""


def spare(model: type[Front], settings: Settings, title: str) -> Front:
    """The front matter without the keys that have errors."""
    offered = {**SPARE, "title": title}
    needed = {name: offered[name] for name, one in model.model_fields.items() if one.is_required()}
    try:
        return model.model_validate({**needed, **settings.values})
    except ValidationError as error:
        wrong = {one["loc"][0] for one in error.errors()}
    return model.model_validate({**needed, **{name: v for name, v in settings.values.items() if name not in wrong}})


def mended(manuscript: Manuscript[Front], model: type[Front], title: str) -> None:
    """Give a manuscript front matter where it has none that can be used."""
    if manuscript.front is None:
        manuscript.front = front = spare(model, manuscript.own.settings, title)
        for name in ("title", "summary", "content_note"):
            setattr(manuscript.own, name, getattr(front, name, ""))


class Proof(Workbench):
    """What previews of modules and of courses have in common."""

    def read(self, texts: Texts, model: type[Front], desk: Desk) -> Manuscript[Front]:
        """A text, with spare front matter where its own cannot be used, and empty where there is none."""
        manuscript = super().read(texts, model, desk)
        if manuscript is None:
            path = f"{desk.root}/{texts.file}"
            leaf = Leaf(Page(path, Excerpt(), Faults(path)), Excerpt(), Settings())
            manuscript = Manuscript(None, desk.language, {desk.language: leaf}, "")
        mended(manuscript, model, texts.slug)
        return manuscript

    def versions(self, bodies: Bodies, around: Around) -> list[Version]:
        """Every language that keeps step; where its sections begin is noted."""
        versions = super().versions(bodies, around)
        for one in versions:
            path = one.writer.faults.path
            lines = [item.line for item in one.scan.items] + [heading.first for heading, _ in one.scan.after.values()]
            self.notes.places += [Spot(ITEM, path, line, 1) for line in sorted(lines)]
        return versions

    def placed(self, part: Part) -> Part:
        """The part with the places of what it holds."""
        return Part(part.module, part.course, ids=tuple(self.notes.places))


class FrontProof(Proof, FrontLoader):
    """A course without its modules."""

    def load(self) -> Part:
        """The course, whatever is wrong with it."""
        return self.placed(super().load())


class ModuleProof(Proof, ModuleLoader):
    """A module."""

    def load(self) -> Part:
        """The module, whatever is wrong with it."""
        return self.placed(super().load())

    def chapter(self, chapter: Chapter, number: int, *, noted: bool) -> Lesson | None:
        """A lesson of the short form; where it begins is noted."""
        for leaf in chapter.manuscript.leaves.values():
            self.notes.places.append(Spot(f"{LESSON} {chapter.slug}", leaf.page.path, leaf.settings.start[0], 1))
        return super().chapter(chapter, number, noted=noted)

    def lesson(
        self, manuscript: Manuscript[LessonFront], slug: str, number: int, *, noted: bool, claimed: bool = True
    ) -> Lesson | None:
        """One lesson."""
        mended(manuscript, LessonFront, slug)
        return super().lesson(manuscript, slug, number, noted=noted, claimed=claimed)

    def quiz(self, bodies: Bodies, module: Manuscript[ModuleFront] | None) -> Quiz | None:
        """The items that can be asked."""
        if self.plan.short:
            self.notes.places += [Spot(QUIZ, faults.path, body.first - 1, 1) for body, faults in bodies.values()]
        versions = self.versions(bodies, self.pages)
        front = module.front if module else None
        return quiz_of(build_items(versions, []), front) if front else None
