"""Run several processes as one: all end when one ends, when a signal asks for it, and when the supervisor is killed."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

STOPPING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
SENT = frozenset({0, -1})
"""Where a signal was sent by a process (SI_USER, SI_QUEUE); the kernel's own have other codes."""
WATCHED = STOPPING | {signal.SIGCHLD}
PR_SET_PDEATHSIG = 1
_prctl = ctypes.CDLL(None, use_errno=True).prctl


def die_with(parent: int) -> None:
    """Ask the kernel to send this process SIGTERM when its parent, process id `parent`, is gone."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


class Supervisor:
    """Children in process groups of their own, so that a key pressed in the terminal reaches the supervisor alone."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        patience: float = 25.0,
        reload: Callable[[], None] = lambda: None,
    ) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self.patience = patience
        self.reload = reload
        self.children: list[tuple[str, subprocess.Popen[bytes]]] = []
        # Held back rather than handled: `wait` asks for them, so none can be lost between two looks.
        self._before = signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)

    def start(self, name: str, command: Sequence[str]) -> int:
        """Start a child called `name` in the messages and return its process id."""
        parent = os.getpid()

        def prepare() -> None:
            # until a child listens to it, being told to reload must not end it
            signal.signal(signal.SIGUSR1, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_SETMASK, self._before)
            die_with(parent)

        child = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            umask=0o077,
            process_group=0,
            preexec_fn=prepare,  # noqa: PLW1509 - the supervisor has one thread only
        )
        self.children.append((name, child))
        return child.pid

    def finish(self, name: str, command: Sequence[str]) -> int | None:
        """Run one child to its end and return its exit code, or None when a signal asked to stop before."""
        self.start(name, command)
        _, child = self.children[-1]
        while child.poll() is None:
            if self._asked_to_stop(1.0):
                return None
        self.children.pop()
        return _exit_code(child.returncode)

    def wait(self, until: Callable[[], bool], pause: float) -> int | None:
        """Ask `until` every `pause` seconds and return None once it holds; else the exit code to end with.

        0 = a signal asked to stop; a child's own code (1 for its 0, 128 + n for signal n) = that child ended by itself.
        """
        while True:
            for name, child in self.children:
                code = child.poll()
                if code is not None:
                    print(f"'{name}' 프로세스가 끝났습니다 · '{name}' ended by itself (code {code})", flush=True)
                    return _exit_code(code) or 1
            if until():
                return None
            if self._asked_to_stop(pause):
                return 0

    def _asked_to_stop(self, pause: float) -> bool:
        """Wait for a signal. SIGHUP stops when the terminal went away; sent by somebody, it asks to reload."""
        received = signal.sigtimedwait(WATCHED, pause)
        if received is None or received.si_signo not in STOPPING:
            return False
        if received.si_signo == signal.SIGHUP and received.si_code in SENT:
            self.reload()
            return False
        return True

    def tell(self, number: signal.Signals) -> None:
        """Send every child a signal; children of theirs get none."""
        for _, child in self.children:
            if child.poll() is None:
                child.send_signal(number)

    def stop(self) -> bool:
        """End every child, politely first; return whether all ended without being killed."""
        for _, child in self.children:
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + self.patience
        impatient = False
        while not impatient and time.monotonic() < deadline and any(c.poll() is None for _, c in self.children):
            received = signal.sigtimedwait(WATCHED, 0.2)
            # A second Ctrl-C means now.
            impatient = received is not None and received.si_signo == signal.SIGINT
        polite = all(child.poll() is not None for _, child in self.children)
        for _, child in self.children:
            # The group may outlive its leader.
            _signal_group(child, signal.SIGKILL)
            child.wait()
        return polite


def _exit_code(code: int) -> int:
    return 128 - code if code < 0 else code


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return
