"""Whatever is typed into an address or a form, the answer is a page and never a failure."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from courses.foundation.settings import ROOT
from tests.browsing import Browser
from tests.builders import School
from tests.security import material
from tests.security.crawling import LESSON, address
from tests.security.lengths import LONG

pytestmark = pytest.mark.security
Browse = Callable[[str], Browser]
HOSTILE = (
    "\x00",
    "a\x00b",
    "\ud800",
    "²",
    "３",
    "-1",
    "0",
    "9" * 30,
    "1e9",
    "NaN",
    "' OR '1'='1",
    '"; DROP TABLE account; --',
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%00%ff",
    "a" * 9000,
    "\r\nSet-Cookie: a=b",
    "\u202e\u2066\ufeff",
    "[[[[",
    '{"a": 1}',
    "[[1]]",
    "null",
    "🙂" * 50,
)


def names() -> list[str]:
    """Every name of a field or of a part of a query in the templates and the views."""
    found: set[str] = {"row-1", "place-1"}
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "courses" / "web").rglob("*.py")]:
        text = path.read_text()
        found |= set(re.findall(r'\bname="([a-z_]+)"', text))
        found |= set(re.findall(r'(?:args|form)\.get(?:list)?\("([a-z_]+)"', text))
        found |= set(re.findall(r"^    ([a-z_]+) = \w+Field\(", text, re.MULTILINE))
    return sorted(found - {"csrf_token", "viewport", "referrer", "robots"})


def test_the_names_of_fields_are_found() -> None:
    assert {"username", "password", "next", "kept", "lang", "back", "item", "seq", "submit_key", "what", "due"} <= set(
        names()
    )


@pytest.mark.parametrize("who", ["first1", "administrator"])
def test_no_value_breaks_a_page(
    app: Flask, assigned: School, browse: Browse, who: str, record_property: Callable[[str, object], None]
) -> None:
    fields = names()
    values = {**LESSON, "unit": assigned.units["first"], "module": material.NOW}
    browser = browse(who)
    broken, sent = [], 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"static", "accounts.sign_out"}:
            continue
        url = address(rule, values)
        for value in HOSTILE if LONG else HOSTILE[:4] + HOSTILE[sent % 4 + 4 :: 4]:
            given = {name: value.encode("utf-8", "surrogatepass") for name in fields}
            for method in {"GET", "POST"} & set(rule.methods or ()):
                sent += 1
                if method == "GET":
                    query = {name: value.encode("utf-8", "replace")[:200] for name in fields}
                    status = browser.open(url, method="GET", query_string=query).status_code
                else:
                    form = {**given, "file": (io.BytesIO(given["item"]), "list.csv")}
                    multipart = {"content_type": "multipart/form-data"}
                    status = browser.open(
                        url, method="POST", data={**form, "csrf_token": browser.csrf()}, **multipart
                    ).status_code
                if status >= 500:
                    broken.append((rule.endpoint, method, value[:30]))
    assert broken == []
    record_property(f"hostile input: requests as {who}", sent)


def test_no_user_name_or_password_breaks_the_log_in(app: Flask, school: School) -> None:
    for value in HOSTILE:
        sent = value.encode("utf-8", "surrogatepass")
        for form in ({"username": sent, "password": "x"}, {"username": b"n" + sent[:9], "password": sent}):
            browser = Browser(app)
            browser.get("/login")
            status = browser.post("/login", form).status_code
            assert (value, status in {401, 422}) == (value, True)


def test_no_class_list_breaks_its_import(app: Flask, school: School, browse: Browse) -> None:
    browser = browse("administrator")
    url = f"/teach/{school.units['first']}/import"
    for value in HOSTILE[::2] if not LONG else HOSTILE:
        text = value.encode("utf-8", "replace").decode()
        for rows in (
            f"이름\t번호\n{text}\tx1",
            f"이름\t번호\n새 학습자\t{text}",
            f"이름\t번호\t반\n새 학습자\tx2\t{text}",
            text,
        ):
            for path in (url, f"{url}/apply"):
                status = browser.post(path, {"pasted": rows}).status_code
                assert (value, path, status < 500) == (value, path, True)


def test_no_path_breaks_the_router(app: Flask, assigned: School, browse: Browse) -> None:
    browser = browse("first1")
    for value in HOSTILE:
        part = value.encode("utf-8", "surrogatepass").hex(" ").replace(" ", "%")
        for path in (f"/%{part}", f"/learn/%{part}", f"/learn/{material.COURSE}/%{part}/quiz", f"/teach/%{part}"):
            assert browser.get(path).status_code in {403, 404, 405, 308}


def test_a_cookie_that_is_no_cookie_of_ours_is_a_stranger_s(app: Flask, school: School) -> None:
    for value in ("", "a", "a" * 43, "a" * 64, "a" * 4000, "é" * 43, '"', "a;b", "\\000" * 11):
        browser = Browser(app)
        browser.client.set_cookie("__Host-sid", value, secure=True)
        assert browser.get("/learn").status_code == 303
        assert browser.get("/login").status_code == 200
