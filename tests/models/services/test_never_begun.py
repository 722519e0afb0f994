"""A change that a second person did not agree to ends as not carried out, and nothing is measured of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from models.advice.recommendation import Recommendation, State
from models.money.price import PlanVersion
from models.ports import Ports
from models.services import prices
from models.services.advising import advice_of
from models.services.deciding import accept
from models.services.effects import effects, follow
from models.services.never_begun import end_unbegun
from tests.builders import NOON
from tests.models.services.test_advised_price import LI, WANG, a_band, priced_house
from tests.models.services.test_deciding import offered


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    yield from priced_house(tmp_path)


def accepted(ports: Ports) -> Recommendation:
    wanted = a_band(ports, (0, 1, 2, 3, 4), time(16), time(18))
    offered(ports, wanted)
    return accept(ports, LI, wanted.id, 1)


def found(ports: Ports, one: Recommendation) -> Recommendation:
    kept = advice_of(ports).recommendations.find(one.id)
    assert kept is not None
    return kept


def weeks_later(ports: Ports, weeks: int) -> Ports:
    return replace(ports, clock=lambda: NOON + timedelta(weeks=weeks))


@pytest.mark.parametrize(
    ("sent_back", "why"),
    [
        (lambda ports: prices.refuse(ports, WANG, "gym", 2), "advice.never.band_refused"),
        (lambda ports: prices.withdraw(ports, LI, "gym", 2), "advice.never.band_withdrawn"),
    ],
)
def test_a_band_that_is_sent_back_was_not_carried_out_and_is_not_judged(
    ports: Ports, sent_back: Callable[[Ports], PlanVersion], why: str
) -> None:
    one = accepted(ports)
    assert end_unbegun(ports, NOON, NOON) == 0, "it may yet be agreed to"
    sent_back(ports)
    assert end_unbegun(ports, NOON, NOON) == 1
    ended = found(ports, one)
    last = ended.decisions[-1]
    assert (ended.state, last.by, last.why and last.why.key) == (State.NOT_CARRIED_OUT, "system", why)
    later = weeks_later(ports, 16)
    assert follow(later, NOON, later.clock()) == 0
    assert advice_of(later).trials.results() == []
    told = effects(later)
    assert (told.tried, told.kinds, [never.id for never in told.never]) == ([], {}, [one.id])
    assert end_unbegun(later, NOON, later.clock()) == 0, "once"


def test_a_band_that_nobody_agreed_to_by_its_first_day_was_not_carried_out(ports: Ports) -> None:
    one = accepted(ports)
    later = weeks_later(ports, 3)
    follow(later, NOON, later.clock())
    assert found(later, one).state is State.RUNNING, "as the calendar alone would have it"
    assert end_unbegun(later, NOON, later.clock()) == 1
    why = found(later, one).decisions[-1].why
    assert why is not None
    assert why.key == "advice.never.band_late"


def test_a_band_that_was_agreed_to_runs_and_is_judged(ports: Ports) -> None:
    one = accepted(ports)
    prices.approve(ports, WANG, "gym", 2)
    later = weeks_later(ports, 3)
    assert end_unbegun(later, NOON, later.clock()) == 0
    follow(later, NOON, later.clock())
    assert found(later, one).state is State.RUNNING
    assert [tried.change.id for tried in effects(later).tried] == [one.id]
