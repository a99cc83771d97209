"""Attempts to run a script from what an author writes, each calling the probe `__x` with its own number."""

import re
from base64 import b64encode
from dataclasses import dataclass

from tests.browser import payloads_html as html
from tests.browser import payloads_markdown as markdown

CODED = re.compile(r"B64\{(.*)\}")


@dataclass(frozen=True, slots=True)
class Payload:
    """One attempt: its number, the family it belongs to and its text."""

    number: int
    family: str
    text: str

    @property
    def line(self) -> str:
        """The text on a single line, for places that hold one."""
        return " ".join(self.text.splitlines())

    @property
    def name(self) -> str:
        """The text as a name that a file can have: no slash, not longer than file systems allow."""
        return self.line.replace("/", "\\").encode()[:120].decode("utf-8", "ignore").strip() + f" {self.number}"


def payloads() -> tuple[Payload, ...]:
    """All attempts, numbered from 1; every text stands once."""
    families = {
        "script elements": html.scripts(),
        "event handlers": html.handlers(),
        "SVG and MathML": html.foreign(),
        "mutations": html.mutations(),
        "comments and declarations": html.comments(),
        "styles, frames, forms, refreshes": html.carriers(),
        "Markdown and templates": markdown.tricks(),
    }
    made = [(family, text) for family, texts in families.items() for text in texts] + list(markdown.linked())
    return tuple(Payload(number, family, armed(text, number)) for number, (family, text) in enumerate(made, 1))


def armed(text: str, number: int) -> str:
    """The shape with the call of the probe in it."""
    called = text.replace("RUN", f"__x({number})")
    return CODED.sub(lambda found: b64encode(found[1].encode()).decode(), called)
