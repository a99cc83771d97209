"""Which of two answers to one item is the newer one, where several pages of an attempt are open at once.

An answer's number holds two things: how many answers came before it, and which page gave it. A page takes its own name
by chance, so that an answer which was taken although its reply got lost is still known as that page's own. Numbers
below `PAGES` name no page: only their order counts.
"""

PAGES = 10**9
"""One page in so many: the last nine digits of a number are the page's, those before count its answers."""
HIGHEST = 10**15
"""The highest number that is told apart; scripts count exactly to nine times as many."""


def page_of(number: int) -> int:
    """The page that gave the answer of that number; 0 for none, or for more than one."""
    return number % PAGES if number >= PAGES else 0


def may_follow(sent: int, standing: int, known: int | None) -> bool:
    """Whether an answer takes the place of the one that stands, by their numbers.

    `known` is the number that stood when the page which sent it last heard: whatever came since from another page is
    not older. None where the page did not say: its number alone decides.
    """
    return sent > standing and (known is None or standing <= known or is_own(sent, standing))


def is_own(sent: int, standing: int) -> bool:
    """Whether the page that sent the one gave the other as well."""
    return page_of(sent) == page_of(standing) != 0


def needs_sharing(sent: int, standing: int) -> bool:
    """Whether an answer that another page gave too has to stop being the first page's alone.

    Else what that page had changed before would take its place without asking.
    """
    return page_of(standing) not in {0, page_of(sent)}


def shared(standing: int) -> int:
    """The number of an answer that stands for more than one page from now on."""
    return (standing // PAGES + 1) * PAGES
