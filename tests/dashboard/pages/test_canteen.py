"""The canteen page as a tree: nothing, a day, many days; whoever may not see counts sees none."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import canteen
from models.account import Role
from models.centre import SpaceKind
from models.event import Event
from models.metric import METRICS
from models.metric.period import Period
from models.ports import Ports
from models.services.canteen import meal_table
from tests.builders import a_centre, a_fact, a_state, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.fakes import MemoryEvents, MemoryLive, MemorySlots
from tests.house import lively_ports
from tests.models.services.test_canteen import a_sale, local, moved

NOON = local(12)


def events() -> Iterator[Event]:
    for back in range(3):
        day = timedelta(days=back)
        for n in range(40):
            yield a_sale(local(11, n) - day, "lunch", 1_500, 150, sensor="canteen-till")
        yield from moved(f"{back}1", local(11) - day, local(11, 40) - day, sensor="canteen-delivery")
    yield from moved("07", local(10, 40), None, sensor="canteen-delivery")


def a_house() -> Ports:
    ports = lively_ports(lambda: NOON, days=8)
    ports.events.put(list(events()))
    return ports


HOUSE = a_house()


def page(ports: Ports = HOUSE, locale: Locale = "en", role: Role = Role.MANAGER, **query: str) -> Component:
    return shown(canteen, a_visit(role, ports, locale, **query))


def full(people: float | None) -> Ports:
    """The house with so many people in its canteen."""
    live = MemoryLive(centre=HOUSE.centre.id)
    live.put(a_state(people, "canteen", capacity=72, at=NOON), at=NOON)
    return replace(HOUSE, live=live)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"period": "week", "against": "previous"}, {"period": "year"}])
def test_the_page_is_there_in_both_languages_with_unique_ids(locale: Locale, query: dict[str, str]) -> None:
    tree = page(locale=locale, **query)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "canteen." not in text(tree)


def test_a_centre_without_a_canteen_says_so() -> None:
    assert "has no canteen" in text(page(some_ports(a_centre())))


def test_a_period_of_which_nothing_is_kept_shows_no_nought() -> None:
    told = text(page(replace(HOUSE, events=MemoryEvents(), slots=MemorySlots())))
    assert "There is nothing of the canteen" in told
    assert "No deliveries told today" in told


def test_seats_and_queue_are_told_to_whom_counts_are_meant_for() -> None:
    assert "of 56" in text(page(full(40)))
    assert "16" in text(page(full(40)))
    assert "of 56" not in text(page(full(40), role=Role.FINANCE))
    assert "Lunch" in text(page(full(40), role=Role.FINANCE))


def test_more_people_than_seats_are_a_queue_and_its_wait_is_littles() -> None:
    ports = full(61)
    slots = MemorySlots()
    slots.put([replace(a_fact(local(11, 45), 60, "canteen", capacity=72), entries=25)])
    told = text(page(replace(ports, slots=slots)))
    assert "about 3 min to wait" in told  # 5 wait, 25 come in a quarter hour: 5 * 15 / 25


def test_where_nobody_is_counted_no_seat_is_called_free() -> None:
    assert "Nobody is counted now" in text(page(full(None)))


def test_what_is_overdue_stands_first_on_the_board() -> None:
    told = text(page())
    assert "1 delivery is overdue" in told
    assert told.index("07") < told.index("01")


def rows(part: str, **query: str) -> list[list[str]]:
    answer = answered(a_visit(ports=HOUSE, **query), {"do": "sheet", "sheet": part, "n": 1}, canteen.DEEDS)
    return list(csv.reader(io.StringIO(answer["file"]["text"].removeprefix("\ufeff"))))


def test_the_file_holds_the_figures_of_the_screen() -> None:
    space = next(one for one in HOUSE.centre.spaces.values() if one.kind is SpaceKind.CANTEEN)
    today = HOUSE.centre.day_of(NOON)
    table = meal_table(HOUSE, space, Period(today - timedelta(days=27), today))
    told = {row[0]: row for row in rows("services") if row}
    assert told["Lunch"][1] == "120.0" or told["Lunch"][1] == "120"
    assert float(told["Whole days"][3]) == pytest.approx(METRICS["seat_turns"].value(table.total))
    assert len([row for row in rows("sold") if row and row[0].startswith("2026")]) == len(table.days)
    assert rows("board")[5][0] == "07"


def test_many_days_are_told_by_the_month() -> None:
    ports = lively_ports(lambda: NOON, days=80)
    ports.events.put(
        [a_sale(local(12) - timedelta(days=n), "lunch", 1_000, sensor="canteen-till") for n in range(80)]
    )
    assert "Nov 2026" in text(page(ports, period="12w"))


def test_an_order_number_cannot_speak_as_markup_or_formula() -> None:
    ports = a_house()
    ports.events.put(list(moved("=cmd<b>", local(11), None, sensor="canteen-delivery")))
    answer = answered(a_visit(ports=ports), {"do": "sheet", "sheet": "board"}, canteen.DEEDS)
    assert "'=cmd" in answer["file"]["text"]
