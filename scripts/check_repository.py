"""House rules that no bought checker knows: prints `file:line: what` for each breach and ends with 1 if any."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 300
TEXTS = {".py", ".md", ".html", ".css", ".js", ".svg", ".toml", ".txt", ".yml", ".yaml", ".sh", ".po", ".json", ".ini"}
NOT_WALKED = {".git", ".venv", "var", "node_modules"}

# Folders under which people keep their checkouts; written in pieces so that this file does not accuse itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home/[a-z]\w*|Users/\w+)/(?=\w)")
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|nosec)\b(?P<rest>.*)")
# A reason is words: what follows the codes, after a second # or a dash.
REASON = re.compile(r"(?:#|\s[-–—])\s*(?!noqa|nosec|type:)\w+")
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
HOST = re.compile(r"(?:https?:)?//(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
# A link that a person follows loads nothing, and a namespace is a name.
LINK = re.compile(r"<a\b[^>]*\bhref=\"https://[^\"]*\"", re.IGNORECASE)
NAMESPACES = {"www.w3.org"}
IN_TEMPLATES = (
    (re.compile(r"\|\s*safe\b"), "|safe (hand over Markup instead)"),
    (re.compile(r"\{%-?\s*autoescape\s+false", re.IGNORECASE), "escaping is switched off"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "style= (write a class)"),
    (re.compile(r"<style\b", re.IGNORECASE), "inline <style>"),
    (re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE), "inline <script>"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), "inline event handler"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript: address"),
)


class Breach(NamedTuple):
    """A house rule broken at a place."""

    path: str
    line: int
    what: str


def line_of(text: str, position: int) -> int:
    """Return the line, from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1


def hidden_imports(path: str, tree: ast.Module, lines: list[str]) -> Iterator[Breach]:
    """Yield each import inside a function that has no reason beside it."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(outer):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    comment = lines[(inner.end_lineno or inner.lineno) - 1].partition("#")[2]
                    if not re.sub(r"noqa:?[\w\s,]*|PLC0415", "", comment).strip(" #-"):
                        yield Breach(path, inner.lineno, "import inside a function without its reason beside it")


def python_breaches(path: str, text: str) -> Iterator[Breach]:
    """Yield what breaks the rules for Python files: length, empty rooms, hidden imports, silence without a reason."""
    lines = text.splitlines()
    tree = ast.parse(text, path)
    if path.startswith("courses/") and len(lines) > LONGEST:
        yield Breach(path, len(lines), f"{len(lines)} lines, at most {LONGEST}")
    if path.endswith("__init__.py") and (len(tree.body) != 1 or ast.get_docstring(tree) is None):
        yield Breach(path, 1, "__init__.py holds a docstring and nothing else")
    if not path.startswith("migrations/") and tree.body and ast.get_docstring(tree) is None:
        yield Breach(path, 1, "a module opens with one sentence")
    yield from hidden_imports(path, tree, lines)
    for number, line in enumerate(lines, 1):
        silenced = SILENCED.search(line)
        if silenced and not REASON.search(silenced["rest"]):
            yield Breach(path, number, "a check is silenced without a reason beside it")


def page_breaches(path: str, text: str) -> Iterator[Breach]:
    """Yield what breaks the rules for templates and static files: nothing from outside, nothing inline."""
    blanked = LINK.sub(lambda link: " " * len(link[0]), text)
    for found in HOST.finditer(blanked):
        if found["host"].lower() not in NAMESPACES:
            yield Breach(path, line_of(text, found.start()), f"outside host {found['host']}")
    if path.startswith("templates/"):
        for pattern, what in IN_TEMPLATES:
            yield from (Breach(path, line_of(text, found.start()), what) for found in pattern.finditer(text))


def is_licence(path: str) -> bool:
    """Tell whether a file is a text that came with somebody else's work."""
    name = Path(path).name.lower()
    return name.startswith(("licen", "copying", "notice", "ofl", "readme")) or name.endswith((".licence", ".license"))


def breaches(path: str, text: str) -> Iterator[Breach]:
    """Yield every breach in one file of the repository."""
    vendored = "/vendor/" in path
    if not vendored and not is_licence(path):
        for pattern, what in ((MACHINE_PATH, "path of one machine"), (UNFINISHED, "unfinished work is marked")):
            yield from (Breach(path, line_of(text, found.start()), what) for found in pattern.finditer(text))
    if path.endswith(".py"):
        yield from python_breaches(path, text)
    if path.startswith(("templates/", "static/")) and not is_licence(path):
        yield from page_breaches(path, text)


def files() -> list[str]:
    """Return the files that are, or would be, committed, as paths from the root."""
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(listing, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        told = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if path.is_file() and not NOT_WALKED.intersection(path.relative_to(ROOT).parts)
        ]
    return sorted(path for path in told if path and (ROOT / path).is_file())


def main() -> int:
    """Look at every text file and return 1 when anything was found."""
    found: list[Breach] = []
    looked_at = [path for path in files() if Path(path).suffix in TEXTS or path in {"Makefile", ".ci/run"}]
    for path in looked_at:
        found += sorted(set(breaches(path, (ROOT / path).read_text(encoding="utf-8"))), key=lambda one: one.line)
    for one in found:
        print(f"{one.path}:{one.line}: {one.what}")
    print(f"{len(looked_at)} files, {len(found)} breaches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
