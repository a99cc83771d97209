"""The help directory (help.yaml) and the list of sources (sources.yaml) of a content folder."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from courses.catalog.pages import Faults, Page, page_of, read_raw
from courses.catalog.schemas import HelpFront, Language, Model, SourceFront, checked
from courses.catalog.strict_yaml import Settings, read_settings
from courses.catalog.structure import Finding, HelpEntry, Source, Text

HELP = "help.yaml"
SOURCES = "sources.yaml"


def load_help(root: Path, found: list[Finding]) -> Mapping[str, HelpEntry]:
    """The contacts by key; an entry with an error is left out and its faults are added to `found`."""
    page, entries = _entries(root, HELP, HelpFront)
    directory = {
        key: HelpEntry(
            key=key,
            name=_text(one.name),
            contact=one.contact.get("ko", ""),
            tel=one.tel,
            url=one.url,
            hours=_text(one.hours),
            who=_text(one.who),
            audience=tuple(one.audience),
            languages=tuple(one.languages),
            checked=one.checked,
            reach=_text(one.contact),
        )
        for key, one in entries.items()
    }
    found += page.faults.found if page else []
    return MappingProxyType(directory)


def load_sources(root: Path, found: list[Finding]) -> Mapping[str, Source] | None:
    """The sources by fact number, or None when the content folder lists none."""
    page, entries = _entries(root, SOURCES, SourceFront)
    if page is None:
        return None
    found += page.faults.found
    return MappingProxyType({key: Source(key, _text(one.title), one.where) for key, one in entries.items()})


def _entries(root: Path, name: str, model: type[Model]) -> tuple[Page | None, dict[str, Model]]:
    if not (root / name).is_file():
        return None, {}
    page = page_of(read_raw(root / name), f"{root.name}/{name}", prose=False)
    settings = read_settings(page.whole.text, page.faults)
    entries = {key: _entry(key, settings, model, page.faults) for key in settings.values}
    return page, {key: entry for key, entry in entries.items() if entry}


def _entry(key: str, settings: Settings, model: type[Model], faults: Faults) -> Model | None:
    """One entry, its places kept as they are in the file."""
    values = settings.values[key]
    if not isinstance(values, dict):
        faults.add("F013", *settings.where((key,)), key=key)
        return None
    within = Settings(
        values,
        {place[1:]: mark for place, mark in settings.marks.items() if place[0] == key},
        {place[1:]: mark for place, mark in settings.keys.items() if place[0] == key},
        settings.where_key((key,)),
    )
    return checked(model, within, faults)


def _text(words: Mapping[Language, str]) -> Text:
    return MappingProxyType({str(language): text for language, text in words.items()})
