"""Needs survive the database unchanged; nobody overwrites what another changed, and nothing is taken twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.needs.need import Channel, Need, NeedStatus, Topic, WantedTime
from models.needs.ports import LoopChangedError, Needs

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TOLD = AuditEntry(at=AT, actor="li", action="need.open", centre="shijiawan")
NEED = Need(
    id="n1",
    number="N-7K3M-92QF",
    received_at=AT,
    channel=Channel.PAPER,
    topic="fitness",
    text="晚上七点健身房太挤，'想早上去'",
    grid="g3",
    courtyard="c2",
    voices=3,
    status=NeedStatus.DUPLICATE,
    of="n0",
    wanted=(WantedTime(weekday=0, start_minute=480, end_minute=600),),
    crowded=(WantedTime(weekday=4, start_minute=1140, end_minute=1200),),
    crowded_space="gym",
    source="paper",
    external="slip-1",
    reason="",
    met_on=date(2026, 12, 1),
)


def _needs(database: Database, centre: str = "shijiawan") -> Needs:
    needs = database.loop(centre).needs
    assert needs is not None
    return needs


def _entries(database: Database) -> int:
    return len(database.audit().recent())


def test_a_need_comes_back_as_it_was_in_its_own_centre_alone(database: Database) -> None:
    assert _needs(database).put([NEED], TOLD) == [NEED]
    assert _needs(database).find(["n1", "other"]) == [NEED]
    assert _needs(database).by_number("N-7K3M-92QF") == NEED
    assert _needs(database, "jiuyanqiao").find(["n1"]) == []
    assert _needs(database, "jiuyanqiao").by_number("N-7K3M-92QF") is None


def test_a_topic_comes_back_as_it_was_and_is_replaced_by_its_key(database: Database) -> None:
    topic = Topic(key="meals", name={"zh-Hans": "助餐"}, tags=frozenset({"食堂", "吃饭"}), medical=True)
    _needs(database).put_topic(topic, TOLD)
    assert _needs(database).topics() == [topic]
    _needs(database).put_topic(replace(topic, retired=True), TOLD)
    assert _needs(database).topics() == [replace(topic, retired=True)]
    assert _entries(database) == 2


def test_needs_are_found_by_status_and_time_in_the_order_in_which_they_came(database: Database) -> None:
    some = [
        replace(NEED, id=f"n{n}", number=f"N-{n}", external="", received_at=AT - timedelta(days=n), status=s)
        for n, s in enumerate((NeedStatus.NEW, NeedStatus.OPEN, NeedStatus.NEW))
    ]
    _needs(database).put(some, TOLD)
    assert [one.id for one in _needs(database).of()] == ["n2", "n1", "n0"]
    assert [one.id for one in _needs(database).of([NeedStatus.NEW])] == ["n2", "n0"]
    assert [one.id for one in _needs(database).of(since=AT - timedelta(days=1))] == ["n1", "n0"]
    assert _entries(database) == 1


def test_who_changes_what_another_changed_meanwhile_is_told_and_writes_nothing(database: Database) -> None:
    needs = _needs(database)
    needs.put([NEED], TOLD)
    (first,) = needs.put([replace(NEED, status=NeedStatus.OPEN)], TOLD)
    assert first.revision == 2
    other = replace(NEED, id="n2", number="N-2", external="")
    with pytest.raises(LoopChangedError):
        needs.put([other, replace(NEED, status=NeedStatus.DECLINED)], TOLD)
    assert needs.of() == [first]
    assert _entries(database) == 2


def test_a_change_of_what_is_not_there_is_refused(database: Database) -> None:
    with pytest.raises(LoopChangedError):
        _needs(database).put([replace(NEED, revision=3)], TOLD)
    assert _entries(database) == 0


def test_the_same_slip_brought_in_again_is_the_same_need_and_is_told_once(database: Database) -> None:
    needs = _needs(database)
    needs.put([NEED], TOLD)
    assert needs.put([replace(NEED, id="n9", number="N-9")], TOLD) == [NEED]
    assert needs.of() == [NEED]
    assert _entries(database) == 1
    twice = replace(NEED, id="n3", number="N-3", external="slip-3")
    assert needs.put([twice, replace(twice, id="n4", number="N-4")], TOLD) == [twice, twice]


def test_two_needs_never_have_the_same_number(database: Database) -> None:
    needs = _needs(database)
    needs.put([NEED], TOLD)
    with pytest.raises(LoopChangedError):
        needs.put([replace(NEED, id="n2", external="")], TOLD)
    assert needs.of() == [NEED]


def test_what_was_said_in_the_same_words_about_the_same_place_is_found(database: Database) -> None:
    needs = _needs(database)
    again = replace(NEED, id="n2", number="N-2", external="", text="晚上七点，健身房太挤！ 想早上去。")
    elsewhere = replace(again, id="n3", number="N-3", grid="g4")
    needs.put([NEED, again, elsewhere], TOLD)
    assert needs.same(again) == [NEED]
    assert needs.same(elsewhere) == []
