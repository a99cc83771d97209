"""Every sentence has its English; the check can fail."""

from pathlib import Path

import pytest
from flask import Flask

from courses.commands import words


def test_every_sentence_has_its_english_and_none_is_left_over(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["translations", "check"])
    assert (result.exit_code, result.output.splitlines()[:-1]) == (0, [])


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("", "no English / 영어 없음"),
        ('msgid "안 쓰는 말"\nmsgstr "Never said"\n', "not used / 쓰이지 않음: 안 쓰는 말"),
        ('#, fuzzy\nmsgid "로그인"\nmsgstr "Sign in"\n', ": 로그인\n"),
    ],
)
def test_what_is_missing_fuzzy_or_left_over_is_named(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, told: str
) -> None:
    other = tmp_path / "messages.po"
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    header += '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    other.write_text(header + entry)
    monkeypatch.setattr(words, "PO", other)
    result = app.test_cli_runner().invoke(args=["translations", "check"])
    assert result.exit_code == 1
    assert told in result.output
