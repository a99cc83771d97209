"""Sees whether anything in a page runs: pages served as they are, a browser that provokes them, and what it noticed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Dialog, Error, Page, Request

SETTLE = 60
"""Milliseconds in which what a page has started may still run."""
EVENTS = (
    "mouseover mouseenter mousemove pointerenter pointerover pointerdown touchstart focus focusin blur input change"
    " keydown keyup wheel scroll toggle beforetoggle animationstart transitionend begin end load close start"
)
"""What is sent to every element besides a click."""
NEVER = (
    "script:not([src^='/static/']), iframe:not(.tried), frame, object, embed, applet, base, style, meta[http-equiv],"
    " link:not([href^='/static/']), math, portal, form[action^='http'], template"
)
"""What must not be in a page; its own scripts, styles and pictures come from /static/."""
LOADING = "src srcset data poster background action formaction href xlink:href ping"
SCRIPT = (
    """
const tells = new Set();
const ran = new Set();
globalThis.__x = (number) => {
  if (!ran.has(number)) __ran(number);
  ran.add(number);
};
addEventListener("securitypolicyviolation", (event) => {
  __refused(`${event.effectiveDirective} ${event.blockedURI}`);
});
const address = (value) => String(value?.baseVal ?? value ?? "").trim();
const stay = (event) => {
  const one = event.target.closest?.("a, area, button, input") ?? event.target;
  const ways = [one.href, one.formAction, one.form?.action, one.action];
  if (!ways.some((way) => /^javascript:/i.test(address(way)))) event.preventDefault();
};
const find = () => {
  const runs = /^[\\u0000-\\u0020]*(javascript|vbscript|data|blob|livescript|mocha|feed|view-source|jar):/i;
  for (const one of document.querySelectorAll("NEVER")) tells.add(`<${one.localName}>`);
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      const attribute = `${one.localName} ${name}=${value.slice(0, 60)}`;
      if (name.startsWith("on") || name === "style" || name === "srcdoc") tells.add(attribute);
      if ("LOADING".split(" ").includes(name) && runs.test(value)) tells.add(attribute);
    }
  }
};
const provoke = () => {
  addEventListener("click", stay);
  addEventListener("submit", stay);
  for (const one of document.querySelectorAll("*")) {
    if (one.closest(".js-exit, [data-print]")) continue;
    for (const name of "EVENTS".split(" ")) one.dispatchEvent(new Event(name));
    if (one.click) one.click();
    else one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
};
addEventListener("load", () => setTimeout(() => {
  find();
  provoke();
  if (tells.size) __left([...tells]);
  globalThis.__done = true;
}));
""".replace("NEVER", NEVER)
    .replace("EVENTS", EVENTS)
    .replace("LOADING", LOADING)
)
"""Runs in every frame before anything else in it: listens, and provokes all there is when the frame has loaded."""
DONE = """
() => new Promise((resolve) => {
  const ask = (times) => (globalThis.__done || !times ? resolve() : setTimeout(ask, 10, times - 1));
  ask(1000);
})
"""
"""Waits until all of the page has been provoked."""


@dataclass
class Seen:
    """What a browser noticed: who ran, what the policy refused, dialogs, requests to elsewhere, what is left."""

    ran: set[int] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class Probe:
    """A window whose every page and frame has the probe `__x`; `seen.left` collects what could run, run or not."""

    def __init__(self, chrome: Chromium, origin: str, *, watch: bool = True) -> None:
        self.origin = origin
        self.seen = Seen()
        self.context: BrowserContext = chrome.new_context(viewport={"width": 1000, "height": 800})
        self.context.set_default_timeout(15_000)
        self.context.expose_binding("__ran", lambda _source, number: self.seen.ran.add(int(number)))
        self.context.expose_binding("__refused", lambda _source, what: self.seen.refused.append(str(what)))
        self.context.expose_binding("__left", lambda _source, what: self.seen.left.extend(what))
        self.context.add_init_script(SCRIPT)
        self.context.on("dialog", self._dialog)
        if watch:
            self.context.on("request", self._request)
            self.context.on("requestfailed", self._failed)
        self.tab: Page = self.context.new_page()

    def look(self, paths: Sequence[str]) -> None:
        """Open the pages one after another and wait until nothing that they have started is left to run."""
        for path in paths:
            with suppress(Error):
                self.tab.goto(self.origin + path)
                self.tab.evaluate(DONE)
            self.tab.wait_for_timeout(SETTLE)
            for tab in self.context.pages:
                if tab is not self.tab:
                    tab.close()

    def close(self) -> None:
        """Close the window and with it every page."""
        self.context.close()

    def _dialog(self, dialog: Dialog) -> None:
        # the product's own question before an answer that is not saved yet would be lost
        if dialog.type == "beforeunload":
            dialog.accept()
            return
        self.seen.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname != "127.0.0.1":
            self.seen.elsewhere.append(request.url)

    def _failed(self, request: Request) -> None:
        if re.search("csp|blocked by", request.failure or "", re.IGNORECASE) and request.url in self.seen.elsewhere:
            self.seen.elsewhere.remove(request.url)


@contextmanager
def served(pages: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[str]:
    """Serve these pages, by path, with these headers on each answer; gives the origin. What is not there is a 404."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(urlsplit(self.path).path)
            body = (page or "").encode("utf-8", "replace")
            self.send_response(200 if page is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A browser that hangs up early is no news."""

    server = Quiet(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def document(*fragments: str) -> str:
    """A page that holds the fragments and nothing else."""
    inside = "\n".join(f"<div>{one}</div>" for one in fragments)
    head = "<head><meta charset='utf-8'><title>x</title></head>"
    return f"<!doctype html>\n<html lang='ko'>{head}<body>{inside}</body></html>"
