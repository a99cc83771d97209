"""The help directory (help.yaml) and the list of sources (sources.yaml): what courses refer to, and never lose again.

The last of each that was in order is kept; while the file has errors, or is gone, it stands in for it.
"""

import errno
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Generic

from courses.catalog.cache import Cache
from courses.catalog.ordinary_files import readable
from courses.catalog.pages import Faults, RawFile, finding, page_of, read_raw
from courses.catalog.schemas import HelpFront, Language, Model, SourceFront, checked
from courses.catalog.strict_yaml import Settings, read_settings
from courses.catalog.structure import Finding, HelpEntry, Source, Text

HELP = "help.yaml"
SOURCES = "sources.yaml"
FOLLOWING: Mapping[str, tuple[str, str]] = MappingProxyType({"L310": (HELP, "key"), "F020": (SOURCES, "fact")})
"""Codes that tell of a name that a list does not have: the list, and the value that holds the name."""
FACT = re.compile(r"F[0-9]{1,4}")
GONE = os.strerror(errno.ENOENT)


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists as they serve.

    `failing` names the files with errors, and says whether what was in order last stands in for them. `unsure` names
    the files of which nobody can tell all they would hold, with the names in question, or None for any name.
    `borrowed` are those that were taken from another content folder.
    """

    root: str
    help: Mapping[str, HelpEntry]
    sources: Mapping[str, Source]
    found: tuple[Finding, ...]
    failing: Mapping[str, bool]
    unsure: Mapping[str, frozenset[str] | None]
    borrowed: tuple[str, ...]

    @property
    def facts(self) -> frozenset[str]:
        """The numbers of the known sources."""
        return frozenset(self.sources)

    def sifted(self, found: Iterable[Finding]) -> tuple[list[Finding], Mapping[str, bool]]:
        """What of this is no mere consequence of a list's own faults, with those faults; and what fails.

        A folder may do without a list until something of it is named: only then it is told that there is none.
        """
        told, failing = [*self.found], dict(self.failing)
        for one in found:
            name, value = FOLLOWING.get(one.code, ("", ""))
            names = self.unsure.get(name, frozenset())
            if names is not None and one.values.get(value) not in names:
                told.append(one)
            elif name not in failing:
                failing[name] = False
                told.append(_missing(self.root, name))
        return told, MappingProxyType(failing)


@dataclass(frozen=True, slots=True)
class _Read(Generic[Model]):
    """One list: its entries, what is wrong with it, and the names of entries that could not be used (None: any)."""

    entries: Mapping[str, Model]
    found: tuple[Finding, ...] = ()
    unsure: frozenset[str] | None = frozenset()
    kept: bool = False
    borrowed: bool = False


def read_lists(
    root: Path,
    cache: Cache | None = None,
    beside: Path | None = None,
    *,
    needs_help: bool = False,
    keep: bool = False,
) -> Lists:
    """Both lists of a content folder; where it has none, those of the folder `beside`.

    What `cache` has kept stands in for a list with errors; without it an entry with an error is left out. With `keep`
    these lists are put in service: those in order are kept.
    `needs_help`: there must be a directory, whether a page names a contact or not.
    """
    contacts = _read(root, HELP, HelpFront, cache, beside, keep=keep)
    facts = _read(root, SOURCES, SourceFront, cache, beside, keep=keep)
    if needs_help and contacts.unsure is None and not contacts.found:
        contacts = replace(contacts, found=(_missing(root.name, HELP),))
    both: dict[str, _Read[HelpFront] | _Read[SourceFront]] = {HELP: contacts, SOURCES: facts}
    return Lists(
        root=readable(root.name),
        help=MappingProxyType({key: _contact(key, one) for key, one in contacts.entries.items()}),
        sources=MappingProxyType({key: Source(key, _text(one.title), one.where) for key, one in facts.entries.items()}),
        found=(*contacts.found, *facts.found),
        failing=MappingProxyType({name: one.kept for name, one in both.items() if one.found}),
        unsure=MappingProxyType({name: one.unsure for name, one in both.items() if one.unsure != frozenset()}),
        borrowed=tuple(name for name, one in both.items() if one.borrowed),
    )


def _read(
    root: Path, name: str, model: type[Model], cache: Cache | None, beside: Path | None, *, keep: bool
) -> _Read[Model]:
    raw = read_raw(root / name)
    gone = raw.refused == "C005" and raw.reason == GONE
    if gone and beside and (beside / name).is_file():
        return replace(_parsed(read_raw(beside / name), str(beside / name), model), borrowed=True)
    path = f"{readable(root.name)}/{name}"
    read: _Read[Model] = _Read({}, unsure=None) if gone else _parsed(raw, path, model)
    kept_as = f"last good {root.resolve()} {name}"
    before = cache.get(kept_as) if cache else None
    if not read.found and read.unsure is not None:
        if cache and keep and before != raw.content:
            cache.put(kept_as, raw.content)
        return read
    if before is None:
        return read
    found = read.found or (_missing(root.name, name),)
    kept = _parsed(RawFile(before), path, model).entries
    # what is new in the file is not served yet: who names it is not told that there is no such entry
    unsure = None if read.unsure is None else read.unsure | (read.entries.keys() - kept.keys())
    return replace(read, entries=kept, found=found, unsure=unsure, kept=True)


def _parsed(raw: RawFile, path: str, model: type[Model]) -> _Read[Model]:
    """The entries without errors; a file without any entry is as good as none."""
    page = page_of(raw, path, prose=False)
    settings = read_settings(page.whole.text, page.faults, unreadable="F021")
    entries = {key: _entry(key, settings, model, page.faults) for key in settings.values}
    used = {key: entry for key, entry in entries.items() if entry}
    return _Read(used, tuple(page.faults.found), frozenset(entries.keys() - used.keys()) if entries else None)


def _missing(root: str, name: str) -> Finding:
    return finding(f"{readable(root)}/{name}", 1, 1, "C031", name=name)


def _contact(key: str, one: HelpFront) -> HelpEntry:
    return HelpEntry(
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


def _entry(key: str, settings: Settings, model: type[Model], faults: Faults) -> Model | None:
    """One entry, its places kept as they are in the file."""
    values = settings.values[key]
    if model is SourceFront and not FACT.fullmatch(key):
        # no feedback and no page can name it
        faults.add("F007", *settings.where_key((key,)), key=key)
        return None
    if not isinstance(values, dict):
        faults.add("F013", *settings.where((key,)), key=key, expected="{a: …, b: …}")
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
