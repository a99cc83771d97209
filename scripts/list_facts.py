"""Write docs/courses.md: every fact that the courses use, where it stands and when its source was last checked.

`python -m scripts.list_facts` writes the page; with `--check` it only says whether the page is still true, and ends
with 1 if it is not. What is used is read from the files themselves, so that nothing a loader leaves out is missed.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "courses.md"
FACT = re.compile(r"\bF\d{1,4}\b")
ENGLISH = ".en.md"
HEAD = """# Courses: what they rest on

For reviewers. Every statement of law, every figure and every piece of advice in the courses goes back to a numbered
fact. Readers see the source by its title and never the number; authors write the number (`sources`, `facts`, `(F24)`).

- **As of** is the date of what the fact says: the text of the law that was read, the survey, the report.
- **Checked** is the day on which the source was last looked at.
- Each block of law in a course prints its own date besides, and `flask content check` warns when it is a year old.

This page is written by `python -m scripts.list_facts` from `content/`, `content/sources.yaml` and
`content/checked.yaml`; a test fails when it no longer says what the courses use.
"""


class Use(NamedTuple):
    """A fact in a file: the course, the file without ending and language, and how often it is named there."""

    fact: str
    course: str
    place: str
    times: int


def uses(content: Path) -> Iterator[Use]:
    """Every fact of every page; what only a translation names is said to stand there."""
    for course in sorted(one for one in content.iterdir() if one.is_dir()):
        for file in sorted(course.rglob("*.md")):
            named = FACT.findall(file.read_text("utf-8"))
            if file.name.endswith(ENGLISH):
                own = file.with_name(file.name.removesuffix(ENGLISH) + ".md")
                known = set(FACT.findall(own.read_text("utf-8"))) if own.is_file() else set()
                named = [one for one in named if one not in known]
            place = file.relative_to(course).as_posix().removesuffix(".md")
            for fact in sorted(set(named)):
                yield Use(fact, course.name, place, named.count(fact))


def number(fact: str) -> int:
    """The number of a fact, to sort by."""
    return int(fact[1:])


def missing(found: list[Use], sources: Mapping[str, Any], checked: Mapping[str, Any]) -> list[str]:
    """What the courses use and no list describes, one line each."""
    facts = sorted({one.fact for one in found}, key=number)
    lines = [f"{one}: not in content/sources.yaml" for one in facts if one not in sources]
    return lines + [f"{one}: not in content/checked.yaml" for one in facts if one not in checked]


def page(content: Path) -> str:
    """The page for this content folder. Raises LookupError when a fact is described nowhere."""
    sources, checked, directory = (read(content / f"{name}.yaml") for name in ("sources", "checked", "help"))
    found = list(uses(content))
    if unknown := missing(found, sources, checked):
        raise LookupError("\n".join(unknown))
    facts = sorted({one.fact for one in found}, key=number)
    courses = sorted({one.course for one in found})
    lines = [HEAD, f"{len(facts)} facts in {len(courses)} courses.", "", "## Facts", ""]
    lines += ["| fact | source | as of | checked | where |", "|---|---|---|---|---|"]
    for fact in facts:
        source, dates = sources[fact], checked[fact]
        where = f"{source['title']['ko']}<br>{source['title']['en']}<br>{source.get('where', '')}".removesuffix("<br>")
        cells = (fact, where, dates["as_of"], dates["checked"], places([one for one in found if one.fact == fact]))
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    unused = [one for one in sorted(sources, key=number) if one not in facts]
    lines += ["", f"Described and used nowhere: {', '.join(unused) or 'none'}.", "", "## Contacts", ""]
    lines += ["Lessons name a contact by its key; numbers stand in `content/help.yaml` only.", ""]
    lines += ["| key | name | contact | checked |", "|---|---|---|---|"]
    for key, one in directory.items():
        lines.append(f"| `{key}` | {both(one['name'])} | {both(one.get('contact', ''))} | {one['checked']} |")
    return "\n".join(lines) + "\n"


def places(found: list[Use]) -> str:
    """Where a fact stands, course by course; a number in brackets says how often where it is more than once."""
    told = []
    for course in sorted({one.course for one in found}):
        here = [f"{one.place}{f' ({one.times})' if one.times > 1 else ''}" for one in found if one.course == course]
        told.append(f"**{course}**: {', '.join(here)}")
    return "<br>".join(told)


def both(text: Any) -> str:
    """A text of the help directory in both languages."""
    return text if isinstance(text, str) else " / ".join(dict.fromkeys(text.values()))


def read(file: Path) -> dict[str, Any]:
    """A YAML file of known shape."""
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` compare; returns the exit code."""
    try:
        text = page(ROOT / "content")
    except LookupError as error:
        print(error.args[0])
        return 1
    if "--check" in arguments:
        same = PAGE.is_file() and PAGE.read_text("utf-8") == text
        print("docs/courses.md is true" if same else "docs/courses.md is stale: python -m scripts.list_facts")
        return 0 if same else 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
