"""What is to be said, in no language yet: a key of the catalogue and the values that fill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LocalText = Mapping[str, str]
"""A name in several languages, as a centre file gives it: {"zh-Hans": "健身房", "en": "Gym"}."""

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by key. Only `dashboard` knows the words; everything below it speaks in messages."""

    key: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
