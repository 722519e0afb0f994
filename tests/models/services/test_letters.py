"""The dead-letter box: its pages, whose letters they are, and long deeds that do exactly what was agreed to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.desk import DeadFilter, DeskError
from models.message import Message
from models.ports import Ports
from models.services.letters import PAGE, SLICE, Deed, box, letter, plan, remaining, step, wanted
from models.services.strangers import RefusedError
from tests.builders import NOON, some_ports
from tests.fakes import MemoryDesk
from tests.sensing import dead

BOSS = Account(id=1, name="boss", grants=(Grant(role=Role.MANAGER),))
HERE = Account(id=2, name="here", grants=(Grant(role=Role.MANAGER, centre="test"),))


def boxed(count: int, centre: str | None = "test") -> tuple[Ports, MemoryDesk, list[AuditEntry]]:
    desk, trail = MemoryDesk(letters=[dead(NOON, n, centre=centre) for n in range(count)]), list[AuditEntry]()
    return replace(some_ports(), desk=desk, audit=trail.append), desk, trail


@given(count=st.integers(0, 4 * PAGE), number=st.integers(-3, 9))
def test_every_page_is_inside_of_the_box(count: int, number: int) -> None:
    ports, *_ = boxed(count)
    found = box(ports, DeadFilter(), number)
    assert 1 <= found.number <= found.pages
    assert len(found.page.letters) == min(PAGE, max(0, count - (found.number - 1) * PAGE))


def test_who_holds_a_role_in_one_centre_sees_its_letters_and_those_of_none() -> None:
    ports, desk, _ = boxed(0)
    desk.letters = [dead(NOON, 1, centre="test"), dead(NOON, 2, centre="other"), dead(NOON, 3, centre=None)]
    assert {one.id for one in box(ports, wanted(ports, HERE)).page.letters} == {1, 3}
    assert {one.id for one in box(ports, wanted(ports, BOSS)).page.letters} == {1, 2, 3}
    assert letter(ports, HERE, (0, 2)) is None
    assert step(ports, HERE, Deed.DROP, [(0, 2)]) == 0
    assert len(desk.letters) == 3


def test_a_plan_is_fixed_and_what_arrives_meanwhile_is_not_touched() -> None:
    ports, desk, trail = boxed(2 * SLICE + 9)
    meant = plan(ports, wanted(ports, BOSS)).which
    assert len(set(meant)) == 2 * SLICE + 9
    newcomer = replace(dead(NOON, 1_000_000), received_at=NOON)
    desk.letters.append(newcomer)
    done = sum(step(ports, BOSS, Deed.DROP, meant[n : n + SLICE]) for n in range(0, len(meant), SLICE))
    assert done == len(meant)
    assert desk.letters == [newcomer]
    assert [entry.action for entry in trail] == ["dead_letter.drop"] * 3


def test_letters_that_stay_unreadable_are_read_once_and_stay() -> None:
    ports, desk, _ = boxed(10)
    desk.stubborn = {(one.shard, one.id) for one in desk.letters[:4]}
    assert step(ports, BOSS, Deed.REPLAY, plan(ports, wanted(ports, BOSS)).which) == 10
    assert len(desk.letters) == 4


def test_what_is_unreadable_again_is_counted_by_its_receipt_whatever_else_arrives() -> None:
    ports, desk, _ = boxed(10)
    meant = plan(ports, wanted(ports, BOSS, reason="not_json"))
    assert (len(meant.which), meant.others) == (2, 0)
    assert meant.span is not None
    step(ports, BOSS, Deed.REPLAY, meant.which)
    assert remaining(ports, BOSS, meant.span, meant.others) == 0
    back = replace(dead(NOON, 1), id=900)  # in vain: the same receipt by another number
    desk.letters += [back, replace(dead(NOON, 0), id=901)]
    assert remaining(ports, BOSS, meant.span, meant.others) == 1


def test_letters_between_those_that_are_meant_are_no_remains_of_theirs() -> None:
    ports, _, _ = boxed(10)
    meant = plan(ports, DeadFilter(ids=((1, 1), (1, 5))))
    assert meant.others == 3
    assert meant.span is not None
    assert remaining(ports, BOSS, meant.span, meant.others) == 2
    step(ports, BOSS, Deed.REPLAY, meant.which)
    assert remaining(ports, BOSS, meant.span, meant.others) == 0


@pytest.mark.parametrize("count", [0, SLICE + 1])
def test_a_slice_of_nothing_or_of_too_much_is_refused(count: int) -> None:
    """No ids mean every letter to the desk: an empty slice must never get there."""
    ports, desk, _ = boxed(3)
    with pytest.raises(RefusedError):
        step(ports, BOSS, Deed.DROP, [(0, n) for n in range(count)])
    assert len(desk.letters) == 3


def test_a_box_that_cannot_be_asked_says_so() -> None:
    ports, desk, _ = boxed(1)
    desk.away = DeskError("away", Message("desk.away"))
    for ask in (
        lambda: box(ports, DeadFilter()),
        lambda: plan(ports, DeadFilter()),
        lambda: step(ports, BOSS, Deed.REPLAY, [(0, 0)]),
    ):
        with pytest.raises(RefusedError) as told:
            ask()
        assert told.value.message.key == "desk.away"


def test_the_span_is_counted_back_from_now_and_an_unknown_one_is_everything() -> None:
    ports, *_ = boxed(30)
    assert box(ports, wanted(ports, BOSS, span="hour")).page.total == 9
    assert box(ports, wanted(ports, BOSS, span="'; drop")).page.total == 30
