"""Values that are added field by field: hours, counts and amounts, whose sums alone may be divided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields
from itertools import chain
from operator import attrgetter
from typing import Any, Self, TypeVar

_RULE = "rule"

Rule = Callable[[list[Any]], Any]
"""What one field of the sum is made of: its values in all that is added, at least one."""


_Sum = TypeVar("_Sum", bound="Addable")

_NOTHING: dict[type, Any] = {}
_RULES: dict[type, Mapping[str, Rule]] = {}


class Addable:
    """A frozen dataclass whose fields have a neutral default, so that cls() is nothing and + is the sum of two."""

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        return self.summed((self, other))

    @classmethod
    def summed(cls, values: Iterable[Self]) -> Self:
        """The sum of any number, column by column: a month of a centre is made of thousands."""
        neutral = nothing(cls)
        # Most days have no session and most spaces no till: what needs no sum is not taken apart.
        rows = [one for one in values if one is not neutral]
        if len(rows) < 2:
            return rows[0] if rows else neutral
        return cls(**{name: rule([*map(attrgetter(name), rows)]) for name, rule in _rules(cls).items()})

    def times(self, number: int) -> Self:
        """The sum of so many (at least one) that are the same: counts and amounts are multiplied, the rest stays."""
        rules = _rules(type(self)).items()
        return type(self)(**{name: _times(rule, getattr(self, name), number) for name, rule in rules})


def nothing(cls: type[_Sum]) -> _Sum:
    """The sum of none of them, always the same one."""
    made: _Sum = _NOTHING.get(cls) or _NOTHING.setdefault(cls, cls())
    return made


def part(cls: type[Addable]) -> Any:
    """A field that is itself added field by field."""
    return field(default=nothing(cls))


def largest() -> Any:
    """A field of which the larger one stays."""
    return field(default=0, metadata={_RULE: max})


def sample() -> Any:
    """A field of values that are kept one by one, smallest first, for what sums do not tell: a quantile."""
    return field(default=(), metadata={_RULE: _mixed})


def united() -> Any:
    """A field of a set, of which both stay."""
    return field(default=frozenset(), metadata={_RULE: _united})


def _mixed(values: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sorted(chain.from_iterable(values)))


def _united(values: list[frozenset[Any]]) -> frozenset[Any]:
    return frozenset().union(*values)


def _times(rule: Rule, value: Any, number: int) -> Any:
    if isinstance(value, Addable):
        return value.times(number)
    return value * number if rule is _added else value


def _rules(cls: type[Addable]) -> Mapping[str, Rule]:
    """Kept, for to ask a class for its fields costs as much as the sum."""
    known = _RULES.get(cls)
    if known is None:
        own = fields(cls)  # type: ignore[arg-type]
        known = _RULES[cls] = {one.name: one.metadata.get(_RULE, _added) for one in own}
    return known


def _added(values: list[Any]) -> Any:
    first = values[0]
    return type(first).summed(values) if isinstance(first, Addable) else sum(values)
