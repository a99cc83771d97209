"""How gunicorn serves Jikim: loopback only, two workers of eight threads, nothing written about who asked for what."""

import os
from pathlib import Path
from typing import Any

import gunicorn

from courses.foundation import collecting
from courses.web.serving import obey
from courses.web.start import check_or_exit

# The header names no product and no version.
gunicorn.SERVER = "web"

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "courses.web.accepting.EvenWorker"
threads = 8
# Each worker loads the application itself, so that no database connection is shared across a fork.
preload_app = False

timeout = 60
graceful_timeout = 20
keepalive = 5
# A heartbeat file on a slow disk would let the master kill healthy workers.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # nosec B108 # random name within it

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# Help and exit pages must leave no trace, so no request is logged here; the application writes its own log.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")

# Its default place is the home folder, which an operator of a school server may not have.
control_socket_disable = True


def post_fork(_server: Any, _worker: Any) -> None:
    """A worker starts."""
    collecting.wait()


def post_worker_init(worker: Any) -> None:
    """Look at the database and read the content before the first request; who may not serve ends, the server too.

    SIGUSR1 to the main process makes every worker read the content again; SIGHUP begins all workers anew.
    """
    check_or_exit(worker.app.callable)
    obey(worker.app.callable)
    collecting.go_on()
