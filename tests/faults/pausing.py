"""A site that tells which process answered, a moment later."""

import os
import time

from flask import Flask

PAUSE = 0.1
app = Flask("pausing", static_folder=None)


@app.get("/")
def who() -> str:
    """The process that answers, after a pause in which nothing is computed."""
    time.sleep(PAUSE)
    return str(os.getpid())


@app.get("/readyz")
def ready() -> str:
    """As the product answers."""
    return "ready"
