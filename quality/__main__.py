"""`python -m quality`: the fault runs in their long form; what they measured is added to quality/reliability.json.

One line a run and measurement. Exits as pytest does: 0 when nothing failed.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET  # nosec B405 # reads only what pytest has just written

import pytest

from bench.report import machine
from courses.foundation.settings import ROOT

KEPT = ROOT / "quality" / "reliability.json"
LENGTH = "TEST_LENGTH"


def measured(report: Path) -> Iterator[dict[str, object]]:
    """The figures that tests put into the report."""
    for one in ET.parse(report).iter("property"):  # noqa: S314 - see the import  # nosec B314 # see the import
        if one.get("name") == "figures":
            yield json.loads(one.get("value", "{}"))


def main() -> int:
    """Run, keep what was measured, say it."""
    length = os.environ.setdefault(LENGTH, "long")
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="jikim-quality-") as folder:
        report = Path(folder) / "report.xml"
        arguments = ["-m", "faults", "-p", "no:cacheprovider", f"--junitxml={report}", str(ROOT / "tests" / "faults")]
        code = int(pytest.main(arguments))
        common = {"at": began.isoformat(timespec="seconds"), "length": length, "machine": machine()}
        lines = [json.dumps({**figures, **common}, ensure_ascii=False) for figures in measured(report)]
    with KEPT.open("a", encoding="utf-8") as kept:
        kept.writelines(f"{line}\n" for line in lines)
    sys.stdout.write("\n".join([*lines, ""]))
    return code


if __name__ == "__main__":
    sys.exit(main())
