"""What translators get wrong."""

from tests.catalog.writing import Change, monolingual

ENGLISH = "tiny/01-first/01-one.en.md"
Example = tuple[str, dict[str, Change], str]
OF_TRANSLATIONS: list[Example] = [
    (
        "T401",
        {"tiny/01-first/01-one.en.md": ("/// note | Good", "## Heading\n\n/// note | Good")},
        "tiny/01-first/01-one.en.md:7:1",
    ),
    ("T401", {"tiny/01-first/01-one.en.md": ("/// help\n///\n", "")}, "tiny/01-first/01-one.en.md:13:1"),
    (
        "T401",
        {"tiny/01-first/01-one.en.md": ("/// help\n///\n", "/// help\n///\n\n## More\n")},
        "tiny/01-first/01-one.en.md:16:1",
    ),
    (
        "T401",
        {"tiny/01-first/quiz.en.md": ("- [ ] Passing it on\n  > The harm grows.\n", "")},
        "tiny/01-first/quiz.en.md:21:1",
    ),
    ("T402", {"tiny/01-first/quiz.en.md": ("{#first-step}", "{#last-step}")}, "tiny/01-first/quiz.en.md:3:23"),
    ("T402", {"tiny/01-first/quiz.en.md": ("- [ ] Telling", "- [x] Telling")}, "tiny/01-first/quiz.en.md:20:4"),
    ("T402", {"tiny/01-first/02-two.en.md": ("- [ ] Making", "- [x] Making")}, "tiny/01-first/02-two.en.md:16:4"),
    (
        "T402",
        {"tiny/01-first/02-two.en.md": ("art. 1\n", "art. 1\n    as_of: 2026-10-03\n")},
        "tiny/01-first/02-two.en.md:8:12",
    ),
    (
        "T403",
        {"tiny/01-first/module.en.md": "---\ntitle: The First Module\n---\nText.\n"},
        "tiny/01-first/module.en.md:2:1",
    ),
    ("T404", monolingual({ENGLISH: "---\ntitle: One\n---\n/// noet\n"}), f"{ENGLISH}:1:1"),
    ("T404", monolingual({"tiny/01-first/module.en.md": "---\n"}), "tiny/01-first/module.en.md:1:1"),
    ("T404", monolingual({"tiny/01-first/quiz.en.md": "text"}), "tiny/01-first/quiz.en.md:1:1"),
    (
        "T404",
        monolingual({"tiny/letter.md": "---\ntitle: 글\n---\n글\n", "tiny/letter.en.md": "text"}),
        "tiny/letter.en.md:1:1",
    ),
    ("T405", {"tiny/02-second/01-three.md": None}, "tiny/02-second/01-three.en.md:1:1"),
    ("T405", {"tiny/01-first/quiz.md": None}, "tiny/01-first/quiz.en.md:1:1"),
    ("T405", {"tiny/03-third.en.md": "text"}, "tiny/03-third.en.md:1:1"),
    ("T405", {"tiny/session.en.md": "text"}, "tiny/session.en.md:1:1"),
    ("W509", {"tiny/01-first/readme.en.md": "text"}, "tiny/01-first/readme.en.md:1:1"),
    ("W509", {"tiny/01-first/01-one.ko.md": "text"}, "tiny/01-first/01-one.ko.md:1:1"),
]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
