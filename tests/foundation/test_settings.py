"""Settings come from the environment; secrets are made once and readable by their owner only."""

from pathlib import Path
from stat import S_IMODE

import pytest
from pydantic import ValidationError

from courses.foundation.settings import Settings, kept_secret


def test_names_in_the_environment_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"PORT": "8123", "DATABASE_URL": "postgres://a/b", "JIKIM_DATA_DIR": str(tmp_path), "JIKIM_DEMO": "1"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    read = Settings()
    assert (read.port, read.engine_url, read.data_dir, read.demo) == (8123, "postgresql+psycopg://a/b", tmp_path, True)


def test_without_a_database_url_the_file_lies_in_the_data_directory(tmp_path: Path) -> None:
    read = Settings.model_validate({"data_dir": tmp_path, "database_url": ""})
    assert read.engine_url == f"sqlite:///{tmp_path}/jikim.db"


def test_a_full_database_url_is_left_as_it_is(tmp_path: Path) -> None:
    url = "postgresql+psycopg://somebody@/jikim?host=/run/postgresql"
    assert Settings.model_validate({"data_dir": tmp_path, "database_url": url}).engine_url == url


@pytest.mark.parametrize("port", ["0", "65536", "many"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ValidationError):
        Settings()


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret"
    assert [kept_secret(path, "first"), kept_secret(path, "second")] == ["first", "first"]
    assert (S_IMODE(path.stat().st_mode), S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)


def test_the_key_is_the_one_that_was_set_else_the_one_that_is_kept(tmp_path: Path) -> None:
    assert Settings.model_validate({"data_dir": tmp_path, "secret_key": "x" * 40}).key() == "x" * 40
    kept = Settings.model_validate({"data_dir": tmp_path, "secret_key": ""})
    assert kept.key() == kept.key() == (tmp_path / "secret-key").read_text()


def test_the_zone_is_the_one_of_seoul_unless_another_is_set(tmp_path: Path) -> None:
    assert str(Settings.model_validate({"data_dir": tmp_path}).zone) == "Asia/Seoul"
