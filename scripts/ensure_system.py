"""What the tests need beside Python packages: PostgreSQL's server programs, Chromium and strace, all from Debian."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRES = 15


def postgres_folder() -> Path | None:
    """Return the folder that holds initdb and pg_ctl: `$POSTGRES_BIN`, then Debian's of version 15 or newer."""
    named = os.environ.get("POSTGRES_BIN")
    debian = sorted(
        (folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdigit()),
        key=lambda folder: int(folder.parent.name),
    )
    for folder in [Path(named)] if named else debian:
        version = re.search(r"\d+", folder.parent.name)
        if not named and version and int(version[0]) < OLDEST_POSTGRES:
            continue
        if all(os.access(folder / program, os.X_OK) for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


def chromium() -> Path | None:
    """Return the path of Chromium: `$CHROMIUM`, else Debian's."""
    path = Path(os.environ.get("CHROMIUM") or "/usr/bin/chromium")
    return path if os.access(path, os.X_OK) else None


@dataclass(frozen=True)
class Need:
    """Something from Debian: what tests call it, its package, and how to find it."""

    name: str
    package: str
    find: Callable[[], Path | None]


def strace() -> Path | None:
    """Return the path of strace, which records what reaches the disk."""
    found = shutil.which("strace")
    return Path(found) if found else None


NEEDS = (
    Need("PostgreSQL", "postgresql", postgres_folder),
    Need("Chromium", "chromium", chromium),
    Need("strace", "strace", strace),
)


def missing() -> list[Need]:
    """Return what is not on this machine."""
    return [need for need in NEEDS if need.find() is None]


def install(packages: list[str]) -> None:
    """Install Debian packages; what goes wrong is printed and shows in `missing` afterwards."""
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "-y", "install", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command,
            env=quietly,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            print(done.stdout[-1500:], flush=True)


def ensure() -> list[Need]:
    """Install what is missing when this is root on Debian, else print the line to run; return what is missing still."""
    lacking = missing()
    packages = [need.package for need in lacking]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing from Debian: {' '.join(packages)}", flush=True)
        install(packages)
        lacking = missing()
    if lacking:
        line = " ".join(need.package for need in lacking)
        print(f"Missing for the tests: {', '.join(need.name for need in lacking)}. Run this line, then again:")
        print(f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {line}", flush=True)
    return lacking


if __name__ == "__main__":
    sys.exit(1 if ensure() else 0)
