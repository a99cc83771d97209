"""Random GIFT files: questions of every type, in every text format, with signs that mean something everywhere."""

from hypothesis import strategies as st

SIGNS = list("*_`[]{}<>&|\\#=~:!+-/.)(%^\"'$1 \u3000é가힣🙂\u00a0")
WORDS = ["가", "사진", "묻다", "a", "B", "1", "3.5", "(F1)", "->", "--", "//x", "{#a .b}", "- [ ]", "1.", "T", "[html]"]


def guard(text: str) -> str:
    """A text with a backslash before whatever GIFT would take for a sign."""
    return "".join(f"\\{sign}" if sign in "\\#=~{}:" else sign for sign in text)


phrases = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(st.sampled_from(SIGNS), max_size=4)), min_size=1, max_size=4
)
plain_texts = phrases.map(" ".join)
shielded_texts = plain_texts.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))


def tagged(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(
            "<{0}>{1}</{0}>".format, st.sampled_from(["b", "strong", "em", "i", "sub", "q", "span", "kbd"]), inner
        ),
        st.builds('<span lang="en" title="a">{}</span>'.format, inner),
        st.builds('<a href="https://example.org/a_b?c=d&amp;e=f">{}</a>'.format, inner),
        st.builds("{}<br>{}".format, inner, inner),
        st.builds("{}{}".format, inner, inner),
        st.sampled_from(["<code>a*b</code>", "<b></b>", "<br>", "<wbr>"]),
    )


inline_html = st.recursive(shielded_texts, tagged, max_leaves=5)
lists = st.recursive(
    st.builds("<ul><li>{}</li></ul>".format, inline_html),
    lambda inner: st.one_of(
        st.builds("<ol><li>{}</li><li>{}{}</li></ol>".format, inline_html, inline_html, inner),
        st.builds("<ul>\n<li><p>{}</p></li>\n</ul>".format, inline_html),
    ),
    max_leaves=3,
)
blocks_html = st.lists(
    st.one_of(
        st.builds('<p dir="ltr" style="text-align: left;">{}</p>'.format, inline_html),
        lists,
        st.builds("<pre>{}</pre>".format, shielded_texts),
        st.builds("<h4>{}</h4>".format, inline_html),
        st.builds("<div>{}</div>".format, inline_html),
        inline_html,
    ),
    min_size=1,
    max_size=3,
).map("".join)
markdowns = st.sampled_from(
    [
        "**가**나 *다*",
        "하나\n둘",
        "`a*b` 그리고 [글](https://example.org/)",
        "가  \n나",
        "글\n\n- 하나\n- 둘\n    - 셋",
        "\\*별\\*",
        "# 제목",
    ]
)
one_paragraph = st.one_of(
    plain_texts.map(lambda text: f"[plain]{guard(text)}"),
    shielded_texts.map(guard),
    inline_html.map(lambda text: f"[html]{guard(text)}"),
)
texts = st.one_of(
    one_paragraph,
    st.lists(plain_texts, min_size=1, max_size=3).map(
        lambda some: "[plain]" + guard("\n\n".join(some)).replace("\n", "\\n")
    ),
    blocks_html.map(lambda text: "[html]" + guard(text).replace("\n", "\\n")),
    markdowns.map(lambda text: "[markdown]" + guard(text).replace("\n", "\\n")),
)
feedbacks = st.one_of(st.just(""), texts.map("#{}".format))
weights = st.one_of(
    st.sampled_from(["100", "50", "33.33333", "0", "-100", "-33.33333", "25", "16.66667", "-5", "0.5"]),
    st.integers(-100, 100).map(str),
)
numbers = st.one_of(st.integers(-999, 999).map(str), st.sampled_from(["0.5", "-.25", "1e3", "12.", "+7", "1000000"]))
spans = st.one_of(
    numbers,
    st.builds("{}:{}".format, numbers, st.integers(0, 50)),
    st.builds("{}..{}".format, st.integers(-20, 0), st.integers(0, 20)),
)
credited = st.one_of(st.just(""), weights.map("%{}%".format))
short = plain_texts.map(lambda text: guard(text.replace("*", "\\*")))

true_false = st.builds(
    "{}{}".format,
    st.sampled_from(["T", "F", "TRUE", "FALSE"]),
    st.one_of(feedbacks, st.builds("{}{}".format, feedbacks, feedbacks)),
)
single = st.builds(
    "={}{} {}".format,
    one_paragraph,
    feedbacks,
    st.lists(
        st.builds("{}{}{}{}".format, st.sampled_from(["~", "~", "="]), st.just(""), one_paragraph, feedbacks),
        min_size=1,
        max_size=3,
    ).map("\n".join),
)
unmeasured = st.lists(st.builds("~{}{}{}".format, credited, one_paragraph, feedbacks), min_size=2, max_size=5).map(
    " ".join
)
shares = st.sampled_from(
    [("50", "50", "-50"), ("33.33333", "33.33333", "33.33333", "-100"), ("100", "0"), ("70", "30", "-5", "0")]
)
whole = shares.flatmap(
    lambda some: st.tuples(*(st.builds(f"~%{one}%{{}}{{}}".format, one_paragraph, feedbacks) for one in some))
).map(" ".join)
weighed = st.one_of(unmeasured, whole)
several = st.builds("={} {}".format, one_paragraph, weighed)
short_text = st.lists(st.builds("={}{}{}".format, credited, short, feedbacks), min_size=1, max_size=4).map("\n".join)
number = (
    st.lists(st.builds("={}{}{}".format, credited, spans, feedbacks), min_size=1, max_size=3)
    .map(" ".join)
    .map("#{}".format)
)
matching = st.lists(
    st.builds("={} -> {}".format, st.one_of(one_paragraph, st.just("")), plain_texts.map(guard)), min_size=2, max_size=4
).map("\n".join)
answers = st.one_of(
    true_false,
    single,
    weighed,
    several,
    short_text,
    number,
    number.map(lambda text: text.replace("#=", "#")),
    matching,
    st.just(""),
)

names = st.one_of(st.just(""), st.sampled_from(["::Q 1::", "::이름::", "::a\\:b::"]))
comments = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "// [id:one]\n",
            "// [id:Two words] [tag:core]\n",
            "//x\n// [tag:points=3] [tag:F1] [tag:other]\n",
            "// [tag:scoring=proportional]\n",
        ]
    ),
)
categories = st.sampled_from(
    ["", "", "$CATEGORY: act\n\n", '$CATEGORY: $course$/top/a "b" {c}//d\n\n', "$CATEGORY: top\n\n"]
)
questions = st.builds(
    lambda category, comment, name, text, inside, general, rest: (
        f"{category}{comment}{name}{text}{{{inside}{general}}}{rest}"
    ),
    categories,
    comments,
    names,
    texts,
    answers,
    st.one_of(st.just(""), texts.map("####{}".format)),
    st.sampled_from(["", "", "", " 다음."]),
)
files = st.lists(questions, min_size=1, max_size=3).map("\n\n".join)
rubble = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "::",
                "{",
                "}",
                "=",
                "~",
                "#",
                "####",
                "->",
                "%50%",
                "%",
                "\\",
                "\n",
                "\n\n",
                "//",
                "T",
                "[html]",
                "<b>",
                "</b>",
                "<",
                "&#",
                "*",
                "..",
                ":",
                "$CATEGORY:",
                "가",
                "1",
            ]
        ),
        st.text(max_size=3),
    ),
    max_size=30,
).map("".join)
