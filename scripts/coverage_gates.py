"""Judge a coverage report: decisions and writes are tested in every branch, the whole in nearly all.

`python -m scripts.coverage_gates REPORT.json` prints one line a gate and what is missing, and ends with 1 if any fails.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

COMPLETE = ("courses/rules/", "courses/catalog/", "courses/services/")
WHOLE_AT_LEAST = 92.0


class Gate(NamedTuple):
    """One verdict: what was judged, its coverage in percent, whether that is enough, and where it is not covered."""

    name: str
    percent: float
    passed: bool
    gaps: list[str]


def complete_gate(prefix: str, files: Mapping[str, Any]) -> Gate:
    """Judge the files below `prefix`: every line and branch; no file at all is a failure, not a success."""
    covered = total = 0
    gaps = []
    for path, measured in sorted(files.items()):
        if not path.startswith(prefix):
            continue
        summary = measured["summary"]
        covered += summary["covered_lines"] + summary["covered_branches"]
        total += summary["num_statements"] + summary["num_branches"]
        lines = [str(line) for line in measured["missing_lines"]]
        branches = [f"{start}->{end if end > 0 else 'exit'}" for start, end in measured["missing_branches"]]
        if lines or branches:
            gaps.append(f"{path}: {', '.join([*lines, *branches])}")
    percent = 100.0 * covered / total if total else 0.0
    return Gate(prefix, percent, total > 0 and covered == total, gaps or ([] if total else ["nothing was measured"]))


def judge(report: Mapping[str, Any]) -> list[Gate]:
    """Return the verdict on each gate for a report in coverage.py's JSON format."""
    files = report["files"]
    whole = report["totals"]["percent_covered"]
    low = sorted((file["summary"]["percent_covered"], path) for path, file in files.items())
    gaps = [f"{path}: {percent:.1f} %" for percent, path in low if percent < WHOLE_AT_LEAST]
    passed = bool(files) and whole >= WHOLE_AT_LEAST
    return [*(complete_gate(prefix, files) for prefix in COMPLETE), Gate("whole", whole, passed, gaps[:12])]


def show(gates: list[Gate]) -> bool:
    """Print the gates and return whether all passed."""
    for gate in gates:
        bar = f"{WHOLE_AT_LEAST:.0f}" if gate.name == "whole" else "100"
        verdict = "ok" if gate.passed else "FAILED"
        print(f"coverage  {gate.name:<20} {gate.percent:6.2f} %  (at least {bar} %)  {verdict}")
        if not gate.passed:
            print("\n".join(f"    {gap}" for gap in gate.gaps))
    return all(gate.passed for gate in gates)


if __name__ == "__main__":
    sys.exit(0 if show(judge(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))) else 1)
