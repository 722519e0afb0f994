"""Peak lists are made at the first look and stand from then on."""

from dataclasses import replace
from datetime import date, time

import pytest

from models.audit import AuditEntry
from models.calendar import DayType
from models.metric.peak import PeakList
from models.metric.period import Period, month
from models.ports import Ports
from models.services.peaks import decide_peak, peak_lists
from tests.builders import GYM, NOON, a_centre, a_space, some_ports
from tests.fakes import MemoryPeakLists, MemorySlots
from tests.models.metric.test_peak import QUARTER, evenings

TODAY = date(2026, 11, 18)
NOVEMBER = month("2026-11")
SLOTS = {DayType.WORKDAY: frozenset({24})}


def an_evening_gym() -> Ports:
    """Open from 17 to 21, with twelve weeks of facts before the quarter."""
    centre = a_centre([a_space(opens=time(17), closes=time(21))])
    ports = replace(some_ports(centre), peaks=MemoryPeakLists())
    ports.slots.put(list(evenings()))
    return ports


def look(ports: Ports, period: Period = NOVEMBER) -> list[PeakList]:
    return list(peak_lists(ports, [GYM], period)[GYM])


def test_the_first_look_into_a_quarter_freezes_its_peak() -> None:
    ports = an_evening_gym()
    (first,) = look(ports)
    assert (first.valid_from, first.slots[DayType.WORKDAY]) == (QUARTER, {38, 39})
    ports.slots.put(
        [replace(fact, person_min=0.0) for fact in evenings()]
    )  # late readings tell another story
    assert look(ports) == [first]


def test_a_second_look_reads_no_facts() -> None:
    ports = an_evening_gym()
    look(ports)
    assert isinstance(ports.slots, MemorySlots)
    before = ports.slots.reads
    look(ports)
    assert ports.slots.reads == before


def test_a_quarter_without_enough_facts_gets_its_list_once_there_are() -> None:
    ports = an_evening_gym()
    facts = list(evenings())
    ports = replace(ports, slots=MemorySlots())
    assert look(ports) == []
    ports.slots.put(facts)
    assert len(look(ports)) == 1


def test_a_list_of_half_the_weeks_is_used_but_not_frozen() -> None:
    """History fills from the oldest day on, and the first weeks were quiet ones."""
    facts = list(evenings())
    ports = replace(an_evening_gym(), slots=MemorySlots())
    ports.slots.put([replace(fact, person_min=15 * 5.0) for fact in facts if fact.start.month < 9])
    (provisional,) = look(ports)
    assert ports.peaks is not None
    assert provisional.coverage is not None
    assert 0.5 <= provisional.coverage < 0.8
    assert ports.peaks.within([GYM], date.min, date.max) == []
    ports.slots.put(facts)
    (frozen,) = look(ports)
    assert (frozen.coverage, frozen.slots[DayType.WORKDAY]) == (1, {38, 39})
    assert ports.peaks.within([GYM], date.min, date.max) == [frozen]


def test_a_quarter_that_has_not_begun_is_not_frozen() -> None:
    assert look(an_evening_gym(), month("2027-01")) == []


def test_a_period_over_several_quarters_has_the_list_of_each_that_can_be_made() -> None:
    found = look(an_evening_gym(), Period(date(2026, 5, 1), date(2026, 11, 30)))
    assert [one.valid_from for one in found] == [QUARTER]


def test_whoever_decides_otherwise_leaves_name_and_reason_and_changes_no_past_day() -> None:
    told: list[AuditEntry] = []
    ports = replace(an_evening_gym(), audit=told.append)
    (frozen,) = look(ports)
    decided = decide_peak(ports, GYM, SLOTS, TODAY, "wang", "新开早班")
    assert look(ports) == [frozen, decided]
    assert (decided.by, decided.why, decided.made_at) == ("wang", "新开早班", NOON)
    assert [(entry.action, entry.actor, entry.subject) for entry in told] == [("peak.decide", "wang", "gym")]


@pytest.mark.parametrize(
    ("day", "by", "why", "said"),
    [
        (date(2026, 11, 17), "wang", "x", "2026-11-17 is over"),
        (TODAY, "", "x", "without who and why"),
        (TODAY, "wang", " ", "without who and why"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(day: date, by: str, why: str, said: str) -> None:
    ports = an_evening_gym()
    with pytest.raises(ValueError, match=said):
        decide_peak(ports, GYM, SLOTS, day, by, why)
    assert ports.peaks is not None
    assert ports.peaks.within([GYM], date.min, date.max) == []


def test_a_second_decision_for_one_day_is_refused() -> None:
    ports = an_evening_gym()
    decide_peak(ports, GYM, SLOTS, TODAY, "wang", "x")
    with pytest.raises(ValueError, match="decided already"):
        decide_peak(ports, GYM, {}, TODAY, "li", "y")


def test_where_nobody_keeps_lists_there_are_none() -> None:
    assert peak_lists(replace(an_evening_gym(), peaks=None), [GYM], month("2026-11")) == {}
