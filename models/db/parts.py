"""Many ids asked for in several questions: a database takes so many values in one and not many more."""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

MOST = 500


def parts(ids: Collection[str]) -> Iterator[Sequence[str]]:
    """Each id once, in order, at most MOST at a time."""
    return batched(sorted(set(ids)))


def batched(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """Ids of any kind as they stand, at most MOST at a time."""
    return (ids[n : n + MOST] for n in range(0, len(ids), MOST))
