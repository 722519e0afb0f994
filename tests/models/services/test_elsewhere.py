"""A proposal is worth at its own place what it was proposed for, elsewhere something else, and nothing is made up."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.ports import Ports
from models.services.advising import advice_of, make
from models.services.elsewhere import worth
from tests.advice_week import CLASS, WEEK
from tests.advised import SNAPSHOT, MemoryAdvice
from tests.blank import blank_database
from tests.house import lively_ports
from tests.timetabled import NOW, with_programme


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    database = blank_database(tmp_path_factory.mktemp("elsewhere") / "programme.db")
    house = with_programme(lively_ports(lambda: NOW, days=90), database)
    ports = replace(house, advice=MemoryAdvice())
    make(ports, WEEK)
    yield ports
    database.close()


def test_at_its_own_place_it_is_worth_as_much_and_elsewhere_it_is_not(ports: Ports) -> None:
    one = advice_of(ports).recommendations.of_week(WEEK)[0]
    here, there = worth(ports, one, one.target), worth(ports, one, replace(one.target, weekdays=(5,)))
    assert here is not None
    assert there is not None
    assert here.points == 0
    assert there.points < -1


@pytest.mark.parametrize("snapshot", ["nowhere", CLASS.snapshot])
def test_without_a_snapshot_that_knows_the_place_nothing_is_said(ports: Ports, snapshot: str) -> None:
    advice_of(ports).recommendations.propose([], SNAPSHOT)
    assert worth(ports, replace(CLASS, snapshot=snapshot), CLASS.target) is None
