"""`python -m bench [pages|content]`: what the product's pages cost beside a bare page, and what reading content costs.

`--write` keeps the figures in docs/performance.md. Exits 1 when a gate fails.
"""

import sys
import tempfile
from pathlib import Path

from bench import content, report
from bench.load import Asked
from bench.measuring import MODULE, Target, running, targets
from bench.people import Site
from bench.product import Product
from bench.statements import statements
from tests.postgres import start_postgres

ROUNDS = 5
SECONDS = 2.0
SUBMITS = 30
THREADS = 4
BARE = ("bench/gunicorn_bare.py", "bench.bare:app")


def measure(folder: Path, postgres: str) -> tuple[list[Target], dict[str, list[str]]]:
    """All targets with their rounds, and the SQL statements of a lesson page by database."""
    bare = Product(_folder(folder, "bare"), served=BARE)
    sites = {"SQLite": Product(_folder(folder, "sqlite")), "PostgreSQL": Product(_folder(folder, "postgres"), postgres)}
    for product in sites.values():
        product.flask("site", "prepare")
    with running([bare, *sites.values()]):
        found = [Target("bare page", "", bare, [Asked("GET", "/bare", {})] * THREADS, SECONDS)]
        counted = {}
        for database, product in sites.items():
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
    url, stop_postgres = start_postgres()
    try:
        with tempfile.TemporaryDirectory(prefix="jikim-bench-") as folder:
            found, counted = measure(Path(folder), url)
    finally:
        stop_postgres()
    table = report.table(found)
    verdicts = report.judge(found, counted)
    print("\n".join([table, "", *(str(verdict) for verdict in verdicts)]))
    if write:
        report.write(table, verdicts)
    return all(verdict.holds for verdict in verdicts)


def reading(*, write: bool) -> bool:
    """The same for reading the content."""
    shown, holds = content.run()
    print(shown)
    if write:
        report.write_between(report.CONTENT, shown)
    return holds


PARTS = {"content": reading, "pages": pages}


def main() -> int:
    """Measure the parts that are named, else all."""
    arguments = sys.argv[1:]
    named = [one for one in arguments if not one.startswith("-")] or list(PARTS)
    write = "--write" in arguments
    held = {name: PARTS[name](write=write) for name in named}
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
