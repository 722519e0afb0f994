"""The sensors page as a tree: calm when there is nothing, whole when there is much, harmless whatever a device says."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.answer import answered
from dashboard.components.sensor_detail import vitals
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import sensors
from models.account import Role
from models.balance import Balance, DoorBalance
from models.centre import SensorId
from models.desk import DeskError, Trial
from models.message import Message
from models.ports import Ports, StoreUnavailableError
from models.sensor_quality import WEIGHTS
from models.services.sensors import Hearing
from models.services.sensors import sensors as known
from tests.books import MemoryDays
from tests.builders import a_centre, a_space, some_ports
from tests.dashboard.pages.test_live import a_visit
from tests.fakes import MemoryBalances, MemoryDesk, MemorySlots, MemoryStore
from tests.sensing import HOSTILE, raw, sensing_ports, stranger

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)


def parts(tree: Component) -> Iterator[Component]:
    yield tree
    yield from (part for part in tree._traverse() if isinstance(part, Component))


def shown(page: Any, visit: Visit) -> Component:
    """What a page of the sensors draws, as a tree; made into what the browser is told, too, which refuses what it cannot."""
    told = page.content(visit)
    groups = told.values() if isinstance(told, dict) else told if isinstance(told, tuple) else [told]
    flat = [one for group in groups for one in group]
    page.layout(visit)
    return html.Div([one for one in flat if one is not None])


def count(tree: Component, style: str) -> int:
    return sum(style in str(getattr(part, "className", "")).split() for part in parts(tree))


def text(tree: Component) -> str:
    return json.dumps(tree.to_plotly_json(), default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def full(**more: Any) -> tuple[Ports, MemoryDesk]:
    return sensing_ports(lambda: EVENING, **more)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{}, {"sensor": "seniors-door"}, {"sensor": "gym-treadmill-1"}])
def test_the_page_is_there_in_both_languages_with_unique_ids(locale: Locale, query: dict[str, str]) -> None:
    page = shown(sensors, a_visit(ports=full()[0], locale=locale, **query))
    ids = [part.id for part in parts(page) if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))


def test_every_sensor_has_its_sign_on_the_plan_and_its_row_in_the_list() -> None:
    ports, _ = full()
    page = shown(sensors, a_visit(ports=ports))
    assert count(page, "sign") == len(ports.centre.sensors)
    assert count(page, "sensor-name") == len(ports.centre.sensors)


@pytest.mark.parametrize("locale", LOCALES)
def test_who_passed_while_a_space_was_shut_is_told_with_the_way_to_the_day(locale: Locale) -> None:
    ports, _ = full()
    assert "shut" not in {getattr(part, "id", None) for part in parts(shown(sensors, a_visit(ports=ports)))}
    day, space = EVENING.date() - timedelta(days=1), next(iter(ports.centre.spaces))
    balances = MemoryBalances()
    door = DoorBalance(sensor=SensorId("d"), entries=3, exits=4)
    balances.put([Balance(space=space, day=day, complete=True, doors=(door,))])
    ports = replace(ports, balances=balances, days=MemoryDays(MemorySlots()))
    tree = shown(sensors, a_visit(ports=ports, locale=locale))
    panel = next(part for part in parts(tree) if getattr(part, "id", None) == "shut")
    (way,) = (part for part in parts(panel) if type(part).__name__ == "A")
    assert day.isoformat() in way.href
    assert all(number in text(way) for number in ("3", "4"))


def test_a_full_house_is_shown_in_pages() -> None:
    ports, _ = full(extra=200, new=500)
    page = shown(sensors, a_visit(ports=ports))
    assert count(page, "sensor-name") == 50
    assert count(page, "stranger") == 12
    second = shown(sensors, a_visit(ports=ports, page="5", strangers="42"))
    assert count(second, "sensor-name") == len(ports.centre.sensors) - 200
    assert count(second, "stranger") == 500 - 41 * 12
    assert count(shown(sensors, a_visit(ports=ports, page="²", strangers="-1")), "stranger") == 12


@pytest.mark.parametrize("state", Hearing)
def test_a_filter_leaves_those_that_fit(state: Hearing) -> None:
    ports, _ = full()
    left = count(shown(sensors, a_visit(ports=ports, state=state.value)), "sensor-name")
    assert 0 < left < len(ports.centre.sensors)


@pytest.mark.parametrize("words", ["马力", "mali gym"])
def test_sensors_are_found_by_the_name_of_their_space_in_either_language(words: str) -> None:
    ports, _ = full()
    page = shown(sensors, a_visit(ports=ports, q=words))
    assert count(page, "sensor-name") == 6


def test_a_house_without_sensors_and_strangers_is_calm() -> None:
    ports = some_ports(replace(a_centre([a_space()]), sensors={}))
    page = shown(sensors, a_visit(ports=replace(ports, desk=MemoryDesk())))
    assert count(page, "calm") >= 1
    assert count(page, "newcomers") == 0


def test_an_ingestor_that_is_away_leaves_the_page_standing_and_its_text_out() -> None:
    ports, desk = full()
    desk.away = DeskError("http://10.0.0.7:9464 refused", Message("desk.no.words.here"))
    page = shown(sensors, a_visit(ports=ports))
    assert count(page, "away") == 1
    assert count(page, "sign") == len(ports.centre.sensors)
    assert "10.0.0.7" not in text(page)


def test_a_store_that_is_away_leaves_the_sensor_standing() -> None:
    class Away(MemoryStore):
        def read(self, *_: Any, **__: Any) -> list[Any]:
            raise StoreUnavailableError("influx.internal refused")

    ports, _ = full()
    page = shown(sensors, a_visit(ports=replace(ports, store=Away()), sensor="seniors-door"))
    assert "cannot be read now" in text(page)
    assert "influx.internal" not in text(page)


def test_what_a_device_calls_itself_is_shown_with_nothing_hidden_in_it() -> None:
    ports, desk = full()
    desk.quarantine = [stranger(EVENING, 0, device=HOSTILE, topic=f"zigbee2mqtt/{HOSTILE}")]
    words = text(shown(sensors, a_visit(ports=ports)))
    assert "\\\\u202e" in words
    visible_values = [
        str(getattr(part, "children", "")) for part in parts(shown(sensors, a_visit(ports=ports)))
    ]
    assert not any("\u202e" in value for value in visible_values if isinstance(value, str))


def test_who_may_only_look_gets_no_buttons() -> None:
    ports, _ = full()
    page = shown(sensors, a_visit(Role.AUDITOR, ports))
    assert count(page, "stranger") == 3
    assert [
        part for part in parts(page) if getattr(part, "data-ask", None) or getattr(part, "data-deed", None)
    ] == []


def test_a_sensor_that_nobody_has_leads_to_all_of_them() -> None:
    page = shown(sensors, a_visit(ports=full()[0], sensor="<script>"))
    assert "There is no such sensor" in text(page)


def test_the_sheet_is_asked_with_what_was_typed_and_leads_back() -> None:
    ports, _ = full()
    asked = {
        "do": "accept",
        "stranger": "key-0",
        "name": "new-door",
        "space": "hall",
        "role": "flow",
        "profile": "milesight-vs133",
        "interval": "60",
        "turned": "yes",
        "n": 3,
    }
    told = answered(a_visit(ports=ports), asked, sensors.DEEDS)
    assert (told["n"], told["ok"], told["go"]) == (3, True, "/shijiawan/sensors")
    assert ports.accepted is not None
    assert ports.accepted.all()[0].sensor.reversed
    again = answered(a_visit(ports=ports), asked, sensors.DEEDS)
    assert not again["ok"]


def test_a_model_that_reads_nothing_is_asked_for_twice_and_the_page_then_promises_nothing() -> None:
    ports, desk = full()
    desk.trial = Trial(faults=["no channel fits"])
    asked = {"do": "accept", "stranger": "key-0", "name": "new-door", "space": "hall", "role": "flow"}
    asked |= {"profile": "linli-counter", "interval": "60"}
    told = answered(a_visit(ports=ports), asked, sensors.DEEDS)
    assert (told["ok"], told["again"]) == (False, "unread")
    assert "linli-counter" in told["text"]
    assert ports.accepted is not None
    assert not ports.accepted.all()
    again = answered(a_visit(ports=ports), {**asked, "unread": "yes"}, sensors.DEEDS)
    assert again["ok"]
    assert "counted nowhere" in again["text"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_points_of_a_sensor_are_told_part_by_part(locale: Locale) -> None:
    visit = a_visit(ports=full()[0], locale=locale, sensor="seniors-door")
    row = known(visit.ports, EVENING).find("seniors-door")
    assert row is not None
    fresh = replace(row, quality=None, quality_parts={})
    assert visit.translate("sensors.no_score") in text(vitals(visit, fresh))
    scored = text(vitals(visit, replace(row, quality=80.0, quality_parts=dict.fromkeys(WEIGHTS, 0.5))))
    assert all(visit.translate(f"sensors.score.{name}") in scored for name in WEIGHTS)
    assert visit.translate("sensors.running_numbers") in scored


def test_a_sensor_that_speaks_but_cannot_be_read_is_not_said_to_be_silent() -> None:
    ports, desk = full()
    silent = next(card.sensor for card in desk.cards if card.presence.heard_at is None)
    desk.messages[silent] = [raw(EVENING, 1, "short_frame")]
    page = shown(sensors, a_visit(ports=ports, sensor=silent))
    (leads,) = [part for part in parts(page) if "hearing" in str(getattr(part, "className", "")).split()]
    assert leads.children == "speaks, but cannot be read →"
    assert leads.href == "/shijiawan/dead-letters?topic=linli%2Fshijiawan%2Fseniors%2Fdoor-1%2Fup"


@pytest.mark.parametrize("asked", [None, "x", {}, {"sensor": 7}, {"sensor": "nobody", "after": "x"}])
def test_a_stream_that_is_asked_for_wrongly_is_answered_in_words(asked: object) -> None:
    told = sensors.raw_answer(a_visit(ports=full()[0]), asked)
    assert told["rows"] == []
    assert told["text"]


def test_a_stream_tells_what_became_of_each_message_and_hides_nothing_in_it() -> None:
    told = sensors.raw_answer(a_visit(ports=full()[0]), {"sensor": "seniors-door", "after": 3, "n": 9})
    assert [row["id"] for row in told["rows"]] == [8, 7, 6, 5, 4]
    assert [row["outcome"] for row in told["rows"]] == ["stored", "stored", "stored", "not JSON", "stored"]
    assert "\u202e" not in json.dumps(told, ensure_ascii=False)
    assert "\x1b" not in told["rows"][0]["text"]


def test_a_deed_that_nobody_knows_is_passed_over() -> None:
    with pytest.raises(PreventUpdate):
        answered(a_visit(ports=full()[0]), {"do": "reboot"}, sensors.DEEDS)
