"""Which file is being worked on: whoever limits the time for each file listens here."""

from collections.abc import Callable

_listeners: list[Callable[[str], None]] = []


def working_on(path: str) -> None:
    """Say that from here on the time belongs to that file."""
    for listener in _listeners:
        listener(path)


def listen(listener: Callable[[str], None]) -> Callable[[], None]:
    """Be told from now on; what is returned ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)
