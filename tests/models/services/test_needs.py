"""People decide about needs as they saw them: who may, what follows, and what two do at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.needs.need import NeedStatus, Topic
from models.services.needs import alike, all_needs, decide, link, save_topic, standing, topics, unlink
from tests.models.services.upkeep import refused
from tests.need_house import COORDINATOR, DESK, FINANCE, MANAGER, VIEWER, NeedHouse, a_need_house, seen


@pytest.fixture
def house(tmp_path: Path) -> Iterator[NeedHouse]:
    house = a_need_house(tmp_path)
    yield house
    house.database.close()


def test_a_need_is_accepted_and_met_and_declined_only_with_a_reason(house: NeedHouse) -> None:
    one, other = house.typed(), house.typed("想学琴")
    (opened,) = decide(house.ports, COORDINATOR, seen(one), NeedStatus.OPEN)
    assert opened.status is NeedStatus.OPEN
    (met,) = decide(house.ports, MANAGER, seen(opened), NeedStatus.MET)
    assert met.met_on == house.ports.centre.day_of(house.now)
    assert (
        refused(lambda: decide(house.ports, COORDINATOR, seen(other), NeedStatus.DECLINED, " "))
        == "need.no_reason"
    )
    (declined,) = decide(
        house.ports, COORDINATOR, seen(other), NeedStatus.DECLINED, "没有琴房，电话13812345678"
    )
    assert declined.reason == "没有琴房，电话●●●"
    assert [one.action for one in house.told()[2:]] == ["need.open", "need.met", "need.declined"]


def test_what_was_met_is_not_declined_and_nothing_else_of_the_same_deed_is_done(house: NeedHouse) -> None:
    (met,) = decide(
        house.ports,
        MANAGER,
        seen(*decide(house.ports, MANAGER, seen(house.typed()), NeedStatus.OPEN)),
        NeedStatus.MET,
    )
    fresh = house.typed("想学琴")
    both = seen(met, fresh)
    assert refused(lambda: decide(house.ports, MANAGER, both, NeedStatus.DECLINED, "不")) == "need.no_step"
    assert {one.status for one in all_needs(house.ports, MANAGER)} == {NeedStatus.MET, NeedStatus.NEW}


def test_of_two_who_decide_on_the_same_need_the_second_is_told(house: NeedHouse) -> None:
    need = house.typed()
    decide(house.ports, COORDINATOR, seen(need), NeedStatus.OPEN)
    assert (
        refused(lambda: decide(house.ports, MANAGER, seen(need), NeedStatus.DECLINED, "不")) == "need.changed"
    )
    assert refused(lambda: link(house.ports, MANAGER, seen(need), house.typed("想学琴").id)) == "need.changed"


def test_linked_needs_follow_the_first_of_them_whoever_was_linked_to_whom(house: NeedHouse) -> None:
    first, second, third = house.typed(), house.typed("学毛笔字"), house.typed("写字班")
    (linked,) = link(house.ports, COORDINATOR, seen(third), second.number)
    assert linked.of == second.id
    moved = link(house.ports, COORDINATOR, seen(second), first.id)
    assert {one.id: one.of for one in moved} == {second.id: first.id, third.id: first.id}
    again = link(house.ports, COORDINATOR, seen(house.typed("书法课")), third.number)
    assert again[0].of == first.id
    assert standing(house.ports, again[0]).id == first.id
    (back,) = unlink(house.ports, COORDINATOR, seen(again[0]))
    assert (back.status, back.of) == (NeedStatus.NEW, "")


def test_nothing_is_linked_to_itself_to_nothing_or_to_what_was_declined(house: NeedHouse) -> None:
    one, other = house.typed(), house.typed("想学琴")
    assert refused(lambda: link(house.ports, COORDINATOR, seen(one), one.id)) == "need.nothing_to_link"
    assert refused(lambda: link(house.ports, COORDINATOR, seen(one), "N-2222-2222")) == "need.nothing_to_link"
    (declined,) = decide(house.ports, COORDINATOR, seen(other), NeedStatus.DECLINED, "不")
    assert refused(lambda: link(house.ports, COORDINATOR, seen(one), declined.id)) == "need.no_head"
    assert refused(lambda: unlink(house.ports, COORDINATOR, seen(one))) == "need.not_linked"


def test_needs_that_say_the_same_are_proposed_until_somebody_links_or_declines_them(house: NeedHouse) -> None:
    first = house.typed("三栋到东门的路灯不亮", "safety")
    house.now += timedelta(minutes=1)
    again = house.typed("3栋去东门的照明坏了", "safety")
    house.typed("想学古筝")
    assert {
        head: [one.other for one in pairs] for head, pairs in alike(all_needs(house.ports, DESK)).items()
    } == {first.id: [again.id]}
    link(house.ports, COORDINATOR, seen(again), first.id)
    assert alike(all_needs(house.ports, DESK)) == {}


def test_who_may_not_is_refused(house: NeedHouse) -> None:
    need = house.typed()
    for deed in (
        lambda: decide(house.ports, DESK, seen(need), NeedStatus.OPEN),
        lambda: link(house.ports, VIEWER, seen(need), "x"),
        lambda: unlink(house.ports, DESK, seen(need)),
        lambda: save_topic(house.ports, DESK, Topic(key="music", name={"en": "Music"})),
        lambda: all_needs(house.ports, FINANCE),
    ):
        assert refused(deed) == "need.not_allowed"


def test_a_centre_names_topics_of_its_own(house: NeedHouse) -> None:
    topic = Topic(key="music", name={"zh-Hans": " 音 乐 ", "en": "Music"})
    save_topic(house.ports, COORDINATOR, topic)
    assert topics(house.ports)["music"].name["zh-Hans"] == "音 乐"
    assert refused(lambda: save_topic(house.ports, COORDINATOR, replace(topic, key="Ü"))) == "need.bad_key"
    assert refused(lambda: save_topic(house.ports, COORDINATOR, replace(topic, name={}))) == "need.bad_name"
    assert house.said("想学琴", topic="music").topic == "music"
