"""The market page as a tree: empty and full, in both languages, and what may be done on it."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import market
from models.account import Role
from models.calendar import Window
from models.centre import SpaceId
from models.metric.period import Period
from models.ports import Ports
from models.remark import Remark, RemarkKind
from models.services.use import period_use
from tests.builders import a_centre, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.fakes import MemoryRemarks, MemorySlots, MemoryTenancies
from tests.house import lively_ports
from tests.measured import local

NOW = local(20)
LIVELY = lively_ports(lambda: NOW, days=15)
LIVELY.slots.put(
    [
        replace(fact, entries=round(fact.peak) + fact.start.hour)
        for fact in LIVELY.slots.within([SpaceId("market")], Window(NOW - timedelta(days=16), NOW))
    ]
)
FAIR = Remark(
    id="r1",
    space=SpaceId("market"),
    window=Window(local(18) - timedelta(days=7), local(20) - timedelta(days=7)),
    kind=RemarkKind.EVENT,
    text="灯会 <b>",
    by="li",
    at=NOW,
)


def house() -> Ports:
    return replace(LIVELY, remarks=MemoryRemarks({"r1": FAIR}), tenancies=MemoryTenancies())


def page(
    ports: Ports | None = None, locale: Locale = "en", role: Role = Role.MANAGER, **query: str
) -> Component:
    return shown(market, a_visit(role, ports or house(), locale, **query))


def ask(ports: Ports, role: Role = Role.MANAGER, **fields: str) -> dict[str, object]:
    return answered(a_visit(role, ports), fields, market.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"period": "week", "against": "previous"}, {"period": "year"}])
def test_the_page_is_there_in_both_languages_with_unique_ids(locale: Locale, query: dict[str, str]) -> None:
    tree = page(locale=locale, **query)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "market." not in text(tree)


def test_a_centre_without_a_market_says_so() -> None:
    assert "has no market" in text(page(some_ports(a_centre())))


def test_without_footfall_the_stalls_are_there_all_the_same() -> None:
    told = text(page(replace(house(), slots=MemorySlots())))
    assert "There is no footfall" in told
    assert "0 of 14 stalls are let" in told


def test_a_stall_that_is_let_is_told_by_sign_and_word() -> None:
    ports = house()
    answer = ask(ports, do="let", stall="veg", tenant="T7", first="2026-11-01")
    assert answer["ok"]
    told = text(page(ports))
    assert "1 of 14 stalls is let" in told
    assert "● let" in told
    assert "○ empty" in told


def test_who_may_not_let_has_no_form_and_is_refused() -> None:
    ports = house()
    assert "Let a stall" not in text(page(ports, role=Role.FINANCE))
    answer = ask(ports, Role.FINANCE, do="let", stall="veg", tenant="T7", first="2026-11-01")
    assert answer["ok"] is False
    assert "You cannot let stalls" in str(answer["text"])


def test_an_event_stands_beside_comparable_days() -> None:
    assert "comparable days: median" in text(page())
    assert "No day of this period is remarked as an event" in text(
        page(replace(house(), remarks=MemoryRemarks()))
    )


@pytest.mark.parametrize("part", market.SHEETS)
def test_every_panel_can_be_taken_along(part: str) -> None:
    answer = ask(house(), do="sheet", sheet=part)
    file = answer["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(file["text"].removeprefix("\ufeff"))))
    assert len(rows) > 5
    assert len({len(row) for row in rows[4:]}) == 1


def test_a_rent_waits_on_the_page_for_another_person_to_agree() -> None:
    ports = house()
    assert ask(ports, do="let", stall="veg", tenant="T7", first="2026-11-01", rent="900")["ok"]
    told = text(page(ports, role=Role.FINANCE))
    assert "900.00 yuan a month" in told
    (let,) = ports.tenancies.within(date.min, date.max) if ports.tenancies else ()
    assert ask(ports, do="agree", tenancy=let.id)["ok"] is False
    assert "waits for another person" in text(page(ports))
    assert "a month, set by" not in text(page(ports, role=Role.VIEWER))


def test_the_week_by_hour_is_drawn_and_told_as_numbers() -> None:
    ports = house()
    heat = period_use(ports, Period(NOW.date() - timedelta(days=27), NOW.date()), [SpaceId("market")]).heat
    told = ask(ports, do="sheet", sheet="week")
    rows = list(csv.reader(io.StringIO(str(told["file"]["text"]))))[4:]  # type: ignore[index]
    assert rows[0][2:] == ["Throughput", "Coverage"]
    row, column = next(
        (n, c) for n, one in enumerate(heat.rows) for c in heat.open_columns() if one.weekday == 4
    )
    friday = next(line for line in rows if line[0].startswith("Fri"))
    use = heat.cell(row, column)
    assert float(friday[2]) == pytest.approx(use.entries / use.measured_hours)
    tree = page(ports)
    assert "Most people pass on" in text(tree)
    assert "visits/h on the average; coverage 100" in str(tree)


def test_an_hour_that_was_hardly_measured_is_no_quiet_hour() -> None:
    ports = house()
    facts = ports.slots.within([SpaceId("market")], Window(NOW - timedelta(days=29), NOW))
    ports = replace(ports, slots=MemorySlots())
    ports.slots.put(
        [replace(fact, measured_min=0, person_min=0, used_min=0, walkin_min=0, entries=0) for fact in facts]
    )
    told = ask(ports, do="sheet", sheet="week")
    rows = list(csv.reader(io.StringIO(str(told["file"]["text"]))))[5:]  # type: ignore[index]
    assert rows
    assert {line[2] for line in rows} == {""}
    assert "Not known yet when in the week" in text(page(ports))
