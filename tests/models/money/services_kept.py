"""Papers of the property service for tests: two houses, a line by call and one by flat, tariffs that somebody agreed to."""

from datetime import UTC, date, datetime
from typing import Any

from models.money.assent import Assent
from models.money.property import Building, ServiceLine, ServiceUnit, Tariff
from models.money.work_order import WorkOrder

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
LONG_AGO = datetime(2025, 12, 20, 4, 0, tzinfo=UTC)
AGREED = Assent(
    decision="2025-12/2", proposed_by="li", proposed_at=LONG_AGO, approved_by="wang", approved_at=LONG_AGO
)
OPEN = Assent(decision="2026-03/2", proposed_by="li", proposed_at=AT)
HOUSES = (
    Building(id="B1", name={"zh-Hans": "一号院", "en": "Court 1"}, flats=60, area_m2=5_000),
    Building(id="B2", name={"zh-Hans": "二号院", "en": "Court 2"}, flats=40, area_m2=3_000),
)
PIPES = ServiceLine(key="pipes", name={"zh-Hans": "疏通", "en": "Drains"}, unit=ServiceUnit.CALL)
STAIRS = ServiceLine(key="stairs", name={"en": "Stairs"}, unit=ServiceUnit.FLAT_MONTH, guaranteed=True)


def a_tariff(line: str = "pipes", valid_from: date = date(2026, 1, 1), **changes: Any) -> Tariff:
    values: dict[str, Any] = {"cost_fen": 8_000, "fee_fen": 3_000, "assent": AGREED}
    return Tariff(id=f"{line}-{valid_from}", line=line, valid_from=valid_from, **values | changes)


def an_order(**changes: Any) -> WorkOrder:
    values: dict[str, Any] = {
        "id": "o1",
        "building": "B1",
        "line": "pipes",
        "units": 1,
        "day": DAY,
        "done": DAY,
        "fee_fen": 3_000,
        "cost_fen": 8_000,
        "by": "chen",
        "at": AT,
    }
    return WorkOrder(**values | changes)
