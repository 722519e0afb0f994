"""MQTT filters as sets of topics: what one matches, and whether two of them would bring the same message."""

from collections.abc import Iterable


def matches(pattern: str, topic: str) -> bool:
    """Whether a filter (with + and #) brings the messages of a topic."""
    return covers(pattern, topic)


def covers(pattern: str, other: str) -> bool:
    """Whether a filter brings everything that another filter, or a topic, would bring."""
    mine, theirs = pattern.split("/"), other.split("/")
    for n, level in enumerate(mine):
        if level == "#":
            return True
        if n >= len(theirs) or theirs[n] == "#" or level not in ("+", theirs[n]):
            return False
    return len(mine) == len(theirs)


def overlaps(one: str, other: str) -> bool:
    """Whether some topic is brought by both: a broker may then deliver its messages twice."""
    mine, theirs = one.split("/"), other.split("/")
    for a, b in zip(mine, theirs, strict=False):
        if "#" in (a, b):
            return True
        if a != b and "+" not in (a, b):
            return False
    longer = mine[len(theirs) :] or theirs[len(mine) :]
    return not longer or longer == ["#"]


def apart(filters: Iterable[str]) -> tuple[str, ...]:
    """The same messages by fewer filters: without those that another one covers, in a stable order."""
    known = sorted(set(filters))
    wild = [one for one in known if "+" in one or "#" in one]
    return tuple(one for one in known if not any(covers(other, one) for other in wild if other != one))
