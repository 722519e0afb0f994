"""Needs are matched: the last hour goes to one, papers must hold on the day, and what is called off is free again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.needs.need import NeedStatus
from models.needs.ports import Pool
from models.needs.provider import Match, MatchStatus, Provider, Qualification, Thing
from models.ports import Ports
from models.services.match_board import board, waiting_need
from models.services.match_slot import free_slots
from models.services.matching import (
    Wanted,
    agree,
    agree_all,
    agreed,
    end,
    helper_loads,
    holding,
    match_all,
)
from models.services.needs import Seen, decide, link
from models.services.pool import save_takes, takes_by_topic
from models.services.strangers import RefusedError
from tests.matched import COORDINATOR, DESK, helper, matched, need, needs_in, pool_in
from tests.models.services.test_match_slot import peaks
from tests.timetabled import ORGANISER, TODAY, programme_in

NURSE = helper("nurse", ["血压"], minutes_a_month=100)
Made = Callable[..., Ports]


@pytest.fixture
def made(tmp_path: Path, request: pytest.FixtureRequest) -> Made:
    def house(*pool: Provider, needs: int = 2) -> Ports:
        ports, database = matched(tmp_path, [need(f"n{n}", voices=n + 1) for n in range(needs)], pool)
        request.addfinalizer(database.close)
        return replace(ports, peaks=peaks(ports))

    return house


def status(ports: Ports, key: str) -> NeedStatus:
    (found,) = needs_in(ports).find([key])
    return found.status


def test_an_agreed_match_takes_minutes_and_plans_the_need_until_it_is_called_off(made: Made) -> None:
    ports = made(NURSE, helper("other", ["健康"]))
    kept = agree(ports, COORDINATOR, Wanted(need="n1", provider="nurse"))
    assert (kept.minutes, kept.runner_up, kept.decided_by) == (90, "other", "lin")
    assert set(kept.parts) == {"tags", "time", "grid", "past", "resource"}
    assert status(ports, "n1") is NeedStatus.PLANNED
    assert [one.minutes_left for one in helper_loads(ports, board(ports))] == [10, None]
    assert agreed(board(ports)) == holding(board(ports), "n1") == [kept]
    with pytest.raises(RefusedError, match=r"match\.bar\.load"):
        agree(ports, COORDINATOR, Wanted(need="n0", provider="nurse"))
    end(ports, COORDINATOR, kept.id, kept.revision, MatchStatus.CANCELLED, "ill")
    assert status(ports, "n1") is NeedStatus.OPEN
    agree(ports, COORDINATOR, Wanted(need="n0", provider="nurse"))


def test_of_two_who_take_the_last_hour_at_once_one_is_told_why_not(made: Made) -> None:
    ports = made(NURSE)

    def take(key: str) -> str:
        try:
            return agree(ports, COORDINATOR, Wanted(need=key, provider="nurse")).status
        except RefusedError as error:
            return error.message.key

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(take, ["n0", "n1"]))
    assert told[0] == "agreed"
    assert told[1] in ("match.bar.load", "refused.match.left_skill")
    assert sum(one.minutes for one in pool_in(ports).matches()) == 90


def test_papers_must_hold_on_the_day_of_the_slot_and_not_only_today(made: Made) -> None:
    brief = replace(NURSE, qualified={Qualification.MEDICAL: TODAY})
    ports = made(brief)
    known = board(ports)
    slots = free_slots(ports, waiting_need(known, "n0"), brief, takes_by_topic(ports)["health"])
    where = {"space": slots[0].space, "start": slots[0].window.start.isoformat()}
    with pytest.raises(RefusedError, match=r"match\.bar\.medical"):
        agree(ports, COORDINATOR, Wanted(need="n0", provider="nurse", **where))
    assert pool_in(ports).matches() == []


def test_the_slot_goes_into_the_timetable_by_its_rules_or_stays_open(made: Made) -> None:
    ports = made(replace(NURSE, minutes_a_month=0), helper("other", ["血压"]))
    slots = free_slots(ports, waiting_need(board(ports), "n1"), NURSE, takes_by_topic(ports)["health"])
    first, second, *_ = slots
    here = {"space": first.space, "start": first.window.start.isoformat()}
    kept = agree(ports, ORGANISER, Wanted(need="n1", provider="nurse", kind="culture-sport", **here))
    (session,) = programme_in(ports).sessions.of_series(kept.series, first.window.start)
    assert (session.space, session.window, kept.start) == (first.space, first.window, first.window.start)
    with pytest.raises(RefusedError, match=r"refused\.match\.slot_gone"):
        agree(ports, ORGANISER, Wanted(need="n0", provider="other", kind="culture-sport", **here))
    later = {"space": second.space, "start": second.window.start.isoformat()}
    with pytest.raises(RefusedError, match=r"refused\.match\.no_timetable"):
        agree(ports, COORDINATOR, Wanted(need="n0", provider="other", kind="culture-sport", **later))
    open_slot = agree(ports, COORDINATOR, Wanted(need="n0", provider="other", **later))
    assert (open_slot.series, open_slot.space) == ("", second.space)


def taken_by(ports: Ports, need: str, provider: str) -> set[tuple[str, str]]:
    """What is offered: space and start."""
    known = board(ports)
    found = next(one for one in known.needs if one.id == need)
    who = next(one for one in known.providers if one.id == provider)
    slots = free_slots(ports, found, who, known.ask(found).takes)
    return {(one.space, one.window.start.isoformat()) for one in slots}


@pytest.mark.parametrize("kind", ["", "culture-sport"])
def test_what_is_agreed_on_is_not_offered_again_with_or_without_the_timetable(made: Made, kind: str) -> None:
    ports = made(replace(NURSE, minutes_a_month=0), helper("other", ["血压"]))
    space, start = min(taken_by(ports, "n0", "nurse"), key=lambda one: one[1])
    where = {"space": space, "start": start}
    agree(ports, ORGANISER, Wanted(need="n0", provider="nurse", kind=kind, **where))
    assert start not in {at for _, at in taken_by(ports, "n1", "nurse")}, "in another room neither"
    assert (space, start) not in taken_by(ports, "n1", "other")
    for who in ("nurse", "other"):
        with pytest.raises(RefusedError, match=r"refused\.match\.slot_gone"):
            agree(ports, COORDINATOR, Wanted(need="n1", provider=who, **where))
    assert len(pool_in(ports).matches()) == 1


class Overtaken:
    """A pool before whose next match somebody else does something."""

    def __init__(self, real: Pool, act: Callable[[], object]) -> None:
        self._real, self._act = real, act

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def put_match(self, match: Match, told: AuditEntry) -> Match:
        self._act()
        return self._real.put_match(match, told)


def dropped(ports: Ports, key: str, to: NeedStatus) -> None:
    (found,) = needs_in(ports).find([key])
    as_seen = [Seen(id=key, revision=found.revision)]
    if to is NeedStatus.DUPLICATE:
        link(ports, COORDINATOR, as_seen, "n0")
    else:
        decide(ports, COORDINATOR, as_seen, to, "not here")


@pytest.mark.parametrize("to", [NeedStatus.DECLINED, NeedStatus.DUPLICATE])
def test_a_need_that_is_dropped_at_that_moment_is_not_matched(made: Made, to: NeedStatus) -> None:
    ports = made(NURSE)
    pool = Overtaken(pool_in(ports), lambda: dropped(ports, "n1", to))
    late = replace(ports, loop=replace(ports.loop, pool=pool))
    with pytest.raises(RefusedError, match=r"refused\.match\.changed"):
        agree(late, COORDINATOR, Wanted(need="n1", provider="nurse"))
    assert (pool_in(ports).matches(), status(ports, "n1")) == ([], to)


@pytest.mark.parametrize("money_fen", [0, 30_000])
def test_a_matched_need_is_not_dropped_before_its_match_is_called_off(made: Made, money_fen: int) -> None:
    ports = made(NURSE)
    save_takes(ports, COORDINATOR, replace(takes_by_topic(ports)["health"], money_fen=money_fen))
    kept = agree(ports, COORDINATOR, Wanted(need="n1", provider="nurse"))
    stood = status(ports, "n1")
    assert stood is (NeedStatus.OPEN if money_fen else NeedStatus.PLANNED)
    with pytest.raises(RefusedError, match=r"refused\.need\.matched") as told:
        dropped(ports, "n1", NeedStatus.DUPLICATE)
    assert told.value.message.values == {"number": "N-n1", "who": "lin", "day": f"{TODAY}"}
    if money_fen:
        with pytest.raises(RefusedError, match=r"refused\.need\.matched"):
            dropped(ports, "n1", NeedStatus.DECLINED)
    assert (status(ports, "n1"), pool_in(ports).matches()) == (stood, [kept])
    end(ports, COORDINATOR, kept.id, kept.revision, MatchStatus.CANCELLED)
    dropped(ports, "n1", NeedStatus.DUPLICATE)


def test_a_need_that_wants_several_things_waits_until_it_has_all(made: Made) -> None:
    firm = helper("firm", ["别的"], money_fen=50_000)
    ports = made(NURSE, firm)
    save_takes(ports, COORDINATOR, replace(takes_by_topic(ports)["health"], money_fen=30_000))
    agree(ports, COORDINATOR, Wanted(need="n1", provider="nurse"))
    assert status(ports, "n1") is NeedStatus.OPEN
    gift = agree(ports, COORDINATOR, Wanted(need="n1", provider="firm"))
    assert (gift.things, gift.money_fen, gift.minutes) == ({Thing.MONEY}, 30_000, 0)
    assert status(ports, "n1") is NeedStatus.PLANNED
    with pytest.raises(RefusedError, match=r"match\.bar\.money"):
        agree(ports, COORDINATOR, Wanted(need="n0", provider="firm"))


def test_everything_at_once_is_proposed_and_agreed_on_in_one_go(made: Made) -> None:
    ports = made(NURSE, helper("other", ["健康", "别的"], minutes_a_month=200), needs=4)
    found = match_all(ports, COORDINATOR)
    assert found.assignment.proved
    assert {one.need for one in found.assignment.pairs} == {"n1", "n2", "n3"}
    assert pool_in(ports).matches() == []
    wanted = [
        Wanted(need=one.need, provider=one.provider, things=frozenset({one.thing}))
        for one in found.assignment.pairs
    ]
    done, refused = agree_all(ports, COORDINATOR, [*wanted, Wanted(need="gone", provider="nurse")])
    assert (len(done), [message.key for _, message in refused]) == (3, ["refused.match.no_need"])


@pytest.mark.parametrize("to", [MatchStatus.DONE, MatchStatus.REFUSED])
def test_an_end_is_said_once_and_by_whoever_saw_it_as_it_is(made: Made, to: MatchStatus) -> None:
    ports = made(NURSE)
    kept = agree(ports, COORDINATOR, Wanted(need="n1", provider="nurse"))
    with pytest.raises(RefusedError, match=r"refused\.match\.changed"):
        end(ports, COORDINATOR, kept.id, kept.revision + 1, to)
    assert end(ports, COORDINATOR, kept.id, kept.revision, to).status is to
    with pytest.raises(RefusedError, match=r"refused\.match\.no_match"):
        end(ports, COORDINATOR, kept.id, kept.revision + 1, to)
    assert status(ports, "n1") is (NeedStatus.PLANNED if to is MatchStatus.DONE else NeedStatus.OPEN)


def test_who_may_only_look_matches_nothing(made: Made) -> None:
    ports = made(NURSE)
    for deed in (
        lambda: agree(ports, DESK, Wanted(need="n1", provider="nurse")),
        lambda: match_all(ports, DESK),
        lambda: end(ports, DESK, "any", 1, MatchStatus.DONE),
    ):
        with pytest.raises(RefusedError, match=r"refused\.match\.not_allowed"):
            deed()
    with pytest.raises(RefusedError, match=r"refused\.match\.no_provider"):
        agree(ports, COORDINATOR, Wanted(need="n1", provider="nobody"))
    assert pool_in(ports).matches() == []
