"""Collecting garbage: not while a process starts, and never again through what it keeps for its whole life.

A start makes some hundred thousand objects and lets go of none; looking for some to collect would take a fifth of it.
"""

import gc


def wait() -> None:
    """Collect nothing from here on."""
    gc.disable()


def go_on() -> None:
    """Collect again, but leave alone what is there by now: modules, templates, the catalog.

    What is let go of later all the same, such as a catalog that was replaced, is freed by its last reference.
    """
    gc.freeze()
    gc.enable()
