"""Frozen values as JSON and back, by their type hints, to cross a pipe; and in a faster form, to lie in the cache."""

import json
import marshal
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from markupsafe import Markup
from pydantic_core import from_json as parsed

Value = TypeVar("Value")
Step = Callable[[Any], Any]
UNREADABLE = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError, EOFError, MemoryError,
)  # fmt: skip
"""What `from_json` and `from_kept` raise for text of another form."""
FORM = b"marshal 1:"
"""What a kept value begins with, and what is signed with it: another form is not even looked at."""
UNIONS = frozenset({Union, types.UnionType})
ROWS = frozenset({tuple, list, frozenset})
MAPPINGS = frozenset({Mapping, dict})
NO_TEXT: Mapping[str, Markup] = MappingProxyType({})


def to_json(kind: type[Value], value: Value) -> bytes:
    """The value as JSON."""
    return json.dumps(_writer(cast("Any", kind))(value), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(kind: type[Value], text: bytes) -> Value:
    """The value that `to_json` wrote. Raises one of UNREADABLE for text of another form."""
    value: Value = _reader(cast("Any", kind))(parsed(text))
    return value


def to_kept(kind: type[Value], value: Value) -> bytes:
    """The value in a form that is read in half the time of JSON, by the same Python, and only from whom one trusts."""
    return FORM + marshal.dumps(json.loads(to_json(kind, value)))


def from_kept(kind: type[Value], kept: bytes) -> Value:
    """The value that `to_kept` wrote; its signature must have been checked. Raises one of UNREADABLE for another form.

    Nothing in it is executed, but damaged bytes could end the process: what a child sends comes as JSON.
    """
    if not kept.startswith(FORM):
        raise ValueError("kept in another form")
    content = marshal.loads(memoryview(kept)[len(FORM) :])  # noqa: S302  # nosec B302 # signed by this site
    value: Value = _reader(cast("Any", kind))(content)
    return value


def _same(value: Any) -> Any:
    return value


def _plain(kind: type) -> Step:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return read


def _markup(text: Any) -> Markup:
    """HTML that was sanitised before it was written; this is three times as fast as calling the class."""
    return str.__new__(Markup, text)


_SCALARS: Mapping[Any, tuple[Step, Step]] = {
    str: (_same, _same),
    **{kind: (_same, _plain(kind)) for kind in (int, float, bool)},
    Markup: (_same, _markup),
    bytes: (lambda value: value.decode("latin-1"), lambda value: value.encode("latin-1")),
    date: (date.isoformat, date.fromisoformat),
    Decimal: (str, Decimal),
}
"""How a value is written and how it is read."""


@cache
def _writer(kind: Any) -> Step:
    """What turns a value of that type into what JSON knows."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _SCALARS:
        return _SCALARS[kind][0]
    if origin in UNIONS:
        one = _writer(_of_optional(inner))
        return lambda value: None if value is None else one(value)
    if origin in ROWS:
        step = _writer(inner[0])
        order: Step = sorted if origin is frozenset else _same
        return lambda value: order([step(one) for one in value])
    if origin in MAPPINGS:
        other = _writer(inner[1])
        return lambda value: {name: other(one) for name, one in value.items()}
    if is_dataclass(kind):
        parts = [(name, _writer(hint)) for name, hint in _fields(kind)]
        return lambda value: [step(getattr(value, name)) for name, step in parts]
    return _same


@cache
def _reader(kind: Any) -> Step:
    """What turns what JSON knows into a value of that type."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _SCALARS:
        return _SCALARS[kind][1]
    if origin in UNIONS:
        one = _reader(_of_optional(inner))
        return lambda value: None if value is None else one(value)
    if origin in ROWS:
        step, row = _reader(inner[0]), cast("Step", origin)
        return row if step is _same else lambda value: row(map(step, value))
    if origin in MAPPINGS:
        return _mapping_reader(_reader(inner[0]), _reader(inner[1]), frozen=origin is Mapping)
    if is_dataclass(kind):
        return _record_reader(kind, [_reader(hint) for _, hint in _fields(kind)])
    # an enumeration: its members by their values, which is faster than calling the class
    return {one.value: one for one in kind}.__getitem__


def _record_reader(make: Any, steps: Sequence[Step]) -> Step:
    """Most fields are text as it stands: only the others are changed, in the row that JSON gave."""
    busy, count = [(place, step) for place, step in enumerate(steps) if step is not _same], len(steps)

    def read(row: list[Any]) -> Any:
        if type(row) is not list or len(row) != count:
            raise ValueError(f"{row!r} is no {make.__name__}")
        for place, step in busy:
            row[place] = step(row[place])
        return make(*row)

    return read


def _mapping_reader(key: Step, step: Step, *, frozen: bool) -> Step:
    """Nearly all there is to read are mappings from a language to text or HTML: for these no step is taken in vain."""
    wrap: Step = MappingProxyType if frozen else _same
    if key is not _same:
        return lambda value: wrap({key(name): step(one) for name, one in value.items()})
    if step is _same:
        return lambda value: wrap(dict(value))
    if step is _markup and frozen:
        new = str.__new__
        # of the texts that an item may have, most are absent
        return lambda value: (
            MappingProxyType({name: new(Markup, one) for name, one in value.items()}) if value else NO_TEXT
        )
    return lambda value: wrap({name: step(one) for name, one in value.items()})


def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(one.name, hints[one.name]) for one in fields(kind)]


def _of_optional(inner: tuple[Any, ...]) -> Any:
    return next(one for one in inner if one is not type(None))
