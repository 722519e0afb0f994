"""Frozen dataclasses as plain JSON values and back, by their annotations: what is kept whole and never searched."""

import base64
import json
from collections.abc import Callable, Mapping
from collections.abc import Sequence as AnySequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

T = TypeVar("T")

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
    value: T = _read(kind, content)
    return value


def _read(kind: Any, content: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if content is None else _read(next(one for one in inner if one is not NoneType), content)
    if origin is np.ndarray:
        return _array(inner[1], content)
    if origin is not None:
        return _ROWS[origin](inner, content)
    if is_dataclass(kind):
        return _dataclass(kind, content)
    return _SINGLE.get(kind, _same(kind))(content)


def _same(kind: Any) -> Callable[[Any], Any]:
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else lambda content: content


def _dataclass(kind: Any, content: Any) -> Any:
    hints = _hints(kind)
    return kind(**{name: _read(hints[name], one) for name, one in content.items()})


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _array(dtype: Any, content: Any) -> Any:
    known = np.dtype(get_args(dtype)[0])
    raw = np.frombuffer(base64.b64decode(content["bytes"]), dtype=_ARRAYS[known.kind])
    return raw.reshape(content["shape"]).astype(known)


def _mapping(inner: tuple[Any, ...], content: Any) -> dict[Any, Any]:
    return {_read(inner[0], key): _read(inner[1], one) for key, one in content.items()}


def _tuple(inner: tuple[Any, ...], content: Any) -> tuple[Any, ...]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], one) for one in content)
    kinds = inner if len(inner) > 1 else inner * len(content)
    return tuple(_read(kind, one) for kind, one in zip(kinds, content, strict=True))


def _set(inner: tuple[Any, ...], content: Any) -> frozenset[Any]:
    return frozenset(_read(inner[0], one) for one in content)


_ROWS: Mapping[Any, Callable[[tuple[Any, ...], Any], Any]] = {
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
