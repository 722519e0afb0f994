"""A change is put back in Chromium: shown first, another day chosen, confirmed, and refused where the hour was taken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.advice.recommendation import State
from models.ports import Ports
from models.programme.booking import Booking, BookingStatus
from models.services import programme
from models.services.advising import advice_of
from models.services.deciding import accept
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.models.services.test_deciding import CLASS, MONDAY, offered
from tests.models.services.test_enacting import EVENING, MOVE
from tests.ports import free_port
from tests.timetabled import NOW, ORGANISER, programme_in, timetabled
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000
THIRD_WEEK = MONDAY + timedelta(weeks=2)
MOVED = replace(MOVE, id="2026-W49-02")


@dataclass
class House:
    """Two changes under way, a class put in and one moved, in their third week."""

    port: int
    cookies: dict[str, str]
    ports: Ports


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made, timetable = timetabled(tmp_path)
    ports = replace(made, advice=timetable.advice(made.centre.id))
    programme.save(ports, ORGANISER, EVENING)
    offered(ports, CLASS, MOVED)
    accept(ports, ORGANISER, CLASS.id, 1)
    accept(ports, ORGANISER, MOVED.id, 1)
    ports = replace(ports, clock=lambda: NOW + timedelta(weeks=4))
    database, identity = open_identity(tmp_path)
    identity = replace(identity, sessions=database.sessions())
    app, hub = app_of(ports, identity, tmp_path)
    token = session_of(identity, Role.MANAGER, ports)
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)}, ports)
        hub.close()
    database.close()
    timetable.close()


def card(looking: Looking, key: str) -> Locator:
    return looking.page.locator(f'[id="change-{key}"]')


def asked(look: Look, house: House, key: str, locale: str = "en") -> tuple[Looking, Locator]:
    looking = look(house.port, house.cookies, viewport={"width": 1280, "height": 1400})
    looking.page.goto(f"/{house.ports.centre.id}/effects?lang={locale}")
    card(looking, key).get_by_role("button", name={"en": "Put it back"}.get(locale, "恢复原样")).click()
    panel = card(looking, key).locator(".put-back")
    expect(panel).to_be_visible(timeout=WAIT)
    return looking, panel


def test_what_would_happen_is_shown_first_and_done_once_it_is_confirmed(look: Look, house: House) -> None:
    (booked,) = [
        one
        for one in programme_in(house.ports).sessions.of_series(f"advice-{CLASS.id}", NOW)
        if one.day == THIRD_WEEK + timedelta(weeks=1, days=1)
    ]
    programme_in(house.ports).bookings.book(
        Booking(id="b", session=booked.id, party="p1", status=BookingStatus.CONFIRMED, booked_at=NOW)
    )
    looking, panel = asked(look, house, CLASS.id)
    expect(panel).to_contain_text("because they are booked: 1")
    expect(panel).to_contain_text("8 sessions are cancelled")
    looking.shot("put-back-class")
    panel.locator("input[type=date]").fill((THIRD_WEEK + timedelta(weeks=2)).isoformat())
    panel.get_by_role("button", name="Show what would happen").click()
    expect(panel).to_contain_text("8 sessions are cancelled", timeout=WAIT)
    expect(panel).not_to_contain_text("because they are booked")
    assert advice_of(house.ports).recommendations.in_states([State.REVERTED]) == []
    panel.get_by_role("button", name="Put it back from").click()
    expect(card(looking, CLASS.id)).to_contain_text("Decided: Put back", timeout=WAIT)
    left = [
        one for one in programme_in(house.ports).sessions.of_series(f"advice-{CLASS.id}", NOW) if one.held
    ]
    assert max(one.day for one in left) < THIRD_WEEK + timedelta(weeks=2)
    assert (looking.complaints, looking.policy_violations(), looking.axe()) == ([], [], [])


@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
def test_where_the_old_hour_was_taken_a_person_is_told_what_to_do_by_hand(
    look: Look, house: House, locale: str
) -> None:
    first = THIRD_WEEK + timedelta(weeks=1, days=1)
    programme.save(house.ports, ORGANISER, replace(EVENING, id="thieves", first=first))
    looking, panel = asked(look, house, MOVED.id, locale)
    expect(panel).to_contain_text({"en": "cannot be put back from here"}.get(locale, "系统不能直接恢复"))
    looking.page.emulate_media(color_scheme="dark")
    looking.page.set_viewport_size({"width": 390, "height": 1200})
    looking.shot(f"put-back-refused-{locale}")
    assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (looking.complaints, looking.axe()) == ([], [])
    panel.get_by_role("button", name={"en": "It was put back by hand"}.get(locale, "已经人工恢复")).click()
    expect(card(looking, MOVED.id)).to_contain_text(
        {"en": "Decided: Put back"}.get(locale, "结论"), timeout=WAIT
    )
