"""Values that are added field by field: hours, counts and amounts, whose sums alone may be divided."""

from dataclasses import Field, field, fields
from operator import add, or_
from typing import Any, Self

_RULE = "rule"


class Addable:
    """A frozen dataclass whose fields have a neutral default, so that cls() is nothing and + is the sum of two."""

    __slots__ = ()

    def __add__(self, other: Self) -> Self:
        own: tuple[Field[Any], ...] = fields(self)  # type: ignore[arg-type]
        return type(self)(
            **{f.name: f.metadata.get(_RULE, add)(getattr(self, f.name), getattr(other, f.name)) for f in own}
        )


def largest() -> Any:
    """A field of which the larger one stays."""
    return field(default=0, metadata={_RULE: max})


def united() -> Any:
    """A field of a set, of which both stay."""
    return field(default=frozenset(), metadata={_RULE: or_})
