"""Serve Jikim on this machine: web server and background worker, begun together and ended together.

`python -m scripts.serve` is what `make run` calls; with `--dev` (`make dev`) edited content shows without a restart.
"""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from scripts.supervisor import Supervisor, die_with
from scripts.watcher import Watcher

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
READY_WITHIN = 60.0


def say(korean: str, english: str) -> None:
    """Print one step as one line."""
    print(f"{korean} · {english}", flush=True)


def chosen_port() -> int:
    """Return the port in `$PORT` (8000 unless set); raise SystemExit with the reason when it cannot be used."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(f"PORT={text}: 포트 번호가 아닙니다 · is not a port number (1–65535)")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SystemExit(
                    f"포트 {port}번은 다른 프로그램이 쓰고 있습니다 · Port {port} is in use. "
                    f"Stop that program or choose another port: PORT={port + 1} make run"
                ) from None
            raise SystemExit(f"포트 {port}번은 열 수 없습니다 · Port {port} cannot be opened: {error}") from None
    return port


def environment(port: int, *, dev: bool) -> dict[str, str]:
    """Return the settings the children see, having made the folder for what is kept (only its owner may enter)."""
    own = ROOT / "var"
    folder = Path(os.environ.get("JIKIM_DATA_DIR") or own).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder == own:
            folder.chmod(0o700)
    except OSError as error:
        raise SystemExit(f"{folder}: 폴더를 만들 수 없습니다 · cannot be made: {error.strerror}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SystemExit(f"{folder}: 쓸 수 없습니다 · is not yours to write to (JIKIM_DATA_DIR chooses another place)")
    chosen = {**os.environ, "PORT": str(port), "JIKIM_DATA_DIR": str(folder), "FLASK_APP": "app:app"}
    chosen.setdefault("JIKIM_DEMO", "1")
    chosen["PATH"] = f"{BIN}{os.pathsep}{chosen.get('PATH', os.defpath)}"
    if dev:
        chosen["WEB_CONCURRENCY"] = "1"
    return chosen


def is_ready(port: int) -> bool:
    """Tell whether the web server answers 200 at /readyz."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def loads(settings: dict[str, str]) -> bool:
    """Tell whether the application can be loaded as it stands on disk; what is wrong is printed."""
    command = [str(BIN / "python"), "-c", "import app"]
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode == 0


def read_content(supervisor: Supervisor) -> None:
    """Have every process read the content again; gunicorn passes the signal on to its workers."""
    say("교육 내용을 다시 읽습니다", "Reading the content again")
    supervisor.tell(signal.SIGUSR1)


def report(settings: dict[str, str]) -> None:
    """Print what the checker says of the content; a course with errors stays as it was."""
    subprocess.run([str(BIN / "flask"), "content", "check"], cwd=ROOT, env=settings, check=False)


def supervise(supervisor: Supervisor, port: int, *, dev: bool) -> int:
    """Prepare the database, start the children, wait until one ends or a signal comes, and return the exit code."""
    prepared = supervisor.finish("prepare", [str(BIN / "flask"), "site", "prepare"])
    if prepared != 0:
        return prepared or 0
    began = time.monotonic()
    web = supervisor.start("web", [str(BIN / "gunicorn"), "-c", "deploy/gunicorn.conf.py", "app:app"])
    ended = supervisor.wait(lambda: is_ready(port) or time.monotonic() - began > READY_WITHIN, pause=0.05)
    if ended is not None:
        return ended
    if time.monotonic() - began > READY_WITHIN:
        say(
            f"{READY_WITHIN:.0f}초 안에 준비되지 않았습니다",
            f"Not ready after {READY_WITHIN:.0f} s; see the lines above",
        )
        return 1
    supervisor.start("work", [str(BIN / "flask"), "work"])
    supervisor.reload = lambda: read_content(supervisor)
    say("준비되었습니다 (끝내려면 Ctrl-C)", f"Ready (Ctrl-C ends it): http://127.0.0.1:{port}")
    content = Path(supervisor.environment.get("JIKIM_CONTENT_DIR") or ROOT / "content").absolute()
    watcher = Watcher([content, ROOT / "templates", ROOT / "courses"] if dev else [])

    def look() -> bool:
        changed = watcher.changed() if dev else set()
        if changed and all(Path(path).is_relative_to(content) for path in changed):
            read_content(supervisor)
            report(supervisor.environment)
        elif changed and loads(supervisor.environment):
            say("바뀐 내용을 다시 읽습니다", "Reading what was changed")
            os.kill(web, signal.SIGHUP)
        elif changed:
            say(
                "오류가 있어 이전 내용을 그대로 보여 줍니다",
                "That cannot be loaded; what stood before is still served",
            )
        return False

    return supervisor.wait(look, pause=0.5 if dev else 60.0) or 0


def main() -> int:
    """Serve until asked to stop; return the exit code."""
    dev = "--dev" in sys.argv[1:]
    if "MAKELEVEL" in os.environ:
        die_with(os.getppid())
    port = chosen_port()
    supervisor = Supervisor(ROOT, environment(port, dev=dev))
    code = 1
    try:
        code = supervise(supervisor, port, dev=dev)
    finally:
        if not supervisor.stop():
            say("끝나지 않아 강제로 끝냈습니다", "Something would not end and was killed")
    say("끝났습니다", "Ended")
    return code


if __name__ == "__main__":
    sys.exit(main())
