"""Sheet 7: streets, parts of the day, stalls, days with an event."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.calendar import Window
from models.centre import SpaceId, SpaceKind
from models.metric.trade import DAY_PARTS
from models.ports import Ports
from models.remark import Remark, RemarkKind
from models.report.sheet import Absent, Sheet
from models.report.sheets.market import sheet
from models.services.month_inputs import gather
from models.stall import Stall, StallId, Tenancy
from tests.builders import a_centre, a_fact, a_sensor, a_space, some_ports
from tests.fakes import MemoryRemarks, MemoryTenancies
from tests.measured import local

APRIL = date(2026, 4, 1)
FAIR = date(2026, 4, 15)


def a_stall(key: str) -> Stall:
    name = {"zh-Hans": key, "en": key}
    return Stall(id=StallId(key), name=name, space="street", trade=name, at=(1, 1))


def a_street() -> Ports:
    """Each day 10 come at seven, 20 at noon and 30 at eight; on the day of the fair 100 more at noon."""
    space = replace(
        a_space("street", kind=SpaceKind.MARKET, persons=500, opens=datetime.min.time().replace(hour=6)),
        periods=tuple(replace(one, name={"zh-Hans": one.key, "en": one.key}) for one in DAY_PARTS),
    )
    centre = replace(
        a_centre([space], [a_sensor("gate", "street")]),
        stalls={StallId(key): a_stall(key) for key in ("veg", "fruit")},
    )
    ports = some_ports(centre, clock=lambda: local(12, day=date(2026, 5, 2)))
    for n in range(30):
        day = APRIL + timedelta(days=n)
        for hour, entries in ((7, 10), (12, 120 if day == FAIR else 20), (20, 30)):
            fact = a_fact(local(hour, day=day), 5, "street", capacity=500)
            ports.slots.put([replace(fact, entries=entries)])
    tenancy = Tenancy(id="t", stall=StallId("veg"), tenant="王*", first=APRIL, last=date(2026, 4, 15))
    start = local(9, day=FAIR)
    event = Remark(
        id="r",
        space=SpaceId("street"),
        window=Window(start, start + timedelta(hours=8)),
        kind=RemarkKind.EVENT,
        text="春日集市",
        by="wang",
        at=start,
    )
    return replace(ports, tenancies=MemoryTenancies({"t": tenancy}), remarks=MemoryRemarks({"r": event}))


def april() -> Sheet:
    return sheet(gather(a_street(), APRIL))


def test_the_parts_of_the_day_and_the_rest_are_the_footfall_of_the_street() -> None:
    told = april().table("market_parts")
    counts = {row.key.partition(".")[2]: told.cell(row.key, "footfall").count for row in told.rows}
    assert counts == {"morning": 300, "night": 900, "rest": 700, "total": 1900}
    assert april().table("market").cell("street", "footfall").count == 1900
    assert april().table("market").cell("total", "morning_share").number == pytest.approx(300 / 1900)


def test_a_stall_is_let_by_its_days() -> None:
    told = april().table("stalls")
    assert (told.cell("veg", "let_days").count, told.cell("veg", "stall_days").count) == (15, 30)
    assert told.cell("veg", "let_rate").number == pytest.approx(0.5)
    assert told.cell("fruit", "let_days").count == 0


def test_stalls_are_the_street() -> None:
    told = april()
    days = [told.table("stalls").cell(key, "let_days").count or 0 for key in ("veg", "fruit")]
    assert told.table("market").cell("street", "let_rate").number == pytest.approx(sum(days) / 60)


def test_of_a_month_without_data_nothing_is_said_of_what_was_let() -> None:
    told = sheet(gather(a_street(), date(2026, 2, 1))).table("stalls")
    assert told.cell("veg", "let_days").absent is Absent.NO_DATA
    assert told.cell("veg", "let_rate").absent is Absent.NO_DATA


def test_a_day_with_an_event_stands_beside_comparable_days() -> None:
    told = april().table("market_events")
    (row,) = told.rows
    assert told.cell(row.key, "event_footfall").count == 160
    assert told.cell(row.key, "usual_footfall").count == 60
    assert told.cell(row.key, "uplift").number == pytest.approx(100 / 60)


def test_a_centre_without_a_market_has_tables_without_rows() -> None:
    ports = some_ports(clock=lambda: local(12, day=date(2026, 5, 2)))
    assert [table.rows for table in sheet(gather(ports, APRIL)).tables] == [(), (), (), ()]
