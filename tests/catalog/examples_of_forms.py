"""What authors get wrong in the short form and in a survey."""

from tests.catalog.writing import Change, monolingual

SHORT = "tiny/03-short.md"
ENGLISH = "tiny/03-short.en.md"
SURVEY = "tiny/survey.md"
TOP = "---\ntitle: 짧은 교육\nsummary: 한 파일입니다.\nminutes: 1\npass_mark: 50\n---\n"
TOP_EN = "---\ntitle: Short\nsummary: One file.\n---\n"
READ = "# 첫 차시 {#start}\n\n글\n\n/// help\n    keys: [friend-line]\n///\n\n"
ASKED = "# 확인 문제 {.quiz}\n\n## 물음 {#short-one}\n\n- [x] 가\n- [ ] 나\n"
KNOWN = "## 지식 {#known .pre .post}\n\n- [x] 가\n- [ ] 나\n"
Example = tuple[str, dict[str, Change], str]


def short(body: str) -> dict[str, Change]:
    """A short form with this text; its first line is the seventh of the file."""
    return monolingual({SHORT: TOP + body})


def both(korean: str, english: str) -> dict[str, Change]:
    """A short form and its translation; their first lines are the seventh and the fifth of their files."""
    return {SHORT: TOP + korean, ENGLISH: TOP_EN + english}


def survey(body: str) -> dict[str, Change]:
    """A survey with this text; its first line is the fourth of the file."""
    return monolingual({SURVEY: "---\ntitle: 설문\n---\n" + body})


OF_FORMS: list[Example] = [
    ("C003", short("# 동영상 {#media}\n"), f"{SHORT}:7:8"),
    ("C003", monolingual({"tiny/03-edit.md": TOP + READ}), "tiny/03-edit.md:1:1"),
    ("C004", monolingual({"tiny/03-second.md": TOP + READ}), "tiny/03-second.md:1:1"),
    ("C004", short(READ + "# 다음 {#start}\n"), f"{SHORT}:15:7"),
    ("C013", short("글뿐입니다.\n"), f"{SHORT}:1:1"),
    ("C016", short('# 처음 {#start formerly="begin, start"}\n'), f"{SHORT}:7:31"),
    ("C020", short("# 이름 없는 차시\n"), f"{SHORT}:7:1"),
    ("C020", short("# 이름 {#이름}\n"), f"{SHORT}:7:7"),
    ("C021", short(ASKED + "\n" + READ), f"{SHORT}:14:1"),
    ("C021", short(READ + ASKED + "\n# 또 {.quiz}\n"), f"{SHORT}:22:1"),
    ("F007", short("# 처음 {#start colour=red}\n"), f"{SHORT}:7:14"),
    ("F011", short("# 처음 {#start minutes=many}\n"), f"{SHORT}:7:22"),
    ("F012", short("# 처음 {#start law_as_of=soon}\n"), f"{SHORT}:7:24"),
    ("F016", short("#  {#start}\n"), f"{SHORT}:7:3"),
    ("F020", short('# 처음 {#start sources="F1, F9"}\n'), f"{SHORT}:7:27"),
    ("I203", short(READ + ASKED + "\n## 또 {#short-one}\n\n- [x] 가\n- [ ] 나\n"), f"{SHORT}:22:7"),
    ("I207", short("# 처음 {#start .big}\n"), f"{SHORT}:7:7"),
    ("I207", short('# 처음 {#start title="다른 제목"}\n'), f"{SHORT}:7:7"),
    ("I207", short(READ + ASKED.replace(".quiz", ".quiz minutes=1")), f"{SHORT}:15:10"),
    ("L301", short(READ.replace("글", "[글](#nowhere)")), f"{SHORT}:9:5"),
    ("T401", both(READ + "# 다음 {#next}\n", "# First\n\ntext\n\n/// help\n///\n"), f"{ENGLISH}:11:1"),
    ("T401", both(READ, "# First\n\ntext\n\n/// help\n///\n\n# More\n"), f"{ENGLISH}:12:1"),
    ("T401", both("글\n", "text\n\n# More\n"), f"{ENGLISH}:7:1"),
    ("T402", both(READ, "# First {#begin}\n\ntext\n\n/// help\n///\n"), f"{ENGLISH}:5:10"),
    (
        "T403",
        both(READ.replace("#start", '#start summary="짧게"'), "# First\n\ntext\n\n/// help\n///\n"),
        f"{ENGLISH}:5:1",
    ),
    ("W501", short(READ.replace("#start", "#start minutes=9")), f"{SHORT}:7:24"),
    ("W502", short(READ.replace("#start", "#start law_as_of=2024-01-01")), f"{SHORT}:7:26"),
    (
        "I207",
        monolingual({"tiny/01-first/quiz.md": "## 물음 {#one .pre}\n\n- [x] 가\n- [ ] 나\n"}),
        "tiny/01-first/quiz.md:1:8",
    ),
    ("I221", survey("글뿐입니다.\n"), f"{SURVEY}:4:1"),
    ("I229", survey(KNOWN.replace(" .pre .post", "")), f"{SURVEY}:4:8"),
    (
        "T402",
        {
            SURVEY: "---\ntitle: 설문\n---\n" + KNOWN,
            "tiny/survey.en.md": "---\ntitle: Survey\n---\n## K {#other}\n\n- [ ] a\n- [ ] b\n",
        },
        "tiny/survey.en.md:4:7",
    ),
]
"""Each code with the changes to the tiny course that provoke it, and the place to be named."""
