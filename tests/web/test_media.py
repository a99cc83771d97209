"""Pictures, captions, sound and film: what a page names, to those who may read the page, and nothing else."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import pytest
from flask import Flask

from courses.catalog.loader import load_catalog
from courses.catalog.surroundings import CAPTIONS, FILMS, PICTURES, SOUNDS
from courses.foundation.settings import ROOT
from courses.web.media import KINDS
from tests.browsing import Browser
from tests.builders import School, assign
from tests.catalog.small_files import MP4, png, svg

Open = Callable[[str], Browser]
FIRST = "/learn/tiny/first/media"
FILES = {
    "tiny/01-first/media/moon.svg": svg("<circle/>"),
    "tiny/01-first/media/moon.en.svg": svg(),
    "tiny/01-first/media/film.mp4": MP4,
    "tiny/01-first/media/film.vtt": b"WEBVTT",
    "tiny/01-first/media/words.txt": b"What is said.",
    "tiny/01-first/media/hidden.png": png(),
    "tiny/media/letter.png": png(),
    "tiny/letter.md": "---\ntitle: 편지\n---\n![그림](media/letter.png)\n".encode(),
    "tiny/letter.en.md": b"---\ntitle: Letter\n---\n![Picture](media/letter.png)\n",
}
FILM = "/// media | {}\n    src: media/film.mp4\n    captions: media/film.vtt\n    transcript: media/words.txt\n///\n"


@pytest.fixture
def content(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The tiny course with pictures and a film."""
    root = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "content" / "tiny", root)
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(text)
    for language, name in (("", "moon"), (".en", "moon.en")):
        lesson = root / f"tiny/01-first/01-one{language}.md"
        lesson.write_text(f"{lesson.read_text('utf-8')}\n![달](media/{name}.svg)\n\n{FILM.format('영상')}", "utf-8")
    usual = app.extensions["catalog"]
    app.extensions["catalog"] = load_catalog(root)
    yield root
    app.extensions["catalog"] = usual


@pytest.fixture
def learner(content: Path, school: School, browse: Open) -> Browser:
    assign(school)
    return browse("first1")


def test_a_file_is_sent_as_what_its_name_says(learner: Browser) -> None:
    kinds = {
        name: learner.get(f"{FIRST}/{name}").headers["Content-Type"] for name in ("moon.svg", "film.mp4", "film.vtt")
    }
    assert kinds == {
        "moon.svg": "image/svg+xml; charset=utf-8",
        "film.mp4": "video/mp4",
        "film.vtt": "text/vtt; charset=utf-8",
    }
    assert set(KINDS) == PICTURES | SOUNDS | FILMS | CAPTIONS


def test_a_drawing_has_no_script_and_no_origin(learner: Browser) -> None:
    answer = learner.get(f"{FIRST}/moon.svg")
    assert answer.headers.getlist("Content-Security-Policy") == [
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    ]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_other_files_carry_the_policy_of_every_answer_and_nothing_is_kept(learner: Browser) -> None:
    answer = learner.get(f"{FIRST}/film.mp4")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert (answer.headers["Cache-Control"], answer.headers.get("ETag")) == ("no-store", None)


def test_a_film_can_be_read_in_parts(learner: Browser) -> None:
    answer = learner.get(f"{FIRST}/film.mp4", headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.data) == (206, MP4[2:5])


def test_a_translation_names_a_picture_of_its_own(learner: Browser) -> None:
    assert learner.get(f"{FIRST}/moon.en.svg").status_code == 200
    assert 'src="/learn/tiny/first/media/moon.svg"' in learner.get("/learn/tiny/first/one").text
    learner.post("/language", {"lang": "en"})
    assert 'src="/learn/tiny/first/media/moon.en.svg"' in learner.get("/learn/tiny/first/one").text


@pytest.mark.parametrize("name", ["hidden.png", "words.txt", "none.png", "module.md", "..%2Fmodule.md", ".."])
def test_what_no_page_shows_is_not_there(learner: Browser, name: str) -> None:
    assert learner.get(f"{FIRST}/{name}").status_code == 404


def test_a_file_that_has_gone_or_became_a_link_is_not_there(learner: Browser, content: Path) -> None:
    (content / "tiny/01-first/media/film.vtt").unlink()
    film = content / "tiny/01-first/media/film.mp4"
    film.unlink()
    film.symlink_to("/etc/hostname")
    assert [learner.get(f"{FIRST}/{name}").status_code for name in ("film.vtt", "film.mp4")] == [404, 404]


def test_a_module_is_needed_to_see_its_pictures(content: Path, school: School, browse: Open) -> None:
    statuses = {name: browse(name).get(f"{FIRST}/moon.svg").status_code for name in ("", "second1", "teacher")}
    assert statuses == {"": 303, "second1": 403, "teacher": 200}


def test_pictures_of_a_letter_are_for_those_who_take_the_course(learner: Browser, browse: Open) -> None:
    url = "/learn/tiny/-/media/letter.png"
    assert [one.get(url).status_code for one in (learner, browse("second1"), browse("teacher"))] == [200, 403, 200]
    assert learner.get("/learn/tiny/-/media/none.png").status_code == 404


def test_a_course_without_media_has_none(school: School, browse: Open, app: Flask) -> None:
    assert app.extensions["catalog"].courses["tiny"].modules[0].media == MappingProxyType({})
    assert browse("teacher").get(f"{FIRST}/moon.svg").status_code == 404
