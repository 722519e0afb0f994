"""What needs say of hours reaches advice as counts by zone, and small counts never do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.advice.action import Action
from models.advice.proposing import advise
from models.advice.recommendation import Recommendation
from models.advice.snapshot import packed
from models.demand.preference import FEWEST, Preference, discreet, mentions
from models.demand.stated import Stated
from models.needs.need import NeedStatus, WantedTime
from models.services.needs import decide, link
from models.weekplan.greedy import greedy
from tests.advised_ground import a_snapshot
from tests.need_house import COORDINATOR, HOUSE, NeedHouse, a_need_house, seen

FROM, TO = date(2026, 11, 1), date(2026, 11, 30)
SEVEN = (WantedTime(weekday=4, start_minute=1140, end_minute=1200),)
MORNING = (WantedTime(weekday=1, start_minute=540, end_minute=600),)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[NeedHouse]:
    house = a_need_house(tmp_path)
    yield house
    house.database.close()


def _told(house: NeedHouse, first: date = FROM, last: date = TO) -> list[Preference]:
    assert house.ports.loop.needs is not None
    return list(Stated(house.ports.loop.needs, HOUSE).told(first, last))


def test_hours_are_told_of_the_zone_of_the_topic_and_crowds_of_the_zone_of_the_space(
    house: NeedHouse,
) -> None:
    house.typed(
        "晚上太挤，想早上来", "fitness", wanted=MORNING, crowded=SEVEN, crowded_space="room", voices=6
    )
    assert _told(house) == [
        Preference(weekday=1, hour=9, zone="green", wanted=6),
        Preference(weekday=4, hour=19, zone="red", crowded=6),
    ]
    told = _told(house)
    assert mentions(told, "crowded", zone="red", kind="", weekdays=[4], hours=range(18, 21)) == 6
    assert mentions(told, "crowded", zone="green", kind="", weekdays=[4], hours=range(18, 21)) is None


def _move(told: Sequence[Preference]) -> Recommendation:
    """The proposal for the class of Tuesday evening, made of what is kept of a week and of what residents said."""
    advised = advise(
        packed(replace(a_snapshot(), preferences=discreet(told))),
        greedy,
        expires_at=datetime(2026, 11, 29, 16, 0, tzinfo=UTC),
    )
    return next(one for one in advised.recommendations if one.action is Action.MOVE_SESSION)


def test_what_residents_say_of_a_crowded_evening_stands_in_the_reasons_of_the_proposal(
    house: NeedHouse,
) -> None:
    silent = _move(_told(house))
    evening = (WantedTime(weekday=1, start_minute=1080, end_minute=1200),)
    noon = tuple(WantedTime(weekday=day, start_minute=660, end_minute=900) for day in range(7))
    house.typed("周二晚上七点太挤，中午来更好", "fitness", wanted=noon, crowded=evening, voices=6)
    heard = _move(_told(house))
    said = {one.key: one.values for one in heard.why}
    assert said["advice.why.crowded"] == {"crowded": 6}
    assert said["advice.why.needs"] == {"needs": 6}
    assert not {"advice.why.crowded", "advice.why.needs"} & {one.key for one in silent.why}
    assert 11 <= heard.target.start.hour < 15
    assert heard.effect != silent.effect


def test_fewer_than_may_be_told_are_told_of_nowhere(house: NeedHouse) -> None:
    for _ in range(FEWEST - 1):
        house.typed("想早上健身", "fitness", wanted=MORNING)
    assert _told(house) == []
    house.typed("想早上健身", "fitness", wanted=MORNING)
    assert [one.wanted for one in _told(house)] == [FEWEST]


def test_repeats_count_what_was_declined_does_not_and_a_street_lamp_says_nothing_of_rooms(
    house: NeedHouse,
) -> None:
    first = house.typed("想早上健身", "fitness", wanted=MORNING, voices=5)
    again = house.typed("早上健身", "fitness", wanted=MORNING, voices=2)
    link(house.ports, COORDINATOR, seen(again), first.id)
    house.typed("路灯不亮", "safety", wanted=SEVEN, voices=9)
    declined = house.typed("想晚上健身", "fitness", wanted=MORNING, voices=9)
    decide(house.ports, COORDINATOR, seen(declined), NeedStatus.DECLINED, "不")
    assert [one.wanted for one in _told(house)] == [7]


def test_only_what_was_said_in_those_days_is_told(house: NeedHouse) -> None:
    house.typed("想早上健身", "fitness", wanted=MORNING, voices=5)
    day = HOUSE.day_of(house.now)
    assert _told(house, day, day)
    assert _told(house, FROM, day - timedelta(days=1)) == []
    assert _told(house, day + timedelta(days=1), TO) == []


def test_the_ports_of_a_database_ask_its_needs(house: NeedHouse) -> None:
    house.typed("想早上健身", "fitness", wanted=MORNING, voices=5)
    assert house.database.preferences(replace(HOUSE)).told(FROM, TO)
