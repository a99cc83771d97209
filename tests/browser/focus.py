"""Where the focus goes on a page, key by key, and whether it can be seen there."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.keyboard import FURTHEST, Hands

REST = """() => {
  const parts = (one) => [[one, ""], [one, "::after"], [one.closest("label"), ""]].filter(([at]) => at);
  const rings = (one) => parts(one).map(([at, part]) => {
    const style = getComputedStyle(at, part);
    return [at, style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow];
  });
  const parse = (text) => {
    const found = text.match(/(rgba?|color\\(srgb)[ (]([^)]*)/);
    if (!found) return null;
    const [r, g, b, a = 1] = found[2].split(/[ ,/]+/).map(Number);
    return [...[r, g, b].map((part) => (found[1].startsWith("rgb") ? part / 255 : part)), a];
  };
  const light = (colour) => colour.slice(0, 3)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour && colour[3] > 0.99) return colour;
    }
    return [1, 1, 1, 1];
  };
  const atRest = new Map();
  for (const one of document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")) {
    atRest.set(one, rings(one));
  }
  const ring = (one) => {
    const before = atRest.get(one) || [];
    return Math.max(0, ...rings(one).map(([at, style, width, outline, shadow], number) => {
      const [, style0, width0, outline0, shadow0] = before[number] || [];
      const colours = [];
      const same = style === style0 && width === width0 && outline === outline0;
      if (style !== "none" && parseFloat(width) >= 2 && !same) colours.push(outline);
      if (shadow !== "none" && shadow !== shadow0) colours.push(shadow);
      return Math.max(0, ...colours.map(parse).filter(Boolean).map((colour) => contrast(colour, ground(at))));
    }));
  };
  const inSight = (one) => {
    const box = one.getBoundingClientRect();
    const hits = [[.5, .5], [.1, .5], [.9, .5], [.5, .2], [.5, .8]].filter(([x, y]) => {
      const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
      return hit && (one.contains(hit) || hit === one.closest("label"));
    });
    return hits.length > 0;
  };
  globalThis.__stop = () => {
    const one = document.activeElement;
    if (!document.hasFocus() || one === document.body) return null;
    const box = one.getBoundingClientRect();
    const name = `${one.localName}${one.id && "#" + one.id}.${one.className} ${one.textContent.trim().slice(0, 24)}`;
    const [x, y] = [box.left + scrollX, box.top + scrollY];
    return { name, ring: ring(one), seen: inSight(one), left: x, right: x + box.width, top: y, bottom: y + box.height,
      inside: Boolean(one.closest("main, .top")) };
  };
}"""
"""Remembers how everything looks that has no focus; `__stop` tells of what has it: the contrast of its ring with what
lies around it, whether it lies in sight or under something else, and where."""


@dataclass(frozen=True)
class Stop:
    """One place at which the focus rests; places are in pixels of the page, `ring` is a contrast, 0 for no ring.

    `inside`: it lies in the text of the page or in its head, which are laid out in rows and columns.
    """

    name: str
    ring: float
    seen: bool
    left: float
    right: float
    top: float
    bottom: float
    inside: bool

    def jumps_back_from(self, last: "Stop") -> bool:
        """Whether it stands before the last stop for who reads: above it in the same column, or left of it in a row."""
        above = self.bottom <= last.top and self.left < last.right
        beside = self.top < last.bottom and last.top < self.bottom
        return above or (beside and self.right <= last.left)


def walk(hands: Hands, key: str = "Tab", most: int = 0) -> list[Stop]:
    """Every stop from one end of the page that is open to the other, or `most` of them.

    Raises LookupError when the focus never leaves.
    """
    page: Page = hands.page
    page.evaluate(REST)
    stops: list[Stop] = []
    for _ in range(most or FURTHEST):
        hands.press(key)
        found = page.evaluate("() => __stop()")
        if found is None:
            return stops
        stops.append(Stop(**found))
    if most:
        return stops
    raise LookupError(f"the focus does not leave {page.url}: {[one.name for one in stops[-5:]]}")
