"""The real product in a folder of its own: gunicorn and the worker as operators start them, ended by process group.

Tests and measurements share it; nothing outside its folder, its database and its port is touched.
"""

import contextlib
import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

from courses.foundation.settings import ROOT, Settings

BIN = ROOT / ".venv" / "bin"
PORTS = range(9100, 9900)
READY_WITHIN = 60.0
PATIENCE = 25.0
PASSWORD = "demo password for this run"
SITE = ("deploy/gunicorn.conf.py", "app:app")


def free_port() -> int:
    """A port on the loopback that nobody listens on. Raises RuntimeError when there is none."""
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port from {PORTS.start} to {PORTS.stop}")


class Product:
    """One site: `folder` holds its data, `database_url` '' is an SQLite file in there.

    `served` is gunicorn's configuration and the application, `before` a command that starts it, `content` the folder of
    courses.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str = "",
        *,
        demo: bool = True,
        served: tuple[str, str] = SITE,
        before: tuple[str, ...] = (),
        content: Path = ROOT / "content",
    ) -> None:
        self.folder = folder
        self.database_url = database_url
        self.demo = demo
        self.served = served
        self.before = before
        self.content = content
        self.key = secrets.token_urlsafe(48)
        self.port = free_port()
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        """Where it is served, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def settings(self) -> Settings:
        """The settings its processes run with, for an application in this process on the same database."""
        values = {"data_dir": self.folder, "secret_key": self.key, "database_url": self.database_url}
        values["content_dir"] = self.content
        return Settings.model_validate({**values, "demo": self.demo, "demo_password": PASSWORD})

    def environment(self) -> dict[str, str]:
        """What its processes see: this machine's environment without any setting of another site."""
        foreign = ("JIKIM_", "PORT", "DATABASE_URL", "GUNICORN", "WEB_CONCURRENCY", "FLASK_", "COV_", "COVERAGE")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return inherited | {
            "PORT": str(self.port),
            "DATABASE_URL": self.database_url,
            "FLASK_APP": SITE[1],
            "JIKIM_DATA_DIR": str(self.folder),
            "JIKIM_CONTENT_DIR": str(self.content),
            "JIKIM_SECRET_KEY": self.key,
            "JIKIM_DEMO": str(int(self.demo)),
            "JIKIM_DEMO_PASSWORD": PASSWORD,
        }

    def flask(self, *command: str) -> str:
        """Run a command of the product and return what it printed; raise RuntimeError with it when it fails."""
        done = subprocess.run(
            [str(BIN / "flask"), *command],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(command)}: {done.returncode}\n{done.stdout[-2000:]}")
        return done.stdout

    def start(self) -> float:
        """Start the web server and return the seconds until it was ready; raise RuntimeError when it does not come."""
        began = time.monotonic()
        self.web = self._spawn([*self.before, str(BIN / "gunicorn"), "-c", *self.served])
        while not self.answers():
            if self.web.poll() is not None or time.monotonic() - began > READY_WITHIN:
                raise RuntimeError(f"not ready:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)
        return time.monotonic() - began

    def start_worker(self) -> None:
        """Start the background worker."""
        self.worker = self._spawn([str(BIN / "flask"), "work"])

    def answers(self) -> bool:
        """Whether the web server says that it is ready."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def halt(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End the web server with all its processes by this signal, and wait until they are gone."""
        _end(self.web, number)
        self.web = None

    def stop(self) -> None:
        """End everything."""
        _end(self.worker, signal.SIGTERM)
        self.worker = None
        self.halt()

    def _spawn(self, command: list[str]) -> "subprocess.Popen[bytes]":
        # umask 077: the product refuses a database that others can read.
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )


def group(leader: int) -> list[int]:
    """The processes of the group that are alive."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if state[0] != "Z" and int(state[2]) == leader:
            found.append(int(entry.name))
    return found


def _end(process: "subprocess.Popen[bytes] | None", number: signal.Signals) -> None:
    """Send the whole group the signal, and SIGKILL when some of it is still there after `PATIENCE` seconds."""
    if process is None:
        return
    for sent in (number, signal.SIGKILL):
        deadline = time.monotonic() + PATIENCE
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sent)
        while group(process.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        if not group(process.pid):
            break
    process.wait()
