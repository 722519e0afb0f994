"""The page of use as a tree: empty, partial and full, in both languages, and what may be done on it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.pages import use
from dashboard.pages.use import heats_of
from dashboard.use_sheets import SHEETS
from models.account import Role
from models.calendar import SLOT, Window
from models.centre import SpaceId
from models.ports import Ports, StoreUnavailableError
from models.remark import Remark, RemarkKind
from models.services.day_curve import day_curve
from models.services.use import period_use
from models.use_figures import known
from tests.builders import a_centre, a_fact, a_space, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.fakes import MemoryRemarks, MemorySlots, MemoryStore, MemoryViews
from tests.house import lively_ports

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)
"""A Wednesday, 18:40 in Shanghai."""

RAIN = Remark(
    id="r1",
    space=SpaceId("gym"),
    window=Window(EVENING - timedelta(hours=2), EVENING - timedelta(hours=1)),
    kind=RemarkKind.WEATHER,
    text="暴雨 <b>",
    by="li",
    at=EVENING,
)


def a_house() -> Ports:
    """Two weeks of facts of the real centre."""
    ports = lively_ports(lambda: EVENING, days=15)
    return replace(ports, remarks=MemoryRemarks({"r1": RAIN}), views=MemoryViews())


HOUSE = a_house()


def house() -> Ports:
    return replace(HOUSE, remarks=MemoryRemarks({"r1": RAIN}), views=MemoryViews())


def page(
    ports: Ports | None = None, locale: Locale = "en", role: Role = Role.MANAGER, **query: str
) -> Component:
    return shown(use, a_visit(role, ports or house(), locale, **query))


def parts(tree: Component, kind: str) -> Iterator[Any]:
    yield from (part for part in tree._traverse() if type(part).__name__ == kind)


QUERIES: list[dict[str, str]] = [
    {},
    {"space": "gym", "against": "previous", "period": "week"},
    {"row": "rest-5", "hour": "19"},
    {"day": "2026-11-17"},
    {"day": "2026-11-17", "space": "gym", "slot": "19:00"},
    {"period": "last_month", "days": "holiday"},
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", QUERIES)
def test_the_page_is_there_in_both_languages_with_unique_ids(locale: Locale, query: dict[str, str]) -> None:
    tree = page(locale=locale, **query)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "use." not in text(tree).replace("use.read", "")


def test_before_the_first_fact_the_page_says_what_to_do() -> None:
    empty = page(replace(house(), slots=MemorySlots()))
    assert "There is nothing yet" in text(empty)
    assert count(empty, "heat") == 0
    assert "/sensors" in text(empty)
    assert "/sensors" not in text(page(replace(house(), slots=MemorySlots()), role=Role.FINANCE))


def test_a_period_of_which_there_is_nothing_says_what_there_is() -> None:
    tree = page(period="custom", first="2025-01-01", last="2025-01-31")
    assert "There is nothing in the chosen period" in text(tree)
    assert "first=2026-11-03" in text(tree)


def test_the_first_days_are_shown_and_said_to_be_the_first() -> None:
    ports = house()
    few = {key: fact for key, fact in HOUSE.slots.kept.items() if fact.start > EVENING - timedelta(days=2)}  # type: ignore[attr-defined]
    tree = page(replace(ports, slots=MemorySlots(few)))
    assert "Data begin on 16 Nov 2026" in text(tree)
    assert count(tree, "heat") >= 2


def test_the_title_names_the_fullest_hour_as_the_sums_have_it() -> None:
    visit = a_visit(ports=house(), locale="zh-Hans", space="gym")
    heats = heats_of(visit, use._question(visit))
    metric = heats.asked.measure
    best = max(heats.use.heat.spots(), key=lambda spot: known(metric, spot.use) or 0)
    title = next(
        str(part.children) for part in parts(shown(use, visit), "H2") if "最满" in str(part.children)
    )
    assert title.startswith("马力健身最满的是")
    assert f"{best.hour} 点" in title
    assert f"{(known(metric, best.use) or 0) * 100:.0f} %" in title


def states(tree: Component) -> set[str]:
    return {getattr(cell, "data-state") for cell in parts(tree, "Td") if hasattr(cell, "data-state")}


def test_an_hour_of_which_too_little_is_known_is_hatched_and_never_nought() -> None:
    centre = a_centre([a_space()])
    start = datetime(2026, 11, 17, 10, tzinfo=centre.zone_info)
    facts = [
        a_fact(start, None),
        a_fact(start + timedelta(hours=1), 10, measured_min=10),
        a_fact(start + timedelta(hours=2), 10),
    ]
    ports = some_ports(centre, clock=lambda: EVENING)
    ports.slots.put(facts)
    tree = page(ports, space="gym")
    assert states(tree) >= {"hidden", "flagged", "known", "shut"}
    hidden = [cell for cell in parts(tree, "Td") if getattr(cell, "data-state", "") == "hidden"]
    assert all(cell.children[0].className == "sr" for cell in hidden), "nothing is seen but the hatching"
    assert all("too little measured" in cell.children[0].children for cell in hidden if cell.title)


def test_what_is_seen_leads_to_its_days_and_each_day_to_its_quarter_hours_and_minutes() -> None:
    visit = a_visit(ports=house(), space="gym")
    assert "row=work" in text(shown(use, visit))
    listed = text(page(space="gym", row="work", hour="19"))
    assert "day=2026-11-17" in listed
    assert "day=2026-11-14" not in listed.split("Download")[0], "a Saturday is no workday"
    day = page(space="gym", day="2026-11-17")
    assert "slot=19%3A00" in text(day)
    assert count(day, "curve") == 1
    minutes = page(space="gym", day="2026-11-17", slot="19:00")
    assert count(minutes, "minutes") == 1
    assert "/why?space=gym&at=2026-11-17T19%3A15" in text(minutes)


def test_a_day_that_is_still_to_come_has_no_minutes_and_is_no_error() -> None:
    assert count(page(space="gym", day="2026-12-01", slot="19:00"), "minutes") == 0
    assert "nothing of this day" in text(page(space="gym", day="2026-12-01"))


def test_a_store_that_is_away_leaves_the_day_standing() -> None:
    class Away(MemoryStore):
        def read(self, *_: Any, **__: Any) -> list[Any]:
            raise StoreUnavailableError("influx.internal refused")

    tree = page(replace(house(), store=Away()), space="gym", day="2026-11-17", slot="19:00")
    assert count(tree, "quarters") == 1
    assert "influx.internal" not in text(tree)


def test_remarks_stand_on_the_curve_in_the_calendar_and_in_the_list() -> None:
    tree = page(space="gym", day="2026-11-18")
    figure = next(parts(tree, "Graph")).figure
    assert [note["text"] for note in figure["layout"]["annotations"] if note.get("name") == "remark"] == [
        "暴雨 &lt;b&gt;"
    ]
    assert count(tree, "remark-sign") == 1
    assert count(page(space="gym"), "noted") == 1
    assert count(page(space="dance"), "noted") == 0


def test_a_change_is_told_for_what_is_known_in_both_periods() -> None:
    tree = page(space="gym", against="previous", period="week")
    assert count(tree, "heat-change") == 1
    assert "points" in text(tree)
    assert count(page(space="gym"), "heat-change") == 0


def test_sums_of_periods_of_which_not_as_much_is_known_are_not_compared() -> None:
    dates = {"period": "custom", "first": "2026-11-06", "last": "2026-11-18"}
    assert "not as much measured" in text(page(space="gym", against="previous", **dates))
    assert "not as much measured" not in text(page(space="gym", against="previous", period="week"))


def test_a_large_house_is_ranked_as_a_whole() -> None:
    centre = a_centre([a_space(f"s{n}", name=(f"活动室{n}", f"Room {n}")) for n in range(60)])
    ports = some_ports(centre, clock=lambda: EVENING)
    start = datetime(2026, 11, 17, 10, tzinfo=centre.zone_info)
    ports.slots.put([a_fact(start + m * SLOT, float(n), f"s{n}") for n in range(60) for m in range(4)])
    tree = page(ports)
    ranked = next(part for part in parts(tree, "Ol"))
    assert len(ranked.children) == 60
    assert "Room 59" in text(ranked.children[0])


def asked(
    deed: str, ports: Ports, role: Role = Role.MANAGER, query: dict[str, str] | None = None, **more: str
) -> dict[str, Any]:
    visit = a_visit(role, ports, "en", **(query or {}))
    return answered(visit, {"do": deed, "n": 1, **more}, use.DEEDS)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_panel_can_be_taken_along_as_numbers_with_period_coverage_and_version(sheet: str) -> None:
    query = {
        "space": "gym",
        "row": "work",
        "hour": "19",
        "against": "previous",
        "period": "week",
        "day": "2026-11-17",
        "slot": "19:00",
    }
    told = asked("sheet", house(), query=query, sheet=sheet)
    rows = list(csv.reader(io.StringIO(told["file"]["text"].removeprefix("\ufeff"))))
    heads = {row[0] for row in rows[:7]}
    assert {"Period", "Coverage", "Calculation version"} <= heads
    assert len(rows) > 8 + (sheet != "parts")
    assert told["file"]["name"].endswith(".csv")


def test_the_numbers_of_the_sheet_are_those_of_the_sums() -> None:
    told = asked("sheet", house(), sheet="rank")
    rows = list(csv.reader(io.StringIO(told["file"]["text"].removeprefix("\ufeff"))))[8:]
    visit = a_visit(ports=house())
    question = use._question(visit)
    found = period_use(visit.ports, question.period, [*visit.ports.centre.spaces])
    names = {
        Translate("en").name(visit.ports.centre.spaces[key].name): one for key, one in found.spaces.items()
    }
    column = rows[0].index("Utilisation (0–1)")
    for row in rows[1:]:
        assert float(row[column]) == pytest.approx(known(question.measure, names[row[0]]), abs=1e-6)


def rows_of(told: dict[str, Any]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(told["file"]["text"].removeprefix("\ufeff"))))[8:]


@pytest.mark.parametrize("query", QUERIES[:-1])
def test_every_panel_with_figures_offers_them_and_a_picture(query: dict[str, str]) -> None:
    """Only a picture of nothing offers nothing."""
    panels = [part for part in parts(page(**query), "Section") if "chart" in (part.className or "").split()]
    assert panels
    for panel in panels:
        takes = [
            getattr(button, "data-take") for button in parts(panel, "Button") if hasattr(button, "data-take")
        ]
        assert takes in (["svg", "png", "csv"], []), panel.id
        assert {getattr(one, "data-part") for one in parts(panel, "Button")} <= set(SHEETS)


def test_the_curve_of_a_day_is_told_by_quarter_hours_and_what_is_not_known_stays_empty() -> None:
    rows = rows_of(asked("sheet", house(), query={"day": "2026-11-18", "space": "gym"}, sheet="curve"))
    curve = day_curve(house(), SpaceId("gym"), EVENING.date())
    assert [row[0] for row in rows[1:]][:2] == ["00:00", "00:15"]
    assert len(rows) == 97
    for row, people in zip(rows[1:], curve.people, strict=True):
        assert (float(row[1]) if row[1] else None) == (None if np.isnan(people) else round(float(people), 2))
    assert {row[1] for row in rows[-8:]} == {""}  # the evening is still to come


def test_the_minutes_of_a_quarter_hour_stand_above_their_readings() -> None:
    query = {"day": "2026-11-17", "space": "gym", "slot": "19:00"}
    rows = rows_of(asked("sheet", house(), query=query, sheet="minutes"))
    assert [row[0] for row in rows[1:16]] == [f"19:{n:02}" for n in range(15)]
    assert rows[16:18] == [[], ["Time", "Sensor", "Measure", "Value"]]


def test_minutes_of_a_store_that_is_away_are_refused_in_words() -> None:
    class Away(MemoryStore):
        def read(self, *_: Any, **__: Any) -> list[Any]:
            raise StoreUnavailableError("away")

    query = {"day": "2026-11-17", "space": "gym", "slot": "19:00"}
    told = asked("sheet", replace(house(), store=Away()), query=query, sheet="minutes")
    assert (told["ok"], "file" in told) == (False, False)
    assert told["text"] == Translate("en")("sensors.store_away")


def test_an_unknown_sheet_or_deed_is_refused() -> None:
    assert not asked("sheet", house(), sheet="../secret")["ok"]
    with pytest.raises(PreventUpdate):
        asked("explode", house())


def test_a_remark_is_written_and_removed_by_who_may_and_by_nobody_else() -> None:
    ports = house()
    new = {"text": "开幕", "kind": "event", "first": "2026-11-18", "about": "gym"}
    told = asked("remark", ports, **new, query={"space": "gym"})
    assert (told["ok"], told["go"]) == (True, "/shijiawan/use?space=gym#remarks")
    assert len(ports.remarks.kept) == 2  # type: ignore[union-attr]
    assert asked("unremark", ports, remark="r1")["ok"]
    for deed in ({"deed": "remark", **new}, {"deed": "unremark", "remark": "r1"}):
        assert not asked(ports=ports, role=Role.AUDITOR, **deed)["ok"]
    assert count(page(ports, role=Role.AUDITOR), "deed") == 1, "only one's own views"


def test_a_kept_view_leads_back_to_what_was_seen() -> None:
    ports = house()
    seen = {"space": "gym", "days": "rest", "against": "last_year"}
    assert asked("view", ports, Role.FINANCE, seen, name="周末")["ok"]
    tree = page(ports, role=Role.FINANCE, name="somebody")
    assert "space=gym&against=last_year&days=rest" in text(tree)
    view = next(iter(ports.views.kept))  # type: ignore[union-attr]
    assert asked("unview", ports, Role.FINANCE, view=view)["ok"]
    assert not asked("unview", ports, Role.FINANCE, view=view)["ok"]


@settings(max_examples=12, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("space", "period", "first", "last", "day", "slot", "row", "hour", "measure")),
        st.text(max_size=12),
    )
)
def test_no_address_breaks_the_page(query: dict[str, str]) -> None:
    ports = some_ports(clock=lambda: EVENING)
    ports.slots.put([a_fact(EVENING - timedelta(hours=5), 3)])
    assert shown(use, a_visit(ports=ports, **query))
