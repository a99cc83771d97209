"""How long the random tests run: short by default, long with TEST_LENGTH=long."""

import os

from hypothesis import HealthCheck, settings

LONG = os.environ.get("TEST_LENGTH") == "long"
EVERY_CHECK = list(HealthCheck)


def examples(short: int, long: int, steps: int = 50) -> settings:
    """So many examples, however slow the machine is today; `steps` of a state machine."""
    return settings(
        max_examples=long if LONG else short,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=EVERY_CHECK,
        database=None,
    )
