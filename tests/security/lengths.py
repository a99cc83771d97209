"""How long the random tests run: short by default, long with TEST_LENGTH=long."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

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


def run_machine(machine: type[RuleBasedStateMachine], length: settings) -> int:
    """Let the state machine run so often; how often it did, for the report."""
    runs = 0

    def begin() -> RuleBasedStateMachine:
        nonlocal runs
        runs += 1
        return machine()

    run_state_machine_as_test(begin, settings=length)
    return runs
