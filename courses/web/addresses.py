"""Addresses of pages; the router is asked once for each, since the same endpoint and values always lead to the same."""

from functools import lru_cache
from typing import Any

from flask import url_for


@lru_cache(maxsize=20_000)
def address(endpoint: str, **values: Any) -> str:
    """What `url_for` says. Raises BuildError for an endpoint or values that lead nowhere."""
    return url_for(endpoint, **values)
