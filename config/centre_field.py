"""The kinds of fields that a centre file is made of: keys, names in both languages, days, clock times."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from models.calendar import DayType

_DAY_GROUPS: Mapping[str, frozenset[DayType]] = {
    "every": frozenset(DayType),
    "working": frozenset({DayType.WORKDAY, DayType.MAKEUP}),
    "free": frozenset({DayType.REST, DayType.STATUTORY}),
    **{day_type.value: frozenset({day_type}) for day_type in DayType},
}


class Table(BaseModel):
    """A table of the file; a key that it does not have is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _days(value: object) -> object:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(name in _DAY_GROUPS for name in names):
        raise ValueError(f"days must be of {', '.join(_DAY_GROUPS)}")
    return frozenset[DayType]().union(*(_DAY_GROUPS[name] for name in names))


def _clock(value: object) -> object:
    return time(0) if value == "24:00" else value


def _both_languages(value: dict[str, str]) -> dict[str, str]:
    missing = [language for language in ("zh-Hans", "en") if not value.get(language, "").strip()]
    if missing:
        raise ValueError(f"a name is missing in {', '.join(missing)}")
    return value


Names = dict[Literal["zh-Hans", "en"], str]
Text = Annotated[Names, AfterValidator(_both_languages)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
Days = Annotated[frozenset[DayType], BeforeValidator(_days)]
Clock = Annotated[time, BeforeValidator(_clock)]


def named(names: Names) -> dict[str, str]:
    """The names as models keep them."""
    return {str(language): name for language, name in names.items()}
