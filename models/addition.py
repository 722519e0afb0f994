"""Values that are added field by field: hours, counts and amounts, whose sums alone may be divided."""

from collections.abc import Callable, Iterable
from dataclasses import Field, field, fields
from functools import reduce
from operator import add, attrgetter, or_
from typing import Any, Self

_RULE = "rule"


class Addable:
    """A frozen dataclass whose fields have a neutral default, so that cls() is nothing and + is the sum of two."""

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        return self.summed((self, other))

    @classmethod
    def summed(cls, values: Iterable[Self]) -> Self:
        """The sum of any number, column by column: a month of a centre is made of thousands."""
        rows = list(values)
        if (
            len(rows) < 2
        ):  # most days have no session and most cells one part: what needs no sum is not taken apart
            return rows[0] if rows else cls()
        own: tuple[Field[Any], ...] = fields(cls)  # type: ignore[arg-type]
        return cls(**{f.name: _column(f, [*map(attrgetter(f.name), rows)]) for f in own})

    def times(self, number: int) -> Self:
        """The sum of so many (at least one) that are the same: counts and amounts are multiplied, the rest stays."""
        return type(self)(
            **{f.name: _times(f, getattr(self, f.name), number) for f in fields(self)}  # type: ignore[arg-type]
        )


def largest() -> Any:
    """A field of which the larger one stays."""
    return field(default=0, metadata={_RULE: max})


def united() -> Any:
    """A field of a set, of which both stay."""
    return field(default=frozenset(), metadata={_RULE: or_})


def _times(own: Field[Any], value: Any, number: int) -> Any:
    if isinstance(value, Addable):
        return value.times(number)
    return value if _RULE in own.metadata else value * number


def _column(own: Field[Any], values: list[Any]) -> Any:
    if isinstance(values[0], Addable):
        return type(values[0]).summed(values)
    rule: Callable[[Any, Any], Any] = own.metadata.get(_RULE, add)
    return reduce(rule, values)
