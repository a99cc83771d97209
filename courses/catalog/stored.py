"""Frozen values as JSON and back, by their type hints: what crosses a pipe and lies in the cache; never executed."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from markupsafe import Markup

Value = TypeVar("Value")
Step = Callable[[Any], Any]
UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError)
"""What `from_json` raises for text of another form."""
UNIONS = frozenset({Union, types.UnionType})
ROWS = frozenset({tuple, list, frozenset})
MAPPINGS = frozenset({Mapping, dict})


def to_json(kind: type[Value], value: Value) -> bytes:
    """The value as JSON."""
    return json.dumps(_writer(cast("Any", kind))(value), ensure_ascii=False, separators=(",", ":")).encode()


def from_json(kind: type[Value], text: bytes) -> Value:
    """The value that `to_json` wrote. Raises one of UNREADABLE for text of another form."""
    value: Value = _reader(cast("Any", kind))(json.loads(text))
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
        step, row = _reader(inner[0]), origin
        return lambda value: row(map(step, value))
    if origin in MAPPINGS:
        return _mapping_reader(_reader(inner[0]), _reader(inner[1]), MappingProxyType if origin is Mapping else dict)
    if is_dataclass(kind):
        make: Any = kind
        steps = [_reader(hint) for _, hint in _fields(kind)]
        return lambda value: make(*[step(one) for step, one in zip(steps, value, strict=True)])
    return cast("Step", kind)


def _mapping_reader(key: Step, step: Step, wrap: Step) -> Step:
    """Nearly all there is to read are mappings from a language to text or HTML: for these no step is taken in vain."""
    if key is not _same:
        return lambda value: wrap({key(name): step(one) for name, one in value.items()})
    if step is _markup:
        new = str.__new__
        return lambda value: wrap({name: new(Markup, one) for name, one in value.items()})
    return lambda value: wrap({name: step(one) for name, one in value.items()})


def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(one.name, hints[one.name]) for one in fields(kind)]


def _of_optional(inner: tuple[Any, ...]) -> Any:
    return next(one for one in inner if one is not type(None))
