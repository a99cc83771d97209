"""A course without its modules: its own page, the session plan, the letter and the survey."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from courses.catalog import lint
from courses.catalog.items import Item, Quiz
from courses.catalog.manuscripts import write
from courses.catalog.parts import Part, spot
from courses.catalog.plan import Texts
from courses.catalog.quizzes import Contents, build_items
from courses.catalog.scanner import RawItem
from courses.catalog.schemas import CourseFront, SheetFront
from courses.catalog.structure import Course, Sheet, Survey
from courses.catalog.versions import digest_of, sealed
from courses.catalog.workbench import Workbench
from courses.foundation.vocabulary import LANGUAGES, AttemptKind, FaceToFace, FeedbackTime, ItemType, Order, Publishing

KINDS = (AttemptKind.PRE, AttemptKind.POST, AttemptKind.FOLLOW_UP)
SURVEY = "survey"
NO_MODULE = "-"
"""Stands for the module in the addresses of media that belong to no module; no slug looks like this."""


class FrontLoader(Workbench):
    """Builds the course page and its sheets."""

    def load(self) -> Part:
        """The course, its modules still to come; without it where its own page cannot be used."""
        sheets = {name: self.sheet(name, texts) for name, texts in self.job.sheets.items() if name != SURVEY}
        survey = self.survey(self.job.sheets[SURVEY]) if SURVEY in self.job.sheets else None
        manuscript = self.read(self.job.texts, CourseFront, self.desk_for(LANGUAGES))
        if not manuscript:
            return self.notes.part()
        html = write(manuscript, self.around(self.job.texts.file, NO_MODULE), self.desk, "plain")
        front = manuscript.front
        if not front:
            return self.notes.part()
        self.note_law(manuscript, front.law_as_of)
        self.notes.claimed = spot(str(front.minutes), *manuscript.where("minutes"), manuscript.faults)
        course = Course(
            slug=self.setting.slug,
            language=self.setting.language,
            languages=self.setting.offered,
            title=manuscript.text("title"),
            summary=manuscript.text("summary"),
            html=html,
            audience=tuple(front.audience),
            minutes=front.minutes,
            duties=tuple(front.duties),
            face_to_face=FaceToFace(front.face_to_face),
            law_as_of=manuscript.law_as_of(front.law_as_of),
            reviewed=front.reviewed,
            licence=front.licence,
            revision=front.revision,
            modules=(),
            digest=manuscript.digest,
            formerly=tuple(front.formerly),
            session=sheets.get("session"),
            letter=sheets.get("letter"),
            survey=survey,
            media=self.shown(),
            state=Publishing(front.state),
        )
        return self.notes.part(course=course, formerly=self.former(manuscript, front.formerly))

    def sheet(self, name: str, texts: Texts) -> Sheet | None:
        """The plan of a session or a letter."""
        manuscript = self.read(texts, SheetFront, self.desk)
        if not manuscript:
            return None
        html = write(
            manuscript, self.around(texts.file, NO_MODULE), self.desk, "session" if name == "session" else "plain"
        )
        front = manuscript.front
        if not front:
            return None
        self.check_page(manuscript, front.sources, front.law_as_of)
        return Sheet(
            title=manuscript.text("title"),
            minutes=front.minutes or 0,
            html=html,
            sources=tuple(front.sources),
            law_as_of=manuscript.law_as_of(front.law_as_of),
            digest=manuscript.digest,
        )

    def survey(self, texts: Texts) -> Survey | None:
        """The survey, or None when its front matter cannot be used."""
        manuscript = self.read(texts, SheetFront, self.desk)
        if not manuscript:
            return None
        bodies = {language: (leaf.body, leaf.page.faults) for language, leaf in manuscript.leaves.items()}
        versions = self.versions(bodies, self.around(texts.file, NO_MODULE))
        raws = {one.attributes.id: one for one in versions[0].scan.items}
        for one in versions[0].scan.items:
            if "scale" not in one.attributes.values and not _kinds(one):
                manuscript.faults.add("I229", one.line, one.attributes.column, item=one.attributes.id)
        contents = build_items(versions, self.notes.ids, survey=True)
        items = contents.items
        if not items:
            manuscript.faults.add("I221", manuscript.own.body.first)
        knowledge = [one for one in items if one.type is not ItemType.SCALE]
        lint.longest_choice(knowledge, {language: faults for language, (_, faults) in bodies.items()})
        if not manuscript.front:
            return None
        self.check_page(manuscript, manuscript.front.sources, manuscript.front.law_as_of)
        return Survey(
            title=manuscript.text("title"),
            intro=contents.intro,
            quizzes=_by_kind(knowledge, raws, contents),
            scales=tuple(one for one in items if one.type is ItemType.SCALE),
            digest=digest_of([manuscript.digest, SURVEY]),
        )


def _kinds(raw: RawItem) -> list[AttemptKind]:
    return [kind for kind in KINDS if kind.value in raw.attributes.marks]


def _by_kind(knowledge: Sequence[Item], raws: Mapping[str, RawItem], contents: Contents) -> Mapping[AttemptKind, Quiz]:
    """A quiz for each kind that some item is marked with."""
    quizzes = {}
    for kind in KINDS:
        items = tuple(one for one in knowledge if kind in _kinds(raws[one.id]))
        if items:
            quiz = Quiz(
                items=items,
                draw=MappingProxyType({}),
                pass_mark=0,
                attempts=1,
                order=Order.FIXED,
                feedback=FeedbackTime.ON_SUBMIT,
                intro=contents.intro,
                after=contents.after,
                digest="",
            )
            quizzes[kind] = sealed(quiz)
    return MappingProxyType(quizzes)
