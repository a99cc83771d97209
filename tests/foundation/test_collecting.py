"""Nothing is collected while a process starts; what is there by then is left alone, what comes later is collected."""

import subprocess
import sys

from courses.foundation.settings import ROOT

TOLD = """
import gc
from courses.foundation import collecting
collecting.wait()
print(gc.isenabled(), gc.get_freeze_count())
collecting.go_on()
print(gc.isenabled(), gc.get_freeze_count() > 1000)
later = []
later.append(later)
del later
print(gc.collect() > 0)
"""


def test_a_start_collects_nothing_and_goes_on_collecting_what_comes_later() -> None:
    done = subprocess.run([sys.executable, "-c", TOLD], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["False 0", "True True", "True"]
