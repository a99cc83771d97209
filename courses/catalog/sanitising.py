"""The last gate before a page: only the tags, attributes, classes and addresses named here pass."""

import re
from html import unescape

import nh3
from markupsafe import Markup

from courses.catalog.noncharacters import ANY, references_replaced
from courses.catalog.numbering import NUMBER, TOKEN


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


RAW_TAGS = _names("b i em strong small s u mark sub sup br wbr kbd abbr q cite del ins bdi ruby rt rp span")
"""Tags that authors may write themselves, with no attribute but lang and title."""
TAGS = RAW_TAGS | _names(
    "a p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code hr table thead tbody tr th td img section figure "
    "figcaption div details summary textarea audio video track"
)
ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "a": {"href", "rel", "aria-label"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"scope"},
    "ul": {"aria-label"},
    "textarea": {"rows", "aria-label", "autocomplete"},
    "audio": {"controls", "preload", "src"},
    "video": {"controls", "preload", "src"},
    "track": {"kind", "src", "srclang", "label", "default"},
}
OURS = _names(
    "note caution care tel law law-source law-date chat line who bub mine hid check check-choices check-all fb right "
    "other scenario step end paths go think reflect status sensitive hint media sign-in footnote footnote-ref "
    "footnote-backref align-left align-center align-right"
)
PREFIX = "c-"
SCHEMES = {"http", "https", "mailto", "tel"}
OWN = re.compile(r"/(?![/\\])[^\s\\]*|")
"""What pictures, sound and film are loaded from: this site; nothing that a reader has not asked for comes from afar."""
_FOLDING = {"details": 1, "summary": -1, "textarea": 1}
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|([^<]+)")


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if OWN.fullmatch(value) else None
    if name != "class":
        return value
    return " ".join(one for one in value.split() if one in OURS or one.startswith(PREFIX)) or None


_CLEANER = nh3.Cleaner(
    tags=set(TAGS), attributes=ATTRIBUTES, attribute_filter=_attribute, url_schemes=SCHEMES, link_rel=None
)


def sanitised(html: str) -> Markup:
    """`html` without anything that is not allowed, as text that templates print as it stands.

    Noncharacters are left in texts, where the numbers of lines are written with them, and nowhere else: what a number
    was taken out of later would not have been looked at as it then stands.
    """
    clean = _CLEANER.clean(references_replaced(html))
    if ANY.search(clean):
        clean = _CLEANER.clean(TOKEN.sub(lambda m: m[0] if m[4] else ANY.sub("", NUMBER.sub("", m[0])), clean))
    return Markup(clean)  # noqa: S704 - sanitised in this very call


def visible_text(html: str) -> str:
    """The words a reader sees without unfolding anything.

    `html` has been sanitised, so its tags are balanced.
    """
    words: list[str] = []
    folds: list[int] = []
    for close, tag, text in _TAG.findall(html):
        if text:
            words.append(text if sum(folds) == 0 else "")
        elif tag in _FOLDING:
            if close:
                folds.pop()
            else:
                folds.append(_FOLDING[tag])
        elif tag not in RAW_TAGS:
            words.append(" ")
    return unescape("".join(words))
