"""The columns of hourly weather that somebody brings in as a file."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from models.exchange.cell import CellError, choice, day
from models.exchange.column import Column, ImportKind, plainly
from models.weather import COLDEST, HOTTEST, MOST_RAIN_MM, WeatherSource

_SOURCES = {one.value: one.value for one in WeatherSource} | {
    "实况": "observed",
    "观测": "observed",
    "预报": "forecast",
}
_MOMENT = re.compile(r"(.+?)[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)? ?(Z|[+-]\d{2}:?\d{2})?")


def moment(text: str) -> datetime:
    """A day and a time: local as it stands, or with its distance from UTC."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise CellError("weather_moment")
    try:
        clock = f"{int(found[2]):02d}:{found[3]}:{found[4] or '00'}{found[5] or ''}"
        return datetime.fromisoformat(f"{day(found[1])}T{clock}")
    except (CellError, ValueError):
        raise CellError("weather_moment") from None


def whole_hour(text: str) -> datetime:
    """The beginning of an hour."""
    at = moment(text)
    if at.minute or at.second or (at.utcoffset() or timedelta()) % timedelta(hours=1):
        raise CellError("weather_hour")
    return at


def decimal(lowest: float, highest: float) -> Callable[[str], float]:
    """Numbers from lowest to highest, with a decimal point."""

    def read(text: str) -> float:
        try:
            value = float(Decimal(text))
        except InvalidOperation:
            value = float("nan")
        if not lowest <= value <= highest:
            raise CellError("number", lowest=int(lowest), highest=int(highest))
        return value

    return read


WEATHER = ImportKind(
    key="weather",
    columns=(
        Column(
            "hour",
            ("时间", "hour", "小时", "time"),
            plainly(whole_hour),
            required=True,
            example="2026-11-22 14:00",
        ),
        Column(
            "celsius",
            ("气温", "temperature", "温度", "celsius"),
            plainly(decimal(COLDEST, HOTTEST)),
            required=True,
            example="12.5",
        ),
        Column(
            "rain",
            ("降水", "rain", "降雨量", "precipitation"),
            plainly(decimal(0, MOST_RAIN_MM)),
            default=None,
            example="0.4",
        ),
        Column(
            "source",
            ("来源", "source"),
            plainly(choice(_SOURCES)),
            default=WeatherSource.OBSERVED.value,
            example="observed",
        ),
        Column("said", ("发布时间", "issued"), plainly(moment), default=None, example=""),
    ),
    natural=("hour", "source", "said"),
)
"""A row of IMPORTS. said: when it was foretold; a forecast needs one, for no morning before it may use it."""
