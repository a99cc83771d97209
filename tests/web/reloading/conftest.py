"""A site with a content folder of its own."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from courses.commands import content_reload
from courses.factory import create_app
from courses.foundation.settings import Settings
from courses.web import reading, shelf
from courses.web.serving import announce
from tests.conftest import TINY, settings_for


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def settings(content: Path, tmp_path: Path) -> Settings:
    return settings_for(tmp_path / "data", content_dir=content)


@pytest.fixture
def site(settings: Settings) -> Flask:
    """An application of its own, outside any context."""
    return create_app(settings)


@pytest.fixture
def running(site: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """This process, as if it served; it obeys while the list says so."""
    obeys = [True]
    announce(settings, shelf.standing(site))

    def told(_processes: object) -> None:
        if obeys[0]:
            announce(settings, shelf.swap(site))

    monkeypatch.setattr(content_reload, "tell", told)
    return obeys


@pytest.fixture
def uncached(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder in which anything is kept."""
    monkeypatch.setattr(reading, "cache_of", lambda _: None)
