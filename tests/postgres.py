"""A throw-away PostgreSQL server on a Unix socket, one for all test processes, each with a database of its own.

Also for measurements: `url, stop = start_postgres()` from the root of the repository, or `python -m tests.postgres`.
"""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from scripts.ensure_system import postgres_folder

PREFIX = "jikim-pg-"
TEMPLATE = "jikim_template"
# The product refuses a server that may lose what it acknowledged, so only size and speed are set, never safety.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "30min",
    "autovacuum_naptime": "10min",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}
# A path without sbin is common where nobody logs in.
RUNUSER = shutil.which("runuser") or "/usr/sbin/runuser"
ROOM_NEEDED = 2 * 1024**3


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `folder` holds its files and its socket, `programs` is where `pg_ctl` lies."""

    folder: Path
    programs: Path

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database as SQLAlchemy reads it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self.folder), safe='/')}"

    @contextmanager
    def connect(self) -> Iterator[psycopg.Connection]:
        """Give a connection as the server's owner, each statement committed by itself."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            yield connection

    def create(self, database: str, template: str = "template0") -> str:
        """Make `database` in C.UTF-8 as a copy of `template`, replacing an older one, and return its address."""
        name, source = sql.Identifier(database), sql.Identifier(template)
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, source))
        return self.url(database)

    def has(self, database: str) -> bool:
        """Tell whether a database of that name stands."""
        with self.connect() as connection:
            return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone())

    def rename(self, database: str, name: str) -> None:
        """Give a database that nobody is connected to another name."""
        with self.connect() as connection:
            old, new = sql.Identifier(database), sql.Identifier(name)
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(old, new))

    def start(self) -> None:
        """Start the server on its files; raise RuntimeError with the end of its log when it does not come up."""
        settings = {**OPTIONS, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "-l", str(self.folder / "log"), "-w", "-t", "60", "-o", options, "start")

    def halt(self, mode: str = "fast") -> None:
        """Stop the server and keep its files; `mode` as for pg_ctl: smart, fast, or immediate (like a crash)."""
        self._run("pg_ctl", "-m", mode, "-w", "stop")

    def stop(self) -> None:
        """Stop the server, if it still runs, and remove its files."""
        with suppress(RuntimeError):
            self.halt("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root; Debian's package brings this account.
        owner = [RUNUSER, "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*owner, str(self.programs / program), "-D", str(self.folder / "cluster"), *arguments]
        # A file, not a pipe: the server would keep a pipe open for as long as it runs.
        with (self.folder / "said").open("w") as said:
            done = subprocess.run(command, cwd=self.folder, stdout=said, stderr=said, check=False)
        if done.returncode:
            told = [path.read_text() for path in (self.folder / "said", self.folder / "log") if path.exists()]
            raise RuntimeError(f"{program} {arguments[-1]} failed:\n{''.join(told)[-2000:]}")


def launch(programs: Path | None = None) -> PostgresServer:
    """Make a new server and start it; raise RuntimeError when there are no programs or it does not come up."""
    programs = programs or postgres_folder()
    if programs is None:
        raise RuntimeError("there are no PostgreSQL server programs here; docs/development.md says how to get them")
    _sweep(programs)
    server = PostgresServer(Path(tempfile.mkdtemp(prefix=PREFIX, dir=_place())), programs)
    _write_people(server, [os.getpid()])
    os.chown(server.folder, _owner_id(), -1)
    try:
        server._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        server.start()
    except RuntimeError:
        server.stop()
        raise
    return server


def start_postgres() -> tuple[str, Callable[[], None]]:
    """Start a server with an empty database and return (its SQLAlchemy address, what stops the server)."""
    server = launch()
    return server.create("jikim"), server.stop


def _place() -> Path:
    shared = Path("/dev/shm")
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > ROOM_NEEDED
    return shared if roomy else Path(tempfile.gettempdir())


def _owner_id() -> int:
    return pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else os.geteuid()


def _people(server: PostgresServer) -> list[int]:
    """Return the ids of the processes that use the server and are alive."""
    return [int(word) for word in (server.folder / "people").read_text().split() if _is_alive(word)]


def _is_alive(process: str) -> bool:
    try:
        state = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _write_people(server: PostgresServer, people: list[int]) -> None:
    (server.folder / "people").write_text(" ".join(map(str, people)))


def _sweep(programs: Path) -> None:
    # A server whose test run was killed would otherwise stay until the machine is restarted.
    for folder in _place().glob(f"{PREFIX}*"):
        server = PostgresServer(folder, programs)
        with suppress(OSError):
            if folder.stat().st_uid == _owner_id() and not _people(server):
                server.stop()


@contextmanager
def _turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder shared by all processes of this test run, to one of them at a time."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with (shared / "postgres.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield shared


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """The server of this test run: the first process that asks starts it, the last that leaves stops it."""
    programs = postgres_folder()
    if programs is None:
        reason = "PostgreSQL's server programs are missing; docs/development.md says how to get them"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with _turn(tmp_path_factory) as shared:
        note = shared / "postgres.folder"
        server = PostgresServer(Path(note.read_text()), programs) if note.exists() else launch(programs)
        note.write_text(str(server.folder))
        _write_people(server, [*_people(server), os.getpid()])
    yield server
    with _turn(tmp_path_factory) as shared:
        others = [process for process in _people(server) if process != os.getpid()]
        _write_people(server, others)
        if not others:
            server.stop()
            (shared / "postgres.folder").unlink()


@pytest.fixture(scope="session")
def fill_template() -> Callable[[str], None]:
    """What fills the database every other is copied from, given its address; conftest overrides it to migrate.

    It must close its connections: PostgreSQL copies no database that is in use.
    """
    return lambda _url: None


@pytest.fixture(scope="session")
def postgres_url(
    postgres_server: PostgresServer,
    fill_template: Callable[[str], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The address of this process's own database, a copy of the template."""
    with _turn(tmp_path_factory):
        if not postgres_server.has(TEMPLATE):
            fill_template(postgres_server.create("jikim_unfinished"))
            postgres_server.rename("jikim_unfinished", TEMPLATE)
        return postgres_server.create(f"jikim_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}", TEMPLATE)


def main() -> None:
    """Run a server until Ctrl-C, for trying things by hand: DATABASE_URL=… make run."""
    ending = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    url, stop = start_postgres()
    sys.stdout.write(f"DATABASE_URL='{url}'\n")
    sys.stdout.flush()
    try:
        signal.sigwait(ending)
    finally:
        stop()


if __name__ == "__main__":
    main()
