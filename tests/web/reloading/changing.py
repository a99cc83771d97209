"""Changes to a content folder that a site serves, and the command that makes it read them."""

import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.browsing import Browser

READ = "tiny/02-second/01-three.md"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
COLON = ("checked:", "checked：")
Open = Callable[[str], Browser]


def change(content: Path, old: str, new: str) -> None:
    text = (content / READ).read_text("utf-8")
    assert old in text
    (content / READ).write_text(text.replace(old, new), "utf-8")


def reload(site: Flask, language: str = "en") -> tuple[int, str]:
    with site.app_context():
        result = site.test_cli_runner().invoke(args=["content", "reload", "--lang", language])
    return result.exit_code, result.output


def rename(content: Path, old: str, new: str, formerly: str) -> None:
    """Give a course another name and write down those it had before."""
    (content / old).rename(content / new)
    page = content / new / "course.md"
    lines = [one for one in page.read_text("utf-8").splitlines(keepends=True) if not one.startswith("formerly")]
    page.write_text("".join([lines[0], f"formerly: [{formerly}]\n", *lines[1:]]), "utf-8")


def break_help(content: Path) -> None:
    file = content / "help.yaml"
    file.write_text(file.read_text("utf-8").replace(*COLON, 1), "utf-8")
