"""Rows of price plans <-> versions."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import RowMapping, Table

from models.calendar import DayType
from models.db.tables import PriceVersionRow
from models.money.price import Band, Concession, PlanStatus, PlanVersion, Priced, PriceUnit, Way
from models.programme.booking import BookingStatus
from models.programme.who import Who

VERSION: Table = PriceVersionRow.__table__  # type: ignore[assignment]


def version_row(centre: str, one: PlanVersion) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in PlanVersion.__slots__}
    return row | {
        "centre": centre,
        "name": dict(one.name),
        "what": one.what.value,
        "unit": one.unit.value,
        "bands": [_band_row(band) for band in one.bands],
        "concessions": [
            {"who": row.who.value, "way": row.way.value, "amount": row.amount} for row in one.concessions
        ],
        "charged": sorted(status.value for status in one.charged),
        "status": one.status.value,
    }


def version_from(row: RowMapping) -> PlanVersion:
    known = {name: row[name] for name in PlanVersion.__slots__}
    return PlanVersion(
        **known
        | {
            "what": Priced(row["what"]),
            "unit": PriceUnit(row["unit"]),
            "bands": tuple(map(_band, row["bands"])),
            "concessions": tuple(map(_concession, row["concessions"])),
            "charged": frozenset(map(BookingStatus, row["charged"])),
            "status": PlanStatus(row["status"]),
        }
    )


def _band_row(band: Band) -> dict[str, Any]:
    return {
        "days": sorted(band.days),
        "start": band.start.isoformat(),
        "end": band.end.isoformat(),
        "fen": band.fen,
    }


def _band(row: Mapping[str, Any]) -> Band:
    return Band(
        days=frozenset(map(DayType, row["days"])),
        start=time.fromisoformat(row["start"]),
        end=time.fromisoformat(row["end"]),
        fen=row["fen"],
    )


def _concession(row: Mapping[str, Any]) -> Concession:
    return Concession(who=Who(row["who"]), way=Way(row["way"]), amount=row["amount"])
