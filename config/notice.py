"""The CSV import of an official notice: columns date, day_type, name, school, in English or Chinese."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from config.calendar_files import FOLDER, SchoolTerms, read_school_terms
from config.settings import ConfigError
from models.calendar import CalendarDay, DayType, SchoolState

COLUMNS: Mapping[str, str] = {"日期": "date", "类型": "day_type", "名称": "name", "学校": "school"}
REQUIRED = ("date", "day_type")

DAY_TYPES: Mapping[str, DayType] = {
    **{day_type.value: day_type for day_type in DayType},
    "工作日": DayType.WORKDAY,
    "休息日": DayType.REST,
    "周末": DayType.REST,
    "节假日": DayType.STATUTORY,
    "法定节假日": DayType.STATUTORY,
    "放假": DayType.STATUTORY,
    "调休上班": DayType.MAKEUP,
    "补班": DayType.MAKEUP,
    "上班": DayType.MAKEUP,
}
SCHOOL_STATES: Mapping[str, SchoolState] = {
    **{state.value: state for state in SchoolState},
    "上学": SchoolState.TERM,
    "学期": SchoolState.TERM,
    "暑假": SchoolState.SUMMER,
    "寒假": SchoolState.WINTER,
    "考试": SchoolState.EXAM,
}
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")

_Word = TypeVar("_Word")

_ENCODINGS = ("utf-8-sig", "gb18030")
_NAME_LENGTH = 64


def read_notice(file: Path, folder: Path = FOLDER) -> list[CalendarDay]:
    """The days of a CSV file, for the calendar table. An empty school cell is filled from the known terms.

    Raises ConfigError naming the file, the row, the column and the value; nothing is returned of a file with a fault.
    """
    school = read_school_terms(folder)
    days: dict[date, CalendarDay] = {}
    for row in _rows(file):
        day = row.calendar_day(school)
        if day.day in days:
            raise row.fault("date", "is there twice")
        days[day.day] = day
    if not days:
        raise ConfigError(f"{file}: holds no day")
    return list(days.values())


class _Row:
    """One line of the file, which knows where it stands when it complains."""

    def __init__(self, file: Path, number: int, cells: Mapping[str | None, object]) -> None:
        self._file = file
        self._number = number
        self._cells = cells

    def calendar_day(self, school: SchoolTerms) -> CalendarDay:
        if None in self._cells:
            raise ConfigError(f"{self._file}: row {self._number} has more cells than the header")
        day = self._date()
        return CalendarDay(
            day=day,
            day_type=self._one_of("day_type", DAY_TYPES),
            name=self._name(),
            school=self._one_of("school", SCHOOL_STATES) if self._cell("school") else school.state(day),
            source=self._file.name,
        )

    def fault(self, column: str, text: str) -> ConfigError:
        return ConfigError(
            f"{self._file}: row {self._number}, column {column}: {self._cell(column)!r} {text}"
        )

    def _cell(self, column: str) -> str:
        return str(self._cells.get(column) or "").strip()

    def _date(self) -> date:
        for form in DATE_FORMATS:
            try:
                return datetime.strptime(self._cell("date"), form).date()  # noqa: DTZ007 -- a date has no zone
            except ValueError:
                continue
        raise self.fault("date", "is no date such as 2027-02-06")

    def _name(self) -> str:
        name = self._cell("name")
        if len(name) > _NAME_LENGTH or not name.isprintable():
            raise self.fault("name", f"is longer than {_NAME_LENGTH} signs or not printable")
        return name

    def _one_of(self, column: str, known: Mapping[str, _Word]) -> _Word:
        value = known.get(self._cell(column).lower())
        if value is None:
            raise self.fault(column, f"is none of {', '.join(known)}")
        return value


def _rows(file: Path) -> Iterator[_Row]:
    table = csv.DictReader(io.StringIO(_text(file), newline=""))
    try:
        names = [_column(name) for name in table.fieldnames or ()]
        missing = [name for name in REQUIRED if name not in names]
        if missing:
            raise ConfigError(f"{file}: row 1 has no column {', '.join(missing)}")
        table.fieldnames = names
        for cells in table:
            yield _Row(file, table.line_num, cells)
    except csv.Error as error:
        raise ConfigError(f"{file}: row {table.line_num} is not CSV: {error}") from error


def _column(name: str) -> str:
    plain = name.strip().lower()
    return COLUMNS.get(plain, plain)


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"notice {file} cannot be read: {error.strerror}") from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigError(f"notice {file} is neither UTF-8 nor GB18030")
