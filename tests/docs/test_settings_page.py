"""The page of settings and the settings class say the same."""

import re

from courses.foundation.settings import ROOT, Settings


def environment_name(field: str) -> str:
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"JIKIM_{field.upper()}"


def test_every_setting_has_its_row_and_every_row_its_setting() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted(environment_name(field) for field in Settings.model_fields)


def test_every_setting_says_what_it_does() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
