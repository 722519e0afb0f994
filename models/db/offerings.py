"""Kinds of activity, organisers and series in the database."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.calendar import DayType
from models.centre import SpaceId
from models.db.connection import Connections
from models.db.tables import ActivityKindRow, OrganiserRow, SeriesRow
from models.db.upsert import upsert
from models.programme.activity import ActivityKind, Availability, Away, Organiser, OrganiserKind
from models.programme.ports import SeriesChangedError
from models.programme.series import HolidayPolicy, Series

_KIND: Table = ActivityKindRow.__table__  # type: ignore[assignment]
_ORGANISER: Table = OrganiserRow.__table__  # type: ignore[assignment]
_SERIES: Table = SeriesRow.__table__  # type: ignore[assignment]


class SqlOfferings:
    """What one centre offers."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def kinds(self) -> list[ActivityKind]:
        return [ActivityKind(**_fields(row)) for row in self._all(_KIND, "key")]

    def put_kind(self, kind: ActivityKind) -> None:
        row = (self._centre, kind.key, dict(kind.name), kind.public_benefit, kind.retired)
        with self._connections.writing() as connection:
            upsert(connection, _KIND, [row])

    def organisers(self) -> list[Organiser]:
        return [_organiser(row) for row in self._all(_ORGANISER, "id")]

    def put_organiser(self, organiser: Organiser) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _ORGANISER, [_organiser_row(self._centre, organiser)])

    def all_series(self) -> list[Series]:
        return [_series(row) for row in self._all(_SERIES, "id")]

    def put_series(self, series: Sequence[Series]) -> list[Series]:
        with self._connections.writing() as connection:
            return put_series(connection, self._centre, series)

    def _all(self, table: Table, key: str) -> Sequence[RowMapping]:
        query = select(table).where(table.c.centre == self._centre).order_by(table.c[key])
        with self._connections.reading() as connection:
            return connection.execute(query).mappings().all()


def put_series(connection: Connection, centre: str, series: Sequence[Series]) -> list[Series]:
    """All of them, each with its version raised by one. Raises SeriesChangedError."""
    raised = [replace(one, version=one.version + 1) for one in series]
    for one in raised:
        _put(connection, centre, one)
    return raised


def _put(connection: Connection, centre: str, series: Series) -> None:
    row = _series_row(centre, series)
    if series.version == 1:
        try:
            connection.execute(insert(_SERIES).values(row))
        except IntegrityError as error:  # "new", and there is one already
            raise SeriesChangedError(series.id) from error
        return
    ours = (_SERIES.c.centre == centre) & (_SERIES.c.id == series.id)
    kept = update(_SERIES).where(ours, _SERIES.c.version == series.version - 1).values(row)
    if not connection.execute(kept).rowcount:
        raise SeriesChangedError(series.id)


def _fields(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "centre"}


def _organiser_row(centre: str, one: Organiser) -> tuple[Any, ...]:
    hours = [_hours_row(hours) for hours in one.availability]
    away = [[days.first.isoformat(), days.last.isoformat()] for days in one.away]
    named = (centre, one.id, one.kind.value, dict(one.name))
    return (*named, one.people, one.contact, hours, one.retired, away)


def _hours_row(hours: Availability) -> dict[str, Any]:
    return {
        "days": sorted(hours.days),
        "weekdays": sorted(hours.weekdays),
        "start": hours.start.isoformat(),
        "end": hours.end.isoformat(),
        "valid_from": hours.valid_from.isoformat(),
        "valid_to": hours.valid_to.isoformat() if hours.valid_to else None,
    }


def _organiser(row: RowMapping) -> Organiser:
    known = _fields(row) | {
        "kind": OrganiserKind(row["kind"]),
        "availability": tuple(_hours(hours) for hours in row["availability"]),
        "away": tuple(_away(*days) for days in row["away"]),
    }
    return Organiser(**known)


def _away(first: str, last: str) -> Away:
    return Away(first=date.fromisoformat(first), last=date.fromisoformat(last))


def _hours(row: dict[str, Any]) -> Availability:
    return Availability(
        days=frozenset(map(DayType, row["days"])),
        weekdays=frozenset(row["weekdays"]),
        start=time.fromisoformat(row["start"]),
        end=time.fromisoformat(row["end"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def _series_row(centre: str, series: Series) -> dict[str, Any]:
    return asdict(series) | {
        "centre": centre,
        "title": dict(series.title),
        "start": series.start.isoformat(),
        "holiday_policy": series.holiday_policy.value,
        "units": list(series.units),
        "extra_dates": [day.isoformat() for day in series.extra_dates],
        "left_out": [day.isoformat() for day in series.left_out],
    }


def _series(row: RowMapping) -> Series:
    known = _fields(row) | {
        "space": SpaceId(row["space"]),
        "units": tuple(row["units"]),
        "start": time.fromisoformat(row["start"]),
        "holiday_policy": HolidayPolicy(row["holiday_policy"]),
        "extra_dates": tuple(map(date.fromisoformat, row["extra_dates"])),
        "left_out": tuple(map(date.fromisoformat, row["left_out"])),
    }
    return Series(**known)
