"""The pages about sensors in Chromium: seen by everybody, accepted in two clicks, streamed, replayed, tried."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.accepted_sensor import AcceptedSensors
from models.account import Role
from models.audit import AuditEntry
from models.centre import SensorId
from models.desk import Trial
from models.services.letters import SLICE
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.fakes import MemoryDesk
from tests.ports import free_port
from tests.sensing import a_fault, a_trial, dead, raw, sensing_ports
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVENING = datetime(2026, 11, 18, 10, 40, tzinfo=UTC)
Look = Callable[..., Looking]


@dataclass
class House:
    """The sensing house behind the real gate."""

    port: int
    cookies: dict[str, str]
    desk: MemoryDesk
    accepted: AcceptedSensors
    trail: list[AuditEntry]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("sensing")
    trail: list[AuditEntry] = []
    ports, desk = sensing_ports(lambda: EVENING)
    ports = replace(ports, audit=trail.append)
    database, identity = open_identity(folder)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    assert ports.accepted is not None
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)}, desk, ports.accepted, trail)
        hub.close()
    database.close()


def go(look: Look, house: House, address: str, **options: object) -> Looking:
    looking = look(house.port, house.cookies, **options)
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator(".desk h1")).to_be_visible(timeout=20_000)
    return looking


ADDRESSES = (
    ("sensors", "zh-Hans", "sensors?"),
    ("sensor", "en", "sensors?sensor=seniors-door&"),
    ("letters", "zh-Hans", "dead-letters?"),
    ("profiles", "en", "profiles?model=milesight-vs121&"),
    ("why", "zh-Hans", "why?space=seniors&"),
)


@pytest.mark.parametrize(("name", "lang", "address"), ADDRESSES, ids=lambda value: value)
def test_the_page_is_for_everybody(look: Look, house: House, name: str, lang: str, address: str) -> None:
    """Broad and light first, then the same page on a phone in the dark."""
    looking = go(look, house, f"{address}lang={lang}", color_scheme="light")
    if name == "sensor":
        expect(looking.page.locator(".raw-list li")).to_have_count(8, timeout=20_000)
    looking.page.evaluate("document.querySelectorAll('.letter').forEach((one, n) => { one.open = n < 2; })")
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 2400})  # the whole page on one picture
        looking.shot(f"{name}-{lang}-{scheme}-{width}")
        wide = looking.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_what_was_pasted_stays_on_the_bench_when_a_model_is_chosen(look: Look, house: House) -> None:
    looking = go(look, house, "profiles?lang=en")
    laid = {"payload": "01 75 64", "topic": "application/7/up"}
    for name, words in laid.items():
        looking.page.locator(f".workbench [name='{name}']").fill(words)
    looking.page.locator(".workbench [name='spelling']").select_option("hex")
    looking.page.locator(".models a", has_text="milesight-vs121").click()
    looking.page.wait_for_url("**model=milesight-vs121**")
    for name, words in {**laid, "spelling": "hex"}.items():
        expect(looking.page.locator(f".workbench [name='{name}']")).to_have_value(words, timeout=20_000)
    expect(looking.page.locator(".workbench [name='text']")).not_to_have_value("")
    assert looking.complaints == []


def test_a_model_that_reads_nothing_is_insisted_on_until_the_form_changes(look: Look, house: House) -> None:
    read, house.desk.trial = house.desk.trial, Trial(faults=[a_fault("")])
    looking = go(look, house, "sensors?lang=en")
    looking.page.locator('[data-stranger="key-1"]').get_by_role("button", name="Accept…").click()
    sheet = looking.page.locator("dialog[open]")
    sheet.get_by_role("button", name="Accept", exact=True).click()
    anyway = sheet.get_by_role("button", name="Accept anyway")
    expect(anyway).to_be_visible(timeout=20_000)
    sheet.locator('[name="interval"]').fill("700")
    expect(anyway).to_be_hidden()
    sheet.get_by_role("button", name="Accept", exact=True).click()
    anyway.click()
    expect(looking.page.locator(".told.toast")).to_contain_text("counted nowhere", timeout=20_000)
    house.desk.trial = read
    house.trail.clear()
    for kept in house.accepted.all():
        house.accepted.remove(kept.sensor.id)


def test_a_stranger_is_accepted_in_two_clicks(look: Look, house: House) -> None:
    looking = go(look, house, "sensors?lang=zh-Hans")
    card = looking.page.locator('[data-stranger="key-0"]')
    card.get_by_role("button", name="登记……").click()
    sheet = looking.page.locator("dialog[open]")
    expect(sheet.locator('[name="space"]')).to_have_value("seniors")
    looking.shot("accept-sheet")
    assert looking.axe() == []
    sheet.get_by_role("button", name="登记").click()
    expect(looking.page.locator(".told.toast")).to_contain_text("已登记", timeout=20_000)
    sensor = house.accepted.all()[0].sensor
    assert (sensor.space, sensor.role, sensor.profile, sensor.interval_s) == (
        "seniors",
        "flow",
        "milesight-vs133",
        600,
    )
    assert "reload" in house.desk.told
    assert [entry.action for entry in house.trail] == ["sensor.accept"]


def test_the_plan_follows_what_speaks_while_the_page_is_open(look: Look, house: House) -> None:
    looking = go(look, house, "sensors?lang=en")
    sign = looking.page.locator('.sign[href*="sensor=hall-door-street"] .hearing-sign')
    before = sign.get_attribute("data-hearing")
    kept = house.desk.cards
    gone = replace(kept[0].presence, heard_at=EVENING - timedelta(days=3), online=False)
    house.desk.cards = [replace(card, presence=gone) for card in kept]
    expect(sign).to_have_attribute("data-hearing", "offline", timeout=20_000)
    house.desk.cards = kept
    assert before == "online"
    assert looking.complaints == []


def test_the_raw_stream_goes_on_until_it_is_paused_and_shows_bytes_as_bytes(look: Look, house: House) -> None:
    looking = go(look, house, "sensors?sensor=seniors-door&lang=en")
    rows = looking.page.locator(".raw-list li")
    expect(rows).to_have_count(8, timeout=20_000)
    door = house.desk.messages[SensorId("seniors-door")]
    door.append(raw(EVENING, 9))
    expect(rows).to_have_count(9, timeout=10_000)
    rows.first.locator("summary").click()
    expect(rows.first.locator(".bytes").first).to_contain_text("<img src=x onerror=alert(1)>")
    looking.page.get_by_role("button", name="Pause").click()
    expect(looking.page.locator("[data-raw-state]")).to_have_text("paused")
    door.append(raw(EVENING, 10))
    looking.page.wait_for_timeout(1_500)  # longer than the time between two questions
    expect(rows).to_have_count(9)
    looking.page.get_by_role("button", name="Go on").click()
    expect(rows).to_have_count(10, timeout=10_000)
    assert looking.complaints == []


def test_all_letters_of_a_filter_are_dropped_in_slices_after_their_number_was_agreed_to(
    look: Look, house: House
) -> None:
    count = 2 * SLICE + 7
    house.desk.letters = [dead(EVENING, n) for n in range(count)]
    survivors = sum(one.reason != "not_json" for one in house.desk.letters)
    meant = count - survivors
    asked = house.desk.told.count("drop_dead")
    looking = go(look, house, "dead-letters?reason=not_json&lang=en")
    looking.page.get_by_role("button", name=f"Drop all {meant}").click()
    sheet = looking.page.locator("dialog[open]")
    expect(sheet).to_contain_text(f"Drop {meant} messages for ever?", timeout=20_000)
    looking.shot("drop-sheet")
    assert looking.axe() == []
    assert house.desk.told.count("drop_dead") == asked, "nothing is dropped before somebody agrees"
    sheet.get_by_role("button", name="Drop for ever").click()
    expect(looking.page.locator(".panel").last).to_contain_text("No message is like that", timeout=20_000)
    assert len(house.desk.letters) == survivors
    looking.page.goto("/shijiawan/dead-letters?lang=en")
    looking.page.get_by_role("button", name=f"Read all {survivors} again").click()
    looking.page.get_by_role("button", name="Read again", exact=True).last.click()
    expect(looking.page.locator(".calm").first).to_contain_text("No message is unreadable", timeout=20_000)
    assert house.desk.letters == []
    expect(looking.page.locator(".told.toast")).to_contain_text(
        f"{survivors} were read and stored; 0 are still"
    )


def test_a_profile_is_tried_its_fault_is_led_to_and_it_is_kept(look: Look, house: House) -> None:
    house.desk.trial = a_trial(faults=(a_fault(""),))
    looking = go(look, house, "profiles?model=milesight-vs121&lang=en")
    looking.page.locator('[name="payload"]').fill("0175 6403 04c9 05")
    looking.page.get_by_role("button", name="Try", exact=True).click()
    line = looking.page.get_by_role("button", name="show line 7")
    line.click(timeout=20_000)
    chosen = looking.page.evaluate(
        "(() => { const p = document.activeElement; return p.value.slice(p.selectionStart, p.selectionEnd); })()"
    )
    assert chosen.startswith("04C9 = ")
    house.desk.trial = a_trial()
    looking.page.get_by_role("button", name="Try", exact=True).click()
    expect(looking.page.locator(".trial")).to_contain_text("It reads: 2 values", timeout=20_000)
    looking.shot("trial")
    assert looking.axe() == []
    looking.page.get_by_role("button", name="Keep as own model").click()
    expect(looking.page.locator(".told.toast")).to_contain_text("milesight-vs121-own is kept", timeout=20_000)
    assert "milesight-vs121-own" in house.desk.texts
    assert looking.complaints == []


def test_the_live_page_leads_to_why_its_number_is_so(look: Look, house: House) -> None:
    looking = look(house.port, house.cookies)
    looking.page.goto("/shijiawan/live?lang=en&space=gym")
    looking.page.locator('.tile-open[data-open="hall"]').click(timeout=20_000)
    expect(looking.page.locator("[data-detail]")).to_have_attribute("data-space", "hall")
    looking.page.get_by_role("link", name="Why this number?").click()
    expect(looking.page.locator(".desk h1")).to_contain_text("Service Hall", timeout=20_000)
    expect(looking.page.locator(".witnesses > li")).to_have_count(2)
