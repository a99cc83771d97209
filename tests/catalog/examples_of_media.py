"""What authors get wrong with pictures, sound and captions: changes to the tiny course, and the place to be named."""

from tests.catalog.small_files import SMALL, jpeg, png, svg
from tests.catalog.writing import LESSON, Change, monolingual

READ = "tiny/02-second/01-three.md"
MEDIA = "tiny/02-second/media"
SOUND = "/// media | 소리\n    src: media/a.mp3\n    captions: media/a.vtt\n///\n"


def picture(name: str, content: bytes) -> dict[str, Change]:
    """A lesson that shows a picture of this content."""
    return monolingual({READ: f"{LESSON}![그림](media/{name})\n", f"{MEDIA}/{name}": content})


def captions(content: bytes) -> dict[str, Change]:
    """A lesson with sound and captions of this content."""
    return monolingual({READ: LESSON + SOUND, f"{MEDIA}/a.mp3": SMALL[".mp3"], f"{MEDIA}/a.vtt": content})


OF_MEDIA: list[tuple[str, dict[str, Change], str]] = [
    ("C007", captions("WEBVTT\n\n말".encode("cp949")), f"{MEDIA}/a.vtt:3:1"),
    ("C022", picture("a.svg", svg("<g/>" * 300_000)), f"{MEDIA}/a.svg:1:1"),
    ("C022", captions(b"WEBVTT\n" + b"x" * 300_000), f"{MEDIA}/a.vtt:1:1"),
    ("C023", picture("a.png", png(9000, 6000)), f"{MEDIA}/a.png:1:1"),
    ("C024", picture("a.png", jpeg()), f"{MEDIA}/a.png:1:1"),
    ("C024", picture("a.svg", svg("\n<g>")), f"{MEDIA}/a.svg:2:6"),
    ("C024", captions(b"1\n00:00"), f"{MEDIA}/a.vtt:1:1"),
    ("C025", picture("a.gif", b""), f"{MEDIA}/a.gif:1:1"),
    ("C026", picture("a.svg", svg("\n<script>1</script>")), f"{MEDIA}/a.svg:2:1"),
]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
