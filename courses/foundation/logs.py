"""Logs: one JSON line an event, UTC, no names, no query strings, no bodies."""

import logging
import sys
import traceback

import structlog
from flask import Flask
from structlog.typing import ExcInfo


def init_app(app: Flask) -> None:
    """Write JSON lines to standard error."""
    app.logger.disabled = True  # it would print messages of errors; web/errors logs each error without
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(without_messages),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def without_messages(exc_info: ExcInfo) -> str:
    """Where errors arose and of what kind they are, the cause first; their messages may hold names and answers."""
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        places = "".join(traceback.format_tb(error.__traceback__))
        told.insert(0, f"{places}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return "\n".join(told)
