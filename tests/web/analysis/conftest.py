"""A school with classes large enough for figures."""

import pytest
from flask import Flask

from tests.builders import School, build_school


@pytest.fixture
def school(app: Flask) -> School:
    """Twelve learners in each of the three classes."""
    return build_school(12)
