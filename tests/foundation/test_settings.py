"""Settings come from the environment; secrets are made once and readable by their owner only."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_IMODE
from threading import Barrier

import pytest

from courses.foundation.errors import UnsafeStart
from courses.foundation.settings import ACCEPTED, Settings, environment_name, kept_secret, read_settings


def test_names_in_the_environment_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"PORT": "8123", "DATABASE_URL": "postgres://a/b", "JIKIM_DATA_DIR": str(tmp_path), "JIKIM_DEMO": "1"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    read = read_settings()
    assert (read.port, read.engine_url, read.data_dir, read.demo) == (8123, "postgresql+psycopg://a/b", tmp_path, True)


def test_without_a_database_url_the_file_lies_in_the_data_directory(tmp_path: Path) -> None:
    read = Settings.model_validate({"data_dir": tmp_path, "database_url": ""})
    assert read.engine_url == f"sqlite:///{tmp_path}/jikim.db"


def test_a_full_database_url_is_left_as_it_is(tmp_path: Path) -> None:
    url = "postgresql+psycopg://somebody@/jikim?host=/run/postgresql"
    assert Settings.model_validate({"data_dir": tmp_path, "database_url": url}).engine_url == url


WRONG = [
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "many"),
    ("DATABASE_URL", "mysql://canary"),
    ("DATABASE_URL", "sqlite:////tmp/canary.db"),
    ("DATABASE_URL", "postgresql://host:canary/jikim"),
    ("DATABASE_URL", "canary"),
    ("JIKIM_DATA_DIR", "/dev/null"),
    ("JIKIM_CONTENT_DIR", "/nope/canary"),
    ("JIKIM_CONTENT_DIR", "/dev/null"),
    ("JIKIM_DEMO", "canary"),
    ("JIKIM_INSECURE_HTTP", "canary"),
    ("JIKIM_SHARED_DEVICE", "canary"),
    ("JIKIM_DEMO_PASSWORD", "canary7"),
    ("JIKIM_EXIT_URL", "javascript:canary(1)"),
    ("JIKIM_EXIT_URL", "//canary.example"),
    ("JIKIM_EXIT_URL", "https://"),
    ("JIKIM_EXIT_URL", "https://[canary"),
    ("JIKIM_EXIT_URL", "https://canary.example/a b"),
    ("JIKIM_TIME_ZONE", "Mars/Canary"),
    ("JIKIM_TIME_ZONE", "Asia"),
    ("JIKIM_TIME_ZONE", "../canary"),
]
RIGHT = [
    ("DATABASE_URL", "postgresql+psycopg://somebody@/jikim?host=/run/postgresql"),
    ("DATABASE_URL", "postgres://a/b"),
    ("JIKIM_DEMO_PASSWORD", "eight to"),
    ("JIKIM_EXIT_URL", "https://weather.example/today?a=b"),
    ("JIKIM_EXIT_URL", "http://intranet"),
    ("JIKIM_TIME_ZONE", "UTC"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_in_both_languages_and_not_repeated(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeStart) as refused:
        read_settings()
    named, _, sentence = str(refused.value).partition(": ")
    korean, english = sentence.split(" / ")
    assert (named, "야 합니다" in korean, english[:7]) == (name, True, "must be")
    assert "canary" not in sentence.lower()


@pytest.mark.parametrize(("name", "value"), RIGHT)
def test_a_right_value_is_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    field = next(one for one in Settings.model_fields if environment_name(one) == name)
    read = getattr(read_settings(), field)
    assert (read.get_secret_value() if field == "demo_password" else read) == value


def test_all_wrong_values_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("JIKIM_DEMO", "maybe"), ("JIKIM_TIME_ZONE", "Mars/Base")):
        monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeStart) as refused:
        read_settings()
    assert [one.split(":")[0] for one in str(refused.value).split("; ")] == ["JIKIM_DEMO", "JIKIM_TIME_ZONE"]


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read_settings()
    for field in Settings.model_fields:
        monkeypatch.setenv(environment_name(field), "")
    assert read_settings() == usual


def test_every_setting_has_a_sentence() -> None:
    assert list(ACCEPTED) == list(Settings.model_fields)


def test_of_several_who_start_at_once_all_have_the_same_secret(tmp_path: Path) -> None:
    """One makes the file, and no other reads it before something stands in it."""
    many, rounds = 4, 200
    together = Barrier(many, timeout=30)

    def keep(number: int) -> list[str]:
        found = []
        for one in range(rounds):
            together.wait()
            found.append(kept_secret(tmp_path / f"secret-{one}", f"fresh {number}"))
        return found

    with ThreadPoolExecutor(many) as pool:
        told = list(pool.map(keep, range(many)))
    assert told == [[(tmp_path / f"secret-{one}").read_text() for one in range(rounds)]] * many
    assert "" not in told[0]


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
