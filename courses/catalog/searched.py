"""What of a lesson's page is searched: its author's words, but for answers that wait for a choice."""

from html import unescape

from courses.catalog.beside import VOID
from courses.catalog.labels import LABELS
from courses.catalog.numbering import TOKEN

SHOWN, VEILED, LEFT_OUT = 0, 1, 2
FEEDBACK = frozenset({"right", "other", "check-all"})
"""What a check says once something was chosen."""
OURS = frozenset({"go", "status", "law-date", "footnote-ref", "footnote-backref"})
"""What the platform puts in as a whole."""
NAMED = {
    ("note", "h3"): "note",
    ("caution", "h3"): "caution",
    ("think", "h3"): "reflect",
    ("care", "h3"): "help",
    ("media", "summary"): "transcript",
    ("hid", "p"): "not_shown",
}
"""The label that may stand in such an element of such a box, where its author wrote nothing."""
BOXES = frozenset(box for box, _ in NAMED)


def parted(html: str, language: str) -> tuple[str, str]:
    """The HTML that is searched and shown in excerpts, and that of folded passages, which is only searched.

    `html` has been sanitised, so its tags are balanced and its attributes stand between double quotes.
    """
    labels = LABELS[language]
    parts: tuple[list[str], ...] = ([], [], [])
    stack: list[tuple[str, list[str], str, int]] = [("", [], "", SHOWN)]
    for m in TOKEN.finditer(html):
        tag, classes, box, state = stack[-1]
        text = m[0]
        if m[4]:
            if "law-source" in classes:
                text = text.removeprefix(f"{labels['source']}: ")
            elif unescape(text) == labels.get(NAMED.get((box, tag), "")):
                text = ""
        elif m[1]:
            stack.pop()
        elif m[2] not in VOID:
            own = _classes(m[3])
            if m[2] == "summary" and "sensitive" in classes:
                state = stack[-2][3]
            elif not (FEEDBACK | OURS).isdisjoint(own):
                state = LEFT_OUT
            elif "sensitive" in own:
                state = max(state, VEILED)
            stack.append((m[2], own, next((one for one in reversed(own) if one in BOXES), box), state))
        parts[state].append(text)
    return "".join(parts[SHOWN]), "".join(parts[VEILED])


def _classes(attributes: str) -> list[str]:
    return attributes.partition(' class="')[2].partition('"')[0].split()
