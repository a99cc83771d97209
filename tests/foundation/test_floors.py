"""Imports go down: proved by planting one that goes up in a copy of the package."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from courses.foundation.settings import ROOT

LINTER = Path(sys.executable).with_name("lint-imports")
UPWARD = {
    "foundation/clock.py": "import courses.models.units",
    "models/units.py": "import courses.queries.units",
    "models/teaching.py": "import courses.catalog.items",
    "catalog/items.py": "import courses.models.units",
    "catalog/places.py": "import flask",
    "rules/access.py": "import courses.foundation.database",
    "rules/drawing.py": "import sqlalchemy",
    "queries/units.py": "import courses.ledger.audit",
    "ledger/audit.py": "import courses.services.units",
    "services/learning.py": "import courses.services.units",
    "services/units.py": "import flask",
    "web/kept.py": "import sqlalchemy",
    "tasks.py": "import courses.commands.site",
}
"""One planted line for each floor and each forbidden neighbour."""


def copy(folder: Path) -> Path:
    shutil.copytree(ROOT / "courses", folder / "courses", ignore=shutil.ignore_patterns("__pycache__", "*.po"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINTER), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)


def test_the_floors_hold(tmp_path: Path) -> None:
    done = lint(copy(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert " 0 broken" in done.stdout


def test_every_planted_import_breaks_a_contract(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    for name, line in UPWARD.items():
        path = folder / "courses" / name
        path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(folder)
    assert done.returncode == 1
    for name in UPWARD:
        module = "courses." + name.removesuffix(".py").replace("/", ".")
        assert (name, f"{module} ->" in done.stdout) == (name, True)


@pytest.mark.parametrize("floor", ["cellar", "attic"])
def test_a_floor_that_nobody_placed_breaks_the_contract(tmp_path: Path, floor: str) -> None:
    folder = copy(tmp_path)
    (folder / "courses" / f"{floor}.py").write_text('"""Planted."""\n')
    assert lint(folder).returncode == 1


def test_every_service_is_kept_apart_from_every_other() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    apart = [one["modules"] for one in contracts if one["type"] == "independence"]
    assert ["courses.services.*"] in apart


def test_every_floor_stands_in_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (floors,) = [one for one in contracts if one["type"] == "layers"]
    named = {name.strip() for layer in floors["layers"] for name in layer.split("|")}
    there = {
        path.stem for path in (ROOT / "courses").iterdir() if (path / "__init__.py").exists() or path.suffix == ".py"
    }
    assert named == there - {"__init__", "translations"}
    assert (floors["exhaustive"], floors["containers"]) == (True, ["courses"])
