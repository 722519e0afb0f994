"""What a check of `./linli doctor` says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from config.settings import Settings
from models.centre import Centre, CentreId
from models.message import Value


class Level(StrEnum):
    """How much it matters."""

    OK = "ok"
    FIXED = "fixed"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. Its text is `doctor.<key>`; unless all is well, `doctor.<key>.do` says what to do."""

    level: Level
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the doctor looks at. fix: also mend what can be mended."""

    settings: Settings
    centres: Mapping[CentreId, Centre]
    now: datetime
    fix: bool = False


Check = Callable[[Case], Iterable[Finding]]


def ok(key: str, **values: Value) -> Finding:
    return Finding(Level.OK, key, values)


def fixed(key: str, **values: Value) -> Finding:
    return Finding(Level.FIXED, key, values)


def warning(key: str, **values: Value) -> Finding:
    return Finding(Level.WARNING, key, values)


def wrong(key: str, **values: Value) -> Finding:
    return Finding(Level.WRONG, key, values)
