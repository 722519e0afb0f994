"""Frozen dataclasses as plain JSON values and back, by their annotations: what is kept whole and never searched."""

import base64
import json
from collections.abc import Callable, Mapping
from collections.abc import Sequence as AnySequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

T = TypeVar("T")

Reader = Callable[[Any], Any]

_ARRAYS = {"f": "<f4", "b": "|b1", "i": "<i4"}
"""Kind of a numpy array -> how its numbers are kept: measured values are no better than seven digits."""


def plain(value: Any) -> Any:
    """What json can write. Sets are put in order, so that equal values give equal text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        kept = np.ascontiguousarray(value, dtype=_ARRAYS[value.dtype.kind])
        return {"shape": list(kept.shape), "bytes": base64.b64encode(kept.tobytes()).decode()}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(plain, value))
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def canonical(value: Any) -> bytes:
    """One spelling for equal values: keys in order, no blanks, UTF-8."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def filled(kind: type[T], content: Any) -> T:
    """The value of a dataclass that plain() was given. Raises KeyError, TypeError or ValueError for anything else."""
    known: Any = kind
    value: T = _reader(known)(content)
    return value


@cache
def _reader(kind: Any) -> Reader:
    """Made once for each kind: a page reads thousands of values of one."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(_reader(next(one for one in inner if one is not NoneType)))
    if origin is np.ndarray:
        return partial(_array, np.dtype(get_args(inner[1])[0]))
    if origin is not None:
        return _ROWS[origin](inner)
    if is_dataclass(kind):
        return partial(_dataclass, kind)
    return _SINGLE.get(kind, kind if isinstance(kind, type) and issubclass(kind, Enum) else _same)


def _same(content: Any) -> Any:
    return content


def _optional(read: Reader) -> Reader:
    return lambda content: None if content is None else read(content)


def _dataclass(kind: Any, content: Any) -> Any:
    readers = _fields(kind)
    return kind(**{name: readers[name](one) for name, one in content.items()})


@cache
def _fields(kind: Any) -> Mapping[str, Reader]:
    """Asked for when a value is read, not before: a dataclass may hold its like."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _array(known: np.dtype[Any], content: Any) -> Any:
    raw = np.frombuffer(base64.b64decode(content["bytes"]), dtype=_ARRAYS[known.kind])
    return raw.reshape(content["shape"]).astype(known)


def _mapping(inner: tuple[Any, ...]) -> Reader:
    key, value = map(_reader, inner)
    return lambda content: {key(name): value(one) for name, one in content.items()}


def _tuple(inner: tuple[Any, ...]) -> Reader:
    if len(inner) > 1 and inner[1] is not Ellipsis:
        readers = [_reader(kind) for kind in inner]
        return lambda content: tuple(read(one) for read, one in zip(readers, content, strict=True))
    read = _reader(inner[0])
    return lambda content: tuple(map(read, content))


def _set(inner: tuple[Any, ...]) -> Reader:
    read = _reader(inner[0])
    return lambda content: frozenset(map(read, content))


_ROWS: Mapping[Any, Callable[[tuple[Any, ...]], Reader]] = {
    Mapping: _mapping,
    dict: _mapping,
    tuple: _tuple,
    AnySequence: _tuple,
    list: _tuple,
    frozenset: _set,
}
_SINGLE: Mapping[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    int: int,
    float: float,
}
