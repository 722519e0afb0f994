"""Needs get in checked, masked and once, whoever tells them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.needs.need import Channel, NeedStatus, WantedTime
from models.needs.voice import voices
from models.services.need_intake import Said, enter, say
from models.services.needs import link
from models.services.strangers import RefusedError
from tests.models.services.upkeep import refused
from tests.need_house import COORDINATOR, DESK, VIEWER, NeedHouse, a_need_house, seen
from tests.overtaken import Overtaken

SAID = Said(channel=Channel.FORM, topic="fitness", text="晚上七点健身房太挤", grid="g1", crowded_space="gym")
EVENING = WantedTime(weekday=4, start_minute=1140, end_minute=1200)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[NeedHouse]:
    house = a_need_house(tmp_path)
    yield house
    house.database.close()


def test_what_somebody_says_is_kept_with_a_number_and_told_without_a_person(house: NeedHouse) -> None:
    need = say(house.ports, replace(SAID, wanted=(EVENING,), crowded=(EVENING,), voices=3))
    assert house.ports.loop.needs is not None
    assert house.ports.loop.needs.by_number(need.number) == need
    assert (need.status, need.received_at, need.voices) == (NeedStatus.NEW, house.now, 3)
    (told,) = house.told()
    assert (told.actor, told.action, told.subject, told.address) == (
        "need:form",
        "need.enter",
        need.number,
        "",
    )


def test_what_leads_to_a_person_is_masked_before_it_is_kept(house: NeedHouse) -> None:
    need = say(house.ports, replace(SAID, text="请打13812345678找老王，想打羽毛球"))
    assert need.text == "请打●●●找老王，想打羽毛球"
    file = Path(house.database.connections.engine.url.database or "")
    assert b"13812345678" not in b"".join(one.read_bytes() for one in file.parent.iterdir())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"topic": "moon"}, "need.no_topic"),
        ({"text": "。"}, "need.text"),
        ({"text": "字" * 501}, "need.text"),
        ({"text": "13812345678 " * 60}, "need.text"),  # short once it is masked: refused before that
        ({"text": "a\x00b"}, "need.text"),
        ({"voices": 0}, "need.voices"),
        ({"grid": "g9"}, "need.no_grid"),
        ({"courtyard": "y9"}, "need.no_courtyard"),
        ({"grid": "g2", "courtyard": "y1"}, "need.no_courtyard"),
        ({"crowded_space": "moon"}, "need.no_space"),
        ({"wanted": (WantedTime(weekday=7, start_minute=0, end_minute=60),)}, "need.times"),
        ({"crowded": (WantedTime(weekday=1, start_minute=60, end_minute=60),)}, "need.times"),
        ({"wanted": (EVENING,) * 29}, "need.times"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(
    house: NeedHouse, change: dict[str, object], why: str
) -> None:
    assert refused(lambda: say(house.ports, replace(SAID, **change))) == why  # type: ignore[arg-type]
    assert house.told() == []


def test_the_wide_blank_of_a_chinese_keyboard_is_a_blank(house: NeedHouse) -> None:
    assert (
        say(house.ports, replace(SAID, text="想学\u3000书法\u00a0，早上\t都行")).text
        == "想学 书法 ，早上 都行"
    )


def test_a_courtyard_says_which_cell_it_is_in(house: NeedHouse) -> None:
    assert say(house.ports, replace(SAID, grid="", courtyard="y1")).grid == "g1"


def test_a_form_that_is_sent_twice_is_one_need(house: NeedHouse) -> None:
    form = replace(SAID, source="form", external="token")
    first = say(house.ports, form)
    assert say(house.ports, form) == first
    assert len(house.told()) == 1


def test_the_same_words_of_the_same_place_are_linked_at_once_and_another_place_is_not(
    house: NeedHouse,
) -> None:
    first = say(house.ports, SAID)
    again = say(house.ports, replace(SAID, text="晚上七点，健身房太挤！"))
    assert (again.status, again.of) == (NeedStatus.DUPLICATE, first.id)
    assert say(house.ports, replace(SAID, grid="g2")).status is NeedStatus.NEW
    assert enter(house.ports, DESK, replace(SAID, channel=Channel.DESK)).status is NeedStatus.NEW


def test_only_who_may_type_needs_in_types_them_in(house: NeedHouse) -> None:
    assert refused(lambda: enter(house.ports, VIEWER, SAID)) == "need.not_allowed"
    assert enter(house.ports, DESK, replace(SAID, channel=Channel.DESK)).channel is Channel.DESK


def test_a_centre_that_keeps_no_needs_says_so(house: NeedHouse) -> None:
    without = replace(house.ports, loop=replace(house.ports.loop, needs=None))
    with pytest.raises(RefusedError):
        say(without, SAID)


def test_what_repeats_a_need_that_is_linked_elsewhere_at_the_same_moment_loses_no_voice(
    house: NeedHouse,
) -> None:
    first, other = say(house.ports, SAID), say(house.ports, replace(SAID, text="健身房人太多"))
    real = house.ports.loop.needs
    assert real is not None
    needs = Overtaken(real, lambda: link(house.ports, COORDINATOR, seen(first), other.id))
    late = say(replace(house.ports, loop=replace(house.ports.loop, needs=needs)), SAID)
    assert sum(voices(real.of()).values()) == 3
    assert late in real.of()
