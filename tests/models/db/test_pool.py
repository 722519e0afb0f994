"""The pool survives the database; two who take a provider's last hour at once do not both have it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from models.audit import AuditEntry
from models.centre import SpaceKind
from models.db import Database
from models.needs.need import NeedStatus, WantedTime
from models.needs.ports import ClashError, LoadError, LoopChangedError, MatchedError, Needs, Pool
from models.needs.provider import Match, MatchStatus, Provider, ProviderKind, Qualification, Thing
from models.needs.takes import Synonyms, Takes
from tests.builders import NOON
from tests.matched import need

T = TypeVar("T")
TOLD = AuditEntry(at=NOON, actor="wang", action="pool.test", centre="test")
TEACHER = Provider(
    id="p1",
    kind=ProviderKind.TALENT,
    name={"zh-Hans": "赵老师", "en": "Ms Zhao"},
    tags=frozenset({"talk", "安全"}),
    hours=(WantedTime(weekday=2, start_minute=540, end_minute=660),),
    minutes_a_month=120,
    grids=frozenset({"G1"}),
    money_fen=1_000,
    goods=("chairs",),
    qualified={Qualification.MINORS: date(2027, 1, 1)},
    valid_from=date(2026, 1, 1),
    score=0.75,
)
MATCH = Match(
    id="m1",
    need="n1",
    provider="p1",
    status=MatchStatus.AGREED,
    score=0.8,
    parts={"tags": 1.0, "time": 0.5},
    things=frozenset({Thing.SKILL, Thing.GOODS}),
    start=NOON,
    minutes=90,
    space="room",
    decided_by="wang",
    decided_at=NOON,
)


NEED = need("n1", received_at=NOON)


def pool_in(database: Database, centre: str = "test") -> Pool:
    found = database.loop(centre).pool
    assert found is not None
    return found


def needs_in(database: Database) -> Needs:
    found = database.loop("test").needs
    assert found is not None
    return found


@pytest.fixture
def waiting(database: Database) -> Database:
    """With needs n0 to n5 that wait."""
    needs = [replace(NEED, id=f"n{n}", number=f"N-n{n}", text=f"{n}") for n in range(6)]
    needs_in(database).put(needs, replace(TOLD, action="need.test"))
    return database


def trail(database: Database) -> int:
    return sum(one.entry.action == TOLD.action for one in database.audit().recent())


def test_what_is_kept_comes_back_as_it_was(waiting: Database) -> None:
    pool = pool_in(waiting)
    assert pool.put_provider(TEACHER, TOLD) == TEACHER
    assert pool.put_match(MATCH, TOLD) == MATCH
    assert (pool.providers(), pool.matches()) == ([TEACHER], [MATCH])
    assert (pool_in(waiting, "other").providers(), pool_in(waiting, "other").matches()) == ([], [])
    assert trail(waiting) == 2


def test_a_change_of_what_somebody_else_changed_is_refused_and_untold(database: Database) -> None:
    pool = pool_in(database)
    pool.put_provider(TEACHER, TOLD)
    assert pool.put_provider(replace(TEACHER, retired=True), TOLD).revision == 2
    with pytest.raises(LoopChangedError):
        pool.put_provider(replace(TEACHER, score=0.1), TOLD)
    with pytest.raises(LoopChangedError):
        pool.put_provider(replace(TEACHER, id="new", revision=3), TOLD)
    assert (pool.providers()[0].score, trail(database)) == (0.75, 2)


def test_no_match_takes_more_than_the_month_has_left(waiting: Database) -> None:
    pool = pool_in(waiting)
    pool.put_provider(TEACHER, TOLD)
    kept = pool.put_match(MATCH, TOLD)
    more = replace(MATCH, id="m2", need="n2", minutes=31)
    with pytest.raises(LoadError) as gone:
        pool.put_match(more, TOLD)
    assert (gone.value.left, gone.value.thing) == (30, Thing.SKILL)
    pool.put_match(replace(more, status=MatchStatus.PROPOSED), TOLD)
    pool.put_match(replace(more, id="m3", need="n3", start=NOON + timedelta(days=31)), TOLD)
    assert pool.put_match(replace(kept, minutes=120), TOLD).revision == 2
    pool.put_match(replace(kept, status=MatchStatus.CANCELLED, revision=2), TOLD)
    pool.put_match(replace(more, id="m4", need="n4", minutes=120), TOLD)
    assert trail(waiting) == 7


def test_nobody_gives_more_money_than_there_is_in_any_month(waiting: Database) -> None:
    pool = pool_in(waiting)
    pool.put_provider(replace(TEACHER, minutes_a_month=0), TOLD)
    gift = replace(MATCH, things=frozenset({Thing.MONEY}), minutes=0, money_fen=600)
    pool.put_match(gift, TOLD)
    with pytest.raises(LoadError) as gone:
        pool.put_match(replace(gift, id="m2", need="n2", start=NOON + timedelta(days=40)), TOLD)
    assert (gone.value.left, gone.value.thing) == (400, Thing.MONEY)
    with pytest.raises(LoopChangedError):
        pool.put_match(replace(gift, id="m3", need="n3", provider="nobody"), TOLD)


def test_a_need_is_given_each_thing_once(waiting: Database) -> None:
    pool = pool_in(waiting)
    for key in ("p1", "p2"):
        pool.put_provider(replace(TEACHER, id=key, minutes_a_month=0), TOLD)
    kept = pool.put_match(MATCH, TOLD)
    other = replace(MATCH, id="m2", provider="p2")
    with pytest.raises(MatchedError) as taken:
        pool.put_match(other, TOLD)
    assert taken.value.other == MATCH
    pool.put_match(replace(other, things=frozenset({Thing.MONEY}), money_fen=5), TOLD)
    pool.put_match(replace(kept, status=MatchStatus.REFUSED), TOLD)
    pool.put_match(replace(other, id="m3"), TOLD)


def test_nobody_is_in_two_places_and_no_room_is_two_needs_at_once(waiting: Database) -> None:
    pool = pool_in(waiting)
    for key in ("p1", "p2"):
        pool.put_provider(replace(TEACHER, id=key, minutes_a_month=0), TOLD)
    kept = pool.put_match(replace(MATCH, until=NOON + timedelta(minutes=90)), TOLD)
    meanwhile = replace(MATCH, id="m2", need="n2", start=NOON + timedelta(minutes=60))
    for one in (replace(meanwhile, space="hall"), replace(meanwhile, provider="p2")):
        with pytest.raises(ClashError) as clash:
            pool.put_match(one, TOLD)
        assert clash.value.other == kept
    pool.put_match(replace(meanwhile, provider="p2", space="hall"), TOLD)
    after = NOON + timedelta(minutes=150)
    pool.put_match(replace(meanwhile, id="m3", need="n3", start=after), TOLD)
    assert pool.put_match(replace(kept, status=MatchStatus.DONE), TOLD).status is MatchStatus.DONE


@pytest.mark.parametrize("to", [NeedStatus.DECLINED, NeedStatus.DUPLICATE])
def test_a_need_is_matched_or_dropped_and_never_both(waiting: Database, to: NeedStatus) -> None:
    pool, needs = pool_in(waiting), needs_in(waiting)
    pool.put_provider(replace(TEACHER, minutes_a_month=0), TOLD)
    first, second = needs.find(["n1", "n2"])
    pool.put_match(MATCH, TOLD)
    with pytest.raises(MatchedError) as held:
        needs.put([replace(second, status=to), replace(first, status=to)], TOLD)
    assert held.value.other == MATCH
    assert needs.find(["n1", "n2"]) == [first, second]
    needs.put([replace(second, status=to)], TOLD)
    for gone in ("n2", "nobody"):
        with pytest.raises(LoopChangedError):
            pool.put_match(replace(MATCH, id="m2", need=gone, start=None), TOLD)
    assert len(pool.matches()) == 1


def test_of_two_who_match_and_decline_a_need_at_once_one_is_too_late(waiting: Database) -> None:
    pool_in(waiting).put_provider(replace(TEACHER, minutes_a_month=0), TOLD)
    every = needs_in(waiting).find([f"n{n}" for n in range(6)])

    def deed(n: int) -> str:
        need = every[n // 2]
        try:
            if n % 2:
                needs_in(waiting).put([replace(need, status=NeedStatus.DECLINED)], TOLD)
            else:
                match = replace(MATCH, id=need.id, need=need.id, start=None)
                pool_in(waiting).put_match(match, TOLD)
        except (LoopChangedError, MatchedError):
            return "late"
        return "done"

    told = at_once(deed, 12)
    assert [sorted(told[n : n + 2]) for n in range(0, 12, 2)] == [["done", "late"]] * 6


def at_once(deed: Callable[[int], T], crowd: int) -> list[T]:
    """What each of a crowd was answered, who all begin at the same moment."""
    start = Barrier(crowd)

    def one(n: int) -> T:
        start.wait()
        return deed(n)

    with ThreadPoolExecutor(crowd) as pool:
        return list(pool.map(one, range(crowd)))


def test_of_many_who_take_the_last_hour_at_once_one_has_it(waiting: Database) -> None:
    pool_in(waiting).put_provider(TEACHER, TOLD)

    def take(n: int) -> str:
        try:
            pool_in(waiting).put_match(replace(MATCH, id=f"m{n}", need=f"n{n}", minutes=70), TOLD)
        except LoadError as error:
            return f"{error.left} left"
        return "taken"

    assert sorted(at_once(take, 6)) == ["50 left"] * 5 + ["taken"]
    assert len(pool_in(waiting).matches()) == 1


def test_of_many_who_take_one_room_at_once_one_has_it(waiting: Database) -> None:
    for n in range(4):
        pool_in(waiting).put_provider(replace(TEACHER, id=f"p{n}"), TOLD)

    def take(n: int) -> bool:
        try:
            pool_in(waiting).put_match(replace(MATCH, id=f"m{n}", need=f"n{n}", provider=f"p{n}"), TOLD)
        except ClashError:
            return False
        return True

    assert sum(at_once(take, 4)) == 1


def test_of_many_who_help_one_need_at_once_one_does(waiting: Database) -> None:
    for n in range(6):
        pool_in(waiting).put_provider(replace(TEACHER, id=f"p{n}"), TOLD)

    def help_(n: int) -> bool:
        try:
            pool_in(waiting).put_match(replace(MATCH, id=f"m{n}", provider=f"p{n}"), TOLD)
        except MatchedError:
            return False
        return True

    assert sum(at_once(help_, 6)) == 1


def test_rules_of_matching_are_kept_with_their_revision(database: Database) -> None:
    pool = pool_in(database)
    assert (pool.takes(), pool.synonyms()) == ([], Synonyms())
    takes = Takes(topic="talk", minutes=60, goods=frozenset({"tea"}), room=SpaceKind.GYM, zone="blue")
    first = pool.put_takes(takes, TOLD)
    assert (first.revision, pool.takes()) == (1, [replace(takes, revision=1)])
    with pytest.raises(LoopChangedError):
        pool.put_takes(takes, TOLD)
    assert pool.put_takes(replace(first, room=None), TOLD).revision == 2
    words = pool.put_synonyms(Synonyms(groups=(frozenset({"a", "b"}),)), TOLD)
    assert pool.synonyms() == words
    assert pool_in(database, "other").takes() == []
