"""What authors write cannot run: the sanitiser and the policy of the pages, each alone, and the product with both."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser as Chromium

from courses.web.headers import CSP
from tests.browser.hostile_pages import PLACES, Written, raw
from tests.browser.payloads import Payload, payloads
from tests.browser.payloads_html import ELSEWHERE
from tests.browser.probing import Probe, Seen, document, served

pytestmark = pytest.mark.browser
Record = Callable[[str, object], None]
PAYLOADS = payloads()
POLICY = {"Content-Security-Policy": CSP.replace("frame-ancestors 'none'", "frame-ancestors *")}
"""The policy of every page, but that these pages are looked at in frames, many at once."""
FRAMES = 40
TOGETHER = 10
LIVE = 250


def apart(made: Sequence[Payload]) -> Iterator[list[Payload]]:
    """Each payload for a page of its own, since one may swallow what follows it; whole links stand together."""
    whole = [one for one in made if one.family.startswith("address")]
    yield from ([one] for one in made if not one.family.startswith("address"))
    yield from (whole[start : start + TOGETHER] for start in range(0, len(whole), TOGETHER))


@contextmanager
def unsanitised(headers: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Pages of payloads as Markdown leaves them, in frames of pages without any policy: origin and paths."""
    inner = {f"/{some[0].number}": document(*(raw(one) for one in some)) for some in apart(PAYLOADS)}
    with ExitStack() as stack:
        origin = stack.enter_context(served(inner, headers))
        frames = [f'<iframe class="tried" width="30" height="20" src="{origin}{path}"></iframe>' for path in inner]
        groups = {
            f"/frames/{start}": document(*frames[start : start + FRAMES]) for start in range(0, len(frames), FRAMES)
        }
        yield stack.enter_context(served(groups, {})), list(groups)


def looked(chrome: Chromium, origin: str, paths: Sequence[str], *, watch: bool = True) -> Seen:
    """What a window sees on these pages."""
    probe = Probe(chrome, origin, watch=watch)
    try:
        probe.look(paths)
    finally:
        probe.close()
    return probe.seen


def test_there_are_many_payloads_and_no_two_alike(record_property: Record) -> None:
    assert len(PAYLOADS) >= 300
    assert len({one.text.replace(f"__x({one.number})", "") for one in PAYLOADS}) == len(PAYLOADS)
    record_property("hostile content: payloads", len(PAYLOADS))
    record_property("hostile content: payloads by family", dict(Counter(one.family for one in PAYLOADS)))


def test_without_either_wall_payloads_run(chrome: Chromium, record_property: Record) -> None:
    with unsanitised({}) as (origin, paths):
        seen = looked(chrome, origin, paths, watch=False)
    families = {one.family for one in PAYLOADS if one.number in seen.ran}
    assert families == {one.family for one in PAYLOADS}
    assert len(seen.ran) >= LIVE
    record_property("hostile content: canary, payloads that ran without any wall", len(seen.ran))


def test_the_policy_alone_lets_nothing_run(chrome: Chromium, record_property: Record) -> None:
    with unsanitised(POLICY) as (origin, paths):
        seen = looked(chrome, origin, paths, watch=False)
    assert seen.ran == set()
    assert seen.dialogs == []
    assert len(seen.refused) >= LIVE
    record_property("hostile content: policy alone, executions", len(seen.ran))
    record_property("hostile content: policy alone, violations reported", len(seen.refused))
    kinds = Counter(one.split()[0] for one in seen.refused)
    record_property("hostile content: policy alone, violations by directive", dict(kinds.most_common()))


@pytest.mark.parametrize("place", PLACES)
def test_the_sanitiser_alone_lets_nothing_run_nor_load(place: str, chrome: Chromium, record_property: Record) -> None:
    written = [PLACES[place](one) for one in PAYLOADS]
    pages = {
        f"/{place}/{start}": document(*htmls(written[start : start + 200])) for start in range(0, len(written), 200)
    }
    with served(pages, {}) as origin:
        seen = looked(chrome, origin, list(pages))
    assert seen.ran == set()
    assert seen.dialogs == []
    assert seen.elsewhere == []
    assert seen.left == []
    refused = sum(one.refused for one in written)
    record_property(f"hostile content: {place}, tried without the checker and without the policy", len(written))
    record_property(f"hostile content: {place}, refused by the checker", refused)


def test_what_loads_from_elsewhere_or_could_run_would_have_been_noticed(chrome: Chromium) -> None:
    page = document(f'<img src="//{ELSEWHERE}/x.png"><b onclick="">b</b><a href="vbscript:x">a</a>')
    with served({"/planted": page}, {}) as origin:
        seen = looked(chrome, origin, ["/planted"])
    assert seen.elsewhere == [f"http://{ELSEWHERE}/x.png"]
    assert seen.left == ["b onclick=", "a href=vbscript:x"]


def htmls(written: Sequence[Written]) -> list[str]:
    """The HTML of each."""
    return [one.html for one in written]
