"""The parts of a needs loop that a test has laid upon a database."""

from typing import TypeVar

T = TypeVar("T")


def kept(part: T | None) -> T:
    """A part that this database keeps."""
    assert part is not None
    return part
