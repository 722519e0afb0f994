"""Hourly weather from a file."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from models.account import Account
from models.exchange.batch import BatchRow
from models.message import Message
from models.ports import Ports
from models.services.bringing import Kept, Table, Values, Wanted, Way, as_json, gone
from models.services.weather import forget_hour, keep_hours, weathers
from models.weather import HOUR, WeatherHour, WeatherKey, WeatherSource


def _instant(ports: Ports, at: datetime) -> datetime:
    local = at if at.tzinfo is not None else at.replace(tzinfo=ports.centre.zone_info)
    return local.astimezone(UTC)


def _key(ports: Ports, values: Values) -> WeatherKey:
    start, source = _instant(ports, values["hour"]), WeatherSource(values["source"])
    told = source is WeatherSource.FORECAST and values["said"] is not None
    return start, source, _instant(ports, values["said"]) if told else start


def _hour(ports: Ports, values: Values) -> WeatherHour:
    start, source, said_at = _key(ports, values)
    return WeatherHour(
        start=start, source=source, said_at=said_at, celsius=values["celsius"], rain_mm=values["rain"]
    )


def _told(one: WeatherHour) -> str:
    told: dict[str, Any] = {
        "start": one.start.isoformat(),
        "source": one.source.value,
        "said_at": one.said_at.isoformat(),
        "celsius": one.celsius,
        "rain_mm": one.rain_mm,
    }
    return as_json(told)


def _find(ports: Ports, wanted: Sequence[Wanted]) -> Kept:
    keys = {one.subject: _key(ports, one.values) for one in wanted}
    kept = {one.key: one for one in weathers(ports).find(keys.values())}
    return {subject: _told(kept[key]) for subject, key in keys.items() if key in kept}


def _fault(ports: Ports, wanted: Wanted, _: Table) -> Message | None:
    start, source, said_at = _key(ports, wanted.values)
    now = ports.clock()
    if source is WeatherSource.OBSERVED and start + HOUR > now:
        return Message("refused.weather.not_yet")
    if source is WeatherSource.FORECAST and wanted.values["said"] is None:
        return Message("refused.weather.when_said")
    if source is WeatherSource.FORECAST and said_at > now:
        return Message("refused.weather.said_later")
    if source is WeatherSource.FORECAST and said_at >= start + HOUR:
        return Message("refused.weather.no_forecast")
    return None


def _write(ports: Ports, account: Account, wanted: Wanted) -> None:
    keep_hours(ports, account, [_hour(ports, wanted.values)])


def _undo(ports: Ports, account: Account, row: BatchRow, _: Collection[str]) -> None:
    one = msgspec.json.decode(row.after, type=WeatherHour)
    kept = weathers(ports).find([one.key])
    if not kept or _told(kept[0]) != row.after:
        raise gone()
    if row.before:
        keep_hours(ports, account, [msgspec.json.decode(row.before, type=WeatherHour)])
    else:
        forget_hour(ports, account, one.key)


WEATHER = Way(
    find=_find,
    told=lambda ports, wanted: _told(_hour(ports, wanted.values)),
    fault=_fault,
    write=_write,
    undo=_undo,
)
