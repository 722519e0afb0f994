"""A price band that was advised: proposed as a version for somebody else to agree to, and proposed once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.advice.action import Action
from models.advice.recommendation import Recommendation, State
from models.money.price import Band, PlanStatus
from models.ports import Ports
from models.services import prices
from models.services.advised_price import WORKING, banded
from models.services.advising import advice_of
from models.services.deciding import accept
from models.services.enacting import enact, may_enact, obstacles
from models.services.strangers import RefusedError
from tests.builders import NOON
from tests.models.money.plans import FREE, GYM_PLAN
from tests.models.services.offices import an_office
from tests.models.services.test_deciding import CLASS, offered

LI = Account(id=1, name="li", grants=(Grant(role=Role.OPERATOR),))
WANG = Account(id=2, name="wang", grants=(Grant(role=Role.MANAGER),))


def priced_house(folder: Path) -> Iterator[Ports]:
    """A house that gives advice and whose gym has a price."""
    office = an_office(folder)
    made = replace(office.ports, advice=office.database.advice(office.ports.centre.id))
    prices.propose(made, WANG, GYM_PLAN)
    prices.approve(made, Account(id=3, name="sun", grants=WANG.grants), "gym", 1)
    yield made
    office.database.close()


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    yield from priced_house(tmp_path)


def a_band(ports: Ports, weekdays: tuple[int, ...], start: time, end: time) -> Recommendation:
    first = (NOON + timedelta(days=7)).date()
    monday = first + timedelta(days=-first.weekday() % 7)
    space = next(iter(ports.centre.spaces))
    target = replace(CLASS.target, space=space, weekdays=weekdays, start=start, end=end, first=monday)
    given = {"price_plan": "gym", "fen": "100", "before_fen": "500"}
    return replace(
        CLASS, action=Action.PRICE_BAND, target=target, parameters=given, expires_at=NOON + timedelta(days=9)
    )


def test_it_waits_for_a_second_person_with_the_bands_that_it_does_not_meet(ports: Ports) -> None:
    wanted = a_band(ports, (0, 1, 2, 3, 4), time(16), time(18))
    offered(ports, wanted)
    kept = accept(ports, LI, wanted.id, 1)
    version = prices.plans(ports)["gym"][-1]
    assert kept.made == ("gym/2",)
    assert (version.status, version.proposed_by, version.decision) == (PlanStatus.PROPOSED, "li", wanted.id)
    assert version.valid_from == wanted.target.first
    assert version.bands == (*GYM_PLAN.bands, Band(days=WORKING, start=time(16), end=time(18), fen=100))
    with pytest.raises(RefusedError):
        prices.approve(ports, LI, "gym", 2)
    assert prices.approve(ports, WANG, "gym", 2).status is PlanStatus.APPROVED
    assert enact(ports, LI, kept) == kept.made
    assert len(prices.plans(ports)["gym"]) == 2


def test_a_band_up_to_midnight_gives_way_to_one_that_meets_it(ports: Ports) -> None:
    wanted = a_band(ports, (5, 6), time(16), time(18))
    offered(ports, wanted)
    accept(ports, LI, wanted.id, 1)
    at_weekends = [one for one in prices.plans(ports)["gym"][-1].bands if one.days & FREE]
    assert [(one.start, one.end, one.fen) for one in at_weekends] == [(time(16), time(18), 100)]


def test_who_may_not_propose_prices_is_told_so_before_a_band_is_decided_on(ports: Ports) -> None:
    wanted = a_band(ports, (0,), time(16), time(18))
    desk = Account(id=5, name="ma", grants=(Grant(role=Role.FRONT_DESK),))
    with pytest.raises(RefusedError) as refused:
        may_enact(ports, desk, wanted)
    assert refused.value.message.key == "refused.price.not_allowed"
    may_enact(ports, desk, replace(wanted, action=Action.REMINDER))


def test_a_plan_without_a_price_on_that_day_is_refused_and_stays_a_proposal(ports: Ports) -> None:
    wanted = a_band(ports, (0,), time(16), time(18))
    gone = replace(wanted, parameters={**wanted.parameters, "price_plan": "none-such"})
    offered(ports, gone)
    with pytest.raises(RefusedError) as refused:
        accept(ports, LI, gone.id, 1)
    assert refused.value.message.key == "refused.price.none"
    kept = advice_of(ports).recommendations.find(gone.id)
    assert kept is not None
    assert kept.state is State.PROPOSED
    assert advice_of(ports).trials.all() == []


def test_a_band_keeps_the_last_day_of_the_plan_that_it_changes(ports: Ports) -> None:
    wanted = a_band(ports, (0, 1, 2, 3, 4), time(16), time(18))
    known = prices.plans(ports)["gym"][-1]
    ends = wanted.target.first + timedelta(days=30)
    following = replace(known, valid_from=wanted.target.first - timedelta(days=1), valid_to=ends)
    prices.propose(ports, LI, following)
    prices.approve(ports, WANG, "gym", 2)
    assert banded(ports, wanted).valid_to == ends


def test_a_band_for_some_of_the_working_days_is_refused_before_it_is_decided(ports: Ports) -> None:
    monday = a_band(ports, (0,), time(16), time(18))
    assert [one.key for one in obstacles(ports, monday)[0]] == ["refused.advice.band_days"]
    assert not obstacles(ports, a_band(ports, (5, 6), time(16), time(18)))[0]
