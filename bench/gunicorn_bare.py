"""The settings of the product's server for the bare page: the same but for the look at a database it does not have."""

import runpy
from pathlib import Path

SETTINGS = Path(__file__).resolve().parents[1] / "deploy" / "gunicorn.conf.py"
globals().update(
    {
        name: value
        for name, value in runpy.run_path(str(SETTINGS)).items()
        if name.islower() and name != "post_worker_init"
    }
)
