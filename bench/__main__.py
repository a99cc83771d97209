"""`python -m bench [pages|classes|content|guessing]`: what the product costs beside bare pages and bare inserts.

`--write` keeps the figures in docs/performance.md. Exits 1 when a gate fails.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import classes, content, guessing, report
from bench.load import Asked
from bench.measuring import MODULE, Target, running, targets
from bench.people import Site
from bench.product import Product
from bench.statements import statements
from tests.postgres import launch

ROUNDS = 5
SECONDS = 2.0
SUBMITS = 30
THREADS = 4
BARE = ("bench/gunicorn_bare.py", "bench.bare:app")
BARE_INSERT = ("bench/gunicorn_bare.py", "bench.bare_insert:app")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def measure(folder: Path, postgres: str, bare_postgres: str) -> tuple[list[Target], dict[str, list[str]]]:
    """All targets with their rounds, and the SQL statements of a lesson page by database."""
    bare = Product(_folder(folder, "bare"), served=BARE)
    sites = {"SQLite": Product(_folder(folder, "sqlite")), "PostgreSQL": Product(_folder(folder, "postgres"), postgres)}
    inserts = {
        "SQLite": Product(_folder(folder, "bare-sqlite"), served=BARE_INSERT),
        "PostgreSQL": Product(_folder(folder, "bare-postgres"), bare_postgres, served=BARE_INSERT),
    }
    for product in sites.values():
        product.flask("site", "prepare")
    for product in inserts.values():
        product.flask("--app", BARE_INSERT[1], "make-row-table")
    with running([bare, *sites.values(), *inserts.values()]):
        found = [Target("bare page", "", bare, [Asked("GET", "/bare", {})] * THREADS, SECONDS)]
        counted = {}
        for database, product in sites.items():
            row = Asked("POST", "/insert", FORM, "text=an+answer")
            found.append(Target(report.INSERT, database, inserts[database], [row] * THREADS, SECONDS))
            found += targets(product, database, rounds=ROUNDS + 1, share=SUBMITS, seconds=SECONDS)
            site = Site(product)
            visitor = site.enrol(site.found_class(), ["visitor"], read=MODULE)[0]
            counted[database] = statements(site, visitor, site.lesson_address(MODULE))
        for turn in range(ROUNDS + 1):
            for target in found:
                target.measure(turn, threads=THREADS, sequence=(turn + 1) * 1_000_000)
                if turn == 0:
                    target.forget()
    return found, counted


def _folder(above: Path, name: str) -> Path:
    folder = above / name
    folder.mkdir(mode=0o700)
    return folder


def pages(*, write: bool) -> bool:
    """Measure the pages, print, judge, and write when asked to; whether every gate is passed."""
    server = launch()
    try:
        with tempfile.TemporaryDirectory(prefix="jikim-bench-") as folder:
            found, counted = measure(Path(folder), server.create("jikim"), server.create("bare"))
    finally:
        server.stop()
    table = report.table(found)
    verdicts = report.judge(found, counted)
    shown = "\n".join([table, "", *report.shares(found), "", *(f"- {verdict}" for verdict in verdicts)])
    print(shown)
    if write:
        report.write_between(report.PAGES, shown)
    return all(verdict.holds for verdict in verdicts)


def part(run: Callable[[], tuple[str, bool]], marks: tuple[str, str]) -> Callable[..., bool]:
    """The same for a part that tells what it measured as text."""

    def measured(*, write: bool) -> bool:
        shown, holds = run()
        print(shown)
        if write:
            report.write_between(marks, shown)
        return holds

    return measured


PARTS: dict[str, Callable[..., bool]] = {
    "pages": pages,
    "classes": part(classes.run, report.CLASSES),
    "content": part(content.run, report.CONTENT),
    "guessing": part(guessing.run, report.GUESSING),
}


def main() -> int:
    """Measure the parts that are named, else all."""
    arguments = sys.argv[1:]
    named = [one for one in arguments if not one.startswith("-")] or list(PARTS)
    write = "--write" in arguments
    held = {name: PARTS[name](write=write) for name in named}
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
