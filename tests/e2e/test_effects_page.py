"""The page of effects in Chromium: every state and verdict in both languages, kept and put back by hand, its file taken along."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.advice.recommendation import Decision, State
from models.centre import SpaceId
from models.message import Message
from models.ports import Ports
from models.satisfaction import Rating
from models.services.advising import advice_of
from models.services.trial_start import freeze_change
from tests.advised import MemoryAdvice, Told
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.effects import BEFORE, NOW, TARGET, a_change, a_house, steady
from tests.ports import free_port
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000
BEGUN = datetime(2026, 7, 18, 4, tzinfo=UTC)
"""Two days before the changes began: as they were accepted."""
STATES = [state for state in State if state not in (State.PROPOSED, State.REJECTED, State.EXPIRED)]


WHERE = {State.MEASURED: "gym", State.EXTENDED: "hall"}
"""These two are measured alone; all others spoil each other in a third space, and say so."""
BLAMES = ("Only 20 % of 30 who answered", "只有 20% 满意")


@dataclass
class House:
    """A house with a change of each state behind the real gate."""

    port: int
    cookies: dict[Role, dict[str, str]]
    ports: Ports

    def state(self, of: State) -> State:
        found = advice_of(self.ports).recommendations.find(f"tried-{of}")
        assert found is not None
        return found.state


def people(space: str, week: int) -> float | None:
    """The gym gained by its change, the hall lost by its own."""
    usual = steady()(space, week)
    changed = {"gym": 1.5, "hall": 0.5}.get(space, 1.0) if week >= BEFORE else 1.0
    return None if usual is None else usual * changed


def tried() -> Ports:
    """One change of each state; people do not like the one that was extended."""
    house = a_house(people)
    advice = MemoryAdvice()
    house = replace(house, advice=advice, satisfaction=Told({f"tried-{State.EXTENDED}": Rating(6, 30)}))
    for state in STATES:
        why = Message("advice.never.band_refused", {"by": "<b>wang</b>"})
        told = Decision(by="li", at=NOW, state=state, why=why if state is State.NOT_CARRIED_OUT else None)
        space = SpaceId(WHERE.get(state, "studio"))
        change = a_change(
            id=f"tried-{state}", state=state, decisions=(told,), target=replace(TARGET, space=space)
        )
        advice.recommendations.kept[change.id] = change
        before = replace(house, clock=lambda: BEGUN)
        advice.recommendations.trials[change.id] = freeze_change(before, change)
    return house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("effects")
    database, identity = open_identity(folder)
    ports = tried()
    app, hub = app_of(ports, identity, folder)
    tokens = {role: session_of(identity, role, ports) for role in (Role.MANAGER, Role.COORDINATOR)}
    cookies = {role: {"linli": one, "_csrf_token": csrf_token(one)} for role, one in tokens.items()}
    with serving(app, free_port()) as port:
        yield House(port, cookies, ports)
        hub.close()
    database.close()


def go(look: Look, house: House, address: str, role: Role = Role.MANAGER) -> Looking:
    looking = look(house.port, house.cookies[role], viewport={"width": 1280, "height": 1400})
    looking.page.goto(f"/{house.ports.centre.id}/{address}")
    expect(looking.page.locator(".effects h1")).to_be_visible(timeout=WAIT)
    return looking


def faults(looking: Looking) -> list[tuple[str, int]]:
    """Every answer of the server that was no answer."""
    return [(url, status) for url, status, _ in looking.answers if status >= 400]


@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR])
def test_every_state_is_shown_and_nothing_is_asked_that_is_not_there(
    look: Look, house: House, locale: str, role: Role
) -> None:
    looking = go(look, house, f"effects?lang={locale}", role)
    expect(looking.page.locator(".effect-card")).to_have_count(len(STATES) - 1)
    verdicts = {one.get_attribute("data-verdict") for one in looking.page.locator(".effect-card").all()}
    assert verdicts >= {"works", "harmful", "not_measurable"}
    never = looking.page.locator(".effect-never")
    expect(never).to_contain_text("<b>wang</b>")
    for fold in looking.page.locator(".effect-card summary").all():
        fold.click()
    looking.shot(f"effects-{locale}-{role}")
    assert looking.page.get_by_text(BLAMES[locale == "zh-Hans"]).count() == int(role is Role.MANAGER)
    assert (faults(looking), looking.complaints, looking.policy_violations(), looking.axe()) == (
        [],
        [],
        [],
        [],
    )


def test_on_a_phone_and_in_the_dark_nothing_is_wider_than_the_screen(look: Look, house: House) -> None:
    looking = go(look, house, "effects?lang=zh-Hans")
    looking.page.emulate_media(color_scheme="dark")
    looking.page.set_viewport_size({"width": 390, "height": 1200})
    looking.shot("effects-dark-390")
    assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert looking.axe() == []


def test_the_changes_are_taken_along_as_a_file(look: Look, house: House) -> None:
    looking = go(look, house, "effects?lang=en")
    with looking.page.expect_download() as download:
        part = looking.page.locator('[data-take="csv"][data-part="changes"]')
        part.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        part.click()
    rows = list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(STATES)
    assert (faults(looking), looking.complaints) == ([], [])


def test_a_change_is_put_back_and_one_that_people_dislike_kept_only_with_a_reason(
    look: Look, house: House
) -> None:
    looking = go(look, house, "effects?lang=en")
    measured = looking.page.locator(".effect-card[data-verdict=works]")
    measured.get_by_role("button", name="Put it back").click()
    measured.get_by_role("button", name="It was put back by hand").click(timeout=WAIT)
    expect(measured).to_contain_text("Decided: Put back", timeout=WAIT)
    assert house.state(State.MEASURED) is State.REVERTED
    disliked = looking.page.locator(".effect-card[data-verdict=harmful]")
    disliked.get_by_role("button", name="Keep it all the same").click()
    expect(disliked.locator("[data-told]")).to_contain_text("has to say why", timeout=WAIT)
    disliked.get_by_label("Why it is kept").fill("The exam weeks are over.")
    disliked.get_by_role("button", name="Keep it all the same").click()
    expect(disliked).to_contain_text("Decided: Kept", timeout=WAIT)
    assert house.state(State.EXTENDED) is State.KEPT
    assert (faults(looking), looking.complaints) == ([], [])


@pytest.mark.parametrize(
    "address",
    ["effects", "effects?lang=xx", "effects?week=2026-W99&space=%00", "effects?" + "x=1&" * 200],
)
def test_whatever_is_asked_for_the_house_answers(look: Look, house: House, address: str) -> None:
    looking = go(look, house, address)
    expect(looking.page.locator(".effect-card").first).to_be_visible(timeout=WAIT)
    looking.page.reload()
    expect(looking.page.locator(".effect-card").first).to_be_visible(timeout=WAIT)
    looking.page.go_back()
    assert (faults(looking), looking.complaints) == ([], [])
