"""The TOML files of config/calendars: a year's official notice, and school terms."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.settings import ConfigError
from models.calendar import SchoolState

FOLDER = Path(__file__).parent / "calendars"
SCHOOL_FILE = "school.toml"
NOTICE_FILES = "cn-*.toml"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Shape = TypeVar("_Shape", bound=_Table)


class Break(_Table):
    """A holiday from its first to its last day."""

    name: str = Field(min_length=1)
    first: date
    last: date

    def dates(self) -> Iterator[date]:
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)


class Notice(_Table):
    """The days off and the make-up working days of one year."""

    year: int
    source: str
    makeup: tuple[date, ...]
    breaks: tuple[Break, ...] = Field(alias="break", min_length=1)


class _Span(_Table):
    state: SchoolState
    first: date
    last: date


class _YearlySpan(_Table):
    state: SchoolState
    first: str = Field(pattern=r"^\d\d-\d\d$")
    last: str = Field(pattern=r"^\d\d-\d\d$")


class _Known(_Table):
    first: date
    last: date


class SchoolTerms(_Table):
    """What the schools do on any date: by dated spans where they are known, by the usual months elsewhere."""

    known: _Known
    span: tuple[_Span, ...]
    yearly: tuple[_YearlySpan, ...]

    def state(self, day: date) -> SchoolState:
        if self.known.first <= day <= self.known.last:
            states = (span.state for span in self.span if span.first <= day <= span.last)
        else:
            month_day = f"{day:%m-%d}"
            states = (span.state for span in self.yearly if span.first <= month_day <= span.last)
        return next(states, SchoolState.TERM)


def read_notices(folder: Path) -> dict[int, Notice]:
    """The notices of a folder by year. Raises ConfigError naming the file and the key."""
    notices = [_read(file, Notice) for file in sorted(folder.glob(NOTICE_FILES))]
    return {notice.year: notice for notice in notices}


def read_school_terms(folder: Path) -> SchoolTerms:
    """The school terms of a folder. Raises ConfigError naming the file and the key."""
    return _read(folder / SCHOOL_FILE, SchoolTerms)


def _read(file: Path, shape: type[_Shape]) -> _Shape:
    try:
        return shape.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"calendar file {file} cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"calendar file {file} is not TOML: {error}") from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        path = ".".join(str(part) for part in fault["loc"])
        raise ConfigError(f"{file}: {path} = {fault['input']!r} is wrong: {fault['msg']}") from error
