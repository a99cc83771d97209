"""Make `.venv/` with every package at its locked hash, or see within milliseconds that it stands already.

`bootstrap.py run` installs what serving needs, `bootstrap.py dev` also what tests need; both use the standard library.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "jikim-setup.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)
PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
PYPI = "https://pypi.org/simple"


class SetupError(Exception):
    """The environment cannot be made; the text says why, in Korean and English."""


def say(korean: str, english: str) -> None:
    """Print one step as one line."""
    print(f"{korean} · {english}", flush=True)


def base_fingerprint(python: str) -> list[str | int]:
    """Return what changes when `python` (a path) is replaced by another build; raise OSError when it is gone."""
    real = Path(python).resolve(strict=True)
    facts = real.stat()
    return [str(real), facts.st_size, facts.st_mtime_ns]


def digest(lock: Path) -> str:
    """Return the SHA-256 of a lock file."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def standing() -> dict[str, str]:
    """Return the lock digests that `.venv/` was completely set up for; empty when it must be made afresh."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        wanted = os.environ.get("PYTHON") or stamp["python"]
        fits = (
            stamp["root"] == str(ROOT)
            and stamp["base"] == base_fingerprint(wanted) == base_fingerprint(str(PYTHON))
            and all(digest(LOCKS[kind]) == known for kind, known in stamp["locks"].items())
        )
        return dict(stamp["locks"]) if fits else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def find_python() -> str:
    """Return the path of the Python to build on: `$PYTHON`, Debian's own, then the one on the path."""
    named = os.environ.get("PYTHON")
    candidates = [named] if named else ["/usr/bin/python3", shutil.which("python3"), sys.executable]
    question = "import sys; print(*sys.version_info[:2], sys.executable)"
    for candidate in filter(None, candidates):
        try:
            answer = subprocess.run([candidate, "-I", "-c", question], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        major, minor, path = answer.stdout.strip().split(" ", 2)
        if (int(major), int(minor)) >= OLDEST:
            return path
    raise SetupError("파이썬 3.11 이상이 필요합니다 · Python 3.11 or newer is needed (apt-get install python3)")


def run(command: list[str]) -> bool:
    """Run a command quietly and return whether it succeeded; its last lines are printed when it did not."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        print("\n".join("    " + line for line in done.stdout.strip().splitlines()[-12:]), flush=True)
    return done.returncode == 0


def has_authorities() -> bool:
    """Tell whether this machine has any certificate authority to verify a server with."""
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    return bool(paths.cafile) or bool(folder and folder.is_dir() and any(folder.iterdir()))


def fetch(address: str) -> bytes:
    """Return what stands at `address`; a user name and password in it become a header."""
    parts = urllib.parse.urlsplit(address)
    headers = {"Accept": "text/html"}
    if parts.username:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        address = urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    # Without any authority nothing can be verified; what is fetched here is accepted by its SHA-256 alone.
    context = None if has_authorities() else ssl._create_unverified_context()  # noqa: SLF001 # nosec B323 # has no public name
    request = urllib.request.Request(address, headers=headers)
    # The address is the operator's own setting.
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:  # nosec B310 # see above
        return bytes(answer.read())


def fetch_pip(folder: Path) -> Path:
    """Fetch pip's own wheel from the package index into `folder` and return its path, its hash checked."""
    page = (os.environ.get("PIP_INDEX_URL") or PYPI).rstrip("/") + "/pip/"
    try:
        listing = fetch(page).decode("utf-8", "replace")
        link = re.search(rf'href="([^"]*{re.escape(PIP_WHEEL)}[^"]*)"', listing)
        if link is None:
            raise SetupError(f"{PIP_WHEEL} 파일이 없습니다 · is missing from {page}")
        wheel = fetch(urllib.parse.urljoin(page, link[1].replace("&amp;", "&")))
    except (OSError, ValueError) as error:
        raise SetupError(f"패키지 저장소에 연결할 수 없습니다 · Cannot reach {page}: {error}") from error
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        raise SetupError(f"pip의 해시가 다릅니다 · {page} gave a pip with another hash than the pinned one")
    path = folder / PIP_WHEEL
    path.write_bytes(wheel)
    return path


def make_environment(base: str) -> None:
    """Make an empty `.venv/` with pip in it, replacing whatever stands there."""
    venv = [base, "-I", "-m", "venv", "--clear"]
    # Debian's own pip trusts the system's authorities only; without them the index's pip brings its own.
    if has_authorities():
        quiet = subprocess.run([*venv, str(VENV)], capture_output=True, check=False)
        if quiet.returncode == 0:
            return
    say("pip을 내려받습니다", "Fetching pip (this Python brings none that can be used)")
    if not run([*venv, "--without-pip", str(VENV)]):
        raise SetupError(f"{VENV} 폴더를 만들 수 없습니다 · cannot be made; remove it if it belongs to somebody else")
    with tempfile.TemporaryDirectory() as folder:
        wheel = fetch_pip(Path(folder))
        if not run([str(PYTHON), "-I", f"{wheel}/pip", "install", "-q", "--no-index", "--no-deps", str(wheel)]):
            raise SetupError("pip을 설치하지 못했습니다 · pip could not be installed")


def install(lock: Path) -> None:
    """Install every package of `lock`, each accepted only with its hash."""
    pip = [str(PYTHON), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-q"]
    wanted = ["--no-deps", "--require-hashes", "-r", str(lock)]
    if run([*pip, *wanted]):
        return
    if not has_authorities():
        # The hashes of the lock still guarantee that every file is the one that was locked.
        say(
            "인증서 없이 해시로만 확인합니다",
            "No certificate authorities here: trying again, trusting the hashes alone",
        )
        hosts = {urllib.parse.urlsplit(os.environ.get("PIP_INDEX_URL") or PYPI).hostname, "files.pythonhosted.org"}
        if run([*pip, *(f"--trusted-host={host}" for host in hosts), *wanted]):
            return
    raise SetupError("패키지를 설치하지 못했습니다 · The packages could not be installed (see the lines above)")


def set_up(kind: str) -> None:
    """Bring `.venv/` to what `kind` ('run' or 'dev') needs; a set-up cut short leaves no stamp and is made again."""
    known = standing()
    if kind in known:
        return
    if not known:
        base = find_python()
        say("가상 환경을 만듭니다", f"Making the virtual environment .venv with {base}")
        make_environment(base)
    else:
        base = json.loads(STAMP.read_text(encoding="utf-8"))["python"]
        STAMP.unlink()
    say("패키지를 설치합니다 (1–2분)", f"Installing the packages of {LOCKS[kind].name} (a minute or two)")
    install(LOCKS[kind])
    # The development lock holds every package of the other at the same version (`make lock` sees to it).
    kinds = ["run", "dev"] if kind == "dev" else ["run"]
    stamp = {
        "root": str(ROOT),
        "python": base,
        "base": base_fingerprint(base),
        "locks": {name: digest(LOCKS[name]) for name in kinds},
    }
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    unfinished.replace(STAMP)
    say("준비가 끝났습니다", "The environment is ready")


def main() -> int:
    """Set up what the first argument names, one at a time on this machine."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in LOCKS:
        print("usage: bootstrap.py [run|dev]", file=sys.stderr)
        return 2
    try:
        with Path(__file__).open("rb") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            set_up(kind)
    except SetupError as problem:
        print(f"설정 실패 · Set-up failed: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("중단했습니다. 다시 실행하면 이어집니다 · Stopped; the next run repairs it", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
