"""What if: nothing changes by looking; what is taken counts from then on, and only for who may say so."""

from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from dashboard.advice import what_if
from dashboard.advice.deed import DEEDS
from dashboard.answer import Json, answered, permitted
from dashboard.components.advice_what_if import SLIDERS
from dashboard.page import Visit
from models.account import Role
from models.advice.recommendation import State
from models.advice.rule import Weights
from models.ports import Ports
from models.services.advice_rules import set_weights
from models.services.advising import advice_of
from tests.advice_week import CLASS, EVERY, WEEK, advised_house
from tests.dashboard.pages.test_live import a_visit

SLID = {"person_hour": "2.5", "overflow_minute": "0.05", "attendance": "0.5"} | {
    "yuan": "0.1",
    "welfare_bps": "40",
    "price_cap_fen": "12",
    "least_content_bps": "60",
}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = advised_house(tmp_path)
    yield ports
    database.close()


def ask(visit: Visit, **fields: str) -> Json:
    return answered(visit, {"n": 1, **fields}, permitted(visit, DEEDS))


def ended(visit: Visit, asked: Json) -> str:
    wait([what_if.PLANS.get((visit.centre, visit.account.id), asked["plan"]).future])
    key: str = asked["plan"]
    return key


def states(ports: Ports) -> list[State]:
    return [one.state for one in advice_of(ports).recommendations.of_week(WEEK)]


def test_looking_changes_nothing_and_taking_it_counts_from_then_on(ports: Ports) -> None:
    visit, before = a_visit(ports=ports), states(ports)
    key = ended(visit, ask(visit, do="replan", **SLID))
    told = ask(visit, do="plan", plan=key)
    assert told["ended"]
    assert "4 fewer" in str(told["drawn"]["compared"])
    assert states(ports) == before
    assert advice_of(ports).rules.weights().person_hour == 1.0
    assert ask(visit, do="take_plan", plan=key)["ok"]
    weights = advice_of(ports).rules.weights()
    assert (weights.person_hour, weights.welfare_bps, weights.price_cap_fen) == (2.5, 4000, 1200)


def test_a_plan_that_was_weighed_by_what_somebody_changed_meanwhile_is_not_taken(ports: Ports) -> None:
    visit, before = a_visit(ports=ports), states(ports)
    key = ended(visit, ask(visit, do="replan", **SLID))
    set_weights(ports, visit.account, Weights(yuan=0.4))
    assert not ask(visit, do="take_plan", plan=key)["ok"]
    assert advice_of(ports).rules.weights().person_hour == 1.0
    assert states(ports) == before


def test_a_plan_can_be_stopped_and_is_then_unknown(ports: Ports) -> None:
    visit = a_visit(ports=ports)
    key = ask(visit, do="replan", **SLID)["plan"]
    assert ask(visit, do="stop_plan", plan=key)["ok"]
    assert not ask(visit, do="plan", plan=key)["ok"]
    assert not ask(visit, do="take_plan", plan=key)["ok"]
    assert len(states(ports)) == len(EVERY)


@pytest.mark.parametrize("name", [one.name for one in SLIDERS])
@pytest.mark.parametrize("value", ["", "x", "-1", "1e9", "nan", "inf"])
def test_a_weight_that_no_slider_reaches_is_refused(ports: Ports, name: str, value: str) -> None:
    told = ask(a_visit(ports=ports), do="replan", **{**SLID, name: value})
    assert not told["ok"]
    assert "plan" not in told


def test_whoever_only_looks_plans_nothing(ports: Ports) -> None:
    visit = a_visit(Role.COORDINATOR, ports)
    assert not ask(visit, do="replan", **SLID)["ok"]
    assert CLASS.id in {one.id for one in advice_of(ports).recommendations.of_week(WEEK)}


def test_an_empty_week_is_worked_out_on_request_and_a_past_one_is_not(ports: Ports) -> None:
    there = a_visit(ports=ports, week="2026-W50")
    told = ask(there, do="plan", plan=ended(there, ask(there, do="make")))
    assert told["go"] == "/shijiawan/advice?week=2026-W50"
    past = a_visit(ports=ports, week="2026-W40")
    told = ask(past, do="plan", plan=ended(past, ask(past, do="make")))
    assert (told["ok"], "2026-W40" in told["text"]) == (False, True)


def test_a_week_is_mended_after_a_coach_fell_out_and_what_was_decided_stays(ports: Ports) -> None:
    visit = a_visit(ports=ports, week=WEEK)
    monday = "2026-11-23"
    told = ask(visit, do="away", coach="ms-wu", first=monday, last="2026-11-25")
    assert told["ok"]
    assert "Ms Wu" in told["text"]
    assert "2026-11-25" in str(told["drawn"]["coaches"])
    decided = [one for one in states(ports) if one is not State.PROPOSED]
    told = ask(visit, do="plan", plan=ended(visit, ask(visit, do="mend")))
    assert "Mended: " in told["text"]
    assert [one for one in states(ports) if one not in (State.PROPOSED, State.EXPIRED)] == decided
    told = ask(visit, do="back", coach="ms-wu", first=monday, last="2026-11-25")
    assert (told["ok"], "2026-11-25" in str(told["drawn"]["coaches"])) == (True, False)


def test_whoever_only_looks_marks_nobody_and_mends_nothing(ports: Ports) -> None:
    visit = a_visit(Role.COORDINATOR, ports, week=WEEK)
    for deed in ({"do": "away", "coach": "ms-wu", "first": "2026-11-23"}, {"do": "mend"}):
        assert not ask(visit, **deed)["ok"]
    assert CLASS.id in {one.id for one in advice_of(ports).recommendations.of_week(WEEK)}
