"""What building any part of a course needs: its files, its surroundings, and the checks that all pages share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType

from courses.catalog import lint
from courses.catalog.front_matter import Front
from courses.catalog.manuscripts import Around, Desk, Manuscript, forbid, read_manuscript
from courses.catalog.markdown import IDS, Writer
from courses.catalog.numbering import NUMBERED, UNNUMBERED
from courses.catalog.pages import Excerpt, Faults
from courses.catalog.parts import Job, Notes, Spot, spot
from courses.catalog.places import Block, find_blocks
from courses.catalog.plan import Texts
from courses.catalog.quizzes import Version, look_apart, look_through
from courses.catalog.scanner import scan_quiz
from courses.catalog.structure import Html
from courses.catalog.surroundings import ADDRESS, TRANSCRIPTS, Surroundings
from courses.catalog.translation import follow_quiz, inherited, keeps_step, likely, own_faults
from courses.catalog.turns import working_on

Bodies = Mapping[str, tuple[Excerpt, Faults]]
"""A page with items in each language, the original first, and where its faults are noted."""


class Workbench:
    """The tools for one job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.setting = job.setting
        self.notes = Notes()
        self.desk = self.desk_for(job.setting.offered)

    def desk_for(self, languages: Sequence[str]) -> Desk:
        """A desk on which translations into these languages are expected."""
        return Desk(self.setting.root, self.setting.language, languages, self.job.files, self.notes)

    def read(self, texts: Texts, model: type[Front], desk: Desk) -> Manuscript[Front] | None:
        """A text with its translations; see `read_manuscript`."""
        return read_manuscript(texts, model, desk)

    def around(self, file: str, *address: str) -> Around:
        """What pages beside this file know of the world, by language; `address` says whose media they show."""
        folder = PurePosixPath(file).parent
        where = "/".join((ADDRESS, self.setting.slug, *address))

        def of(language: str) -> Surroundings:
            return Surroundings(
                language=language,
                help=self.setting.help,
                facts=self.setting.facts,
                path=folder,
                address=where,
                lessons=self.setting.addresses,
                media_files=self.job.media,
                files=self.job.files,
                used=self.notes.used,
                linked=self.notes.linked,
                lines=NUMBERED if self.job.numbered else UNNUMBERED,
            )

        return of

    def versions(self, bodies: Bodies, around: Around) -> list[Version]:
        """Every language of a page with items that keeps step with the original."""
        original = bodies[self.setting.language][0]
        versions: list[Version] = []
        for language, (body, faults) in bodies.items():
            working_on(faults.path)
            blocks = find_blocks(body, Faults(""))
            lint.words_and_numbers(body, _flat(blocks), faults)
            options = None
            if body is not original:
                if not keeps_step(original, body, faults, quiz=True):
                    noted = Faults(faults.path, faults.lines)
                    writer = Writer(around(language), noted, likely(original, body))
                    forbid(_flat(find_blocks(body, noted)), "plain", noted)
                    look_apart(Version(language, scan_quiz(body, noted, versions[0].scan.order), writer))
                    faults.found += own_faults(noted.found)
                    continue
                options = inherited(find_blocks(original, Faults("")), blocks, faults)
            forbid(_flat(blocks), "plain", faults)
            scan = scan_quiz(body, faults, versions[0].scan.order if versions else ())
            version = Version(language, scan, Writer(around(language), faults, options))
            if versions and not follow_quiz(versions[0].scan, scan, faults):
                if versions[0].scan.order == scan.order:
                    look_through(version)
                continue
            versions.append(version)
        return versions

    def note_page(self, html: Html, *address: str) -> None:
        """The page of that address in every language it is written in, and the places on it, for links from others."""
        where = "/".join((ADDRESS, self.setting.slug, *address))
        for language, text in html.items():
            self.notes.pages.add(f"{language} {where}")
            self.notes.pages.update(f"{language} {where}#{one}" for one in IDS.findall(text))

    def check_page(self, manuscript: Manuscript[Front], sources: Sequence[str], law_as_of: date | None) -> None:
        """The sources of a page are known; the date of its law is noted."""
        for index, fact in enumerate(sources):
            if self.setting.facts is not None and fact not in self.setting.facts:
                manuscript.faults.add("F020", *manuscript.where("sources", index), fact=fact)
        self.note_law(manuscript, law_as_of)

    def note_law(self, manuscript: Manuscript[Front], law_as_of: date | None) -> None:
        """The date of a page's law, to be judged on the day of loading."""
        if law_as_of:
            place = manuscript.where("law_as_of")
            self.notes.laws.append(spot(law_as_of.isoformat(), *place, manuscript.faults))

    def former(self, manuscript: Manuscript[Front], formerly: Sequence[str]) -> tuple[Spot, ...]:
        """The former slugs of a page where they stand."""
        places = [manuscript.where("formerly", index) for index in range(len(formerly))]
        return tuple(spot(slug, *place, manuscript.faults) for slug, place in zip(formerly, places, strict=True))

    def shown(self) -> Mapping[str, str]:
        """The media that the pages show, by file name; transcripts are on the page itself."""
        files = [PurePosixPath(one) for one in sorted(self.notes.used)]
        return MappingProxyType({one.name: str(one) for one in files if one.suffix.lower() not in TRANSCRIPTS})


def _flat(blocks: Iterable[Block]) -> list[Block]:
    return [one for block in blocks for one in block.inside()]
