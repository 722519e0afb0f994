"""Many ids asked for in several questions: a database takes so many values in one and not many more."""

from collections.abc import Collection, Iterator, Sequence

MOST = 500


def parts(ids: Collection[str]) -> Iterator[Sequence[str]]:
    """Each id once, in order, at most MOST at a time."""
    ordered = sorted(set(ids))
    return (ordered[n : n + MOST] for n in range(0, len(ordered), MOST))
