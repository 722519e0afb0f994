"""A change is put back: the timetable is again as it was, from a day on, and what cannot be undone is said and left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from sqlalchemy import event

from models.account import Account, Grant, Role
from models.advice.action import Action
from models.advice.recommendation import Recommendation, State
from models.centre import SpaceId
from models.db import Database
from models.money.price import PlanStatus
from models.ports import Ports
from models.programme.booking import Booking, BookingStatus
from models.programme.edit import Scope
from models.programme.series import Series
from models.services import prices, programme
from models.services.advising import advice_of
from models.services.carrying import IN_HAND, carry_left
from models.services.deciding import accept, put_back
from models.services.putting_back import FROM, look_back, usual_day
from models.services.regeneration import regenerate
from models.services.strangers import RefusedError
from tests.models.services.test_advised_price import LI, WANG, a_band, priced_house
from tests.models.services.test_carrying import DiedError, Dying
from tests.models.services.test_deciding import CLASS, MONDAY, offered
from tests.models.services.test_enacting import (
    ALL_THREE,
    CHANGE,
    EVENING,
    GHOST,
    MOVE,
    ROOM,
    SWAP,
    THREE_DAYS,
    WHERE,
)
from tests.timetabled import NOW, ORGANISER, programme_in, timetabled

LATER = MONDAY + timedelta(weeks=3)
"""The day from which it is put back: three weeks into the trial."""

HORIZON = LATER + timedelta(weeks=20)
"""Half a year ahead the timetable ends: a date that a change carries over that edge follows as the edge moves on."""

Slot = tuple[date, str, tuple[str, ...], time, int]


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    yield from a_house(tmp_path)


def a_house(folder: Path) -> Iterator[Ports]:
    made, database = timetabled(folder)
    yield replace(made, advice=database.advice(made.centre.id))
    database.close()


def held(ports: Ports, since: date) -> list[Slot]:
    """Everything that takes place from a day on: on which day, where, when and for how long."""
    zone = ports.centre.zone_info
    every = [
        one
        for series in programme.all_series(ports)
        for one in programme_in(ports).sessions.of_series(series.id, NOW)
    ]
    return sorted(
        (
            ports.centre.day_of(one.window.start),
            str(one.space),
            tuple(one.units),
            one.window.start.astimezone(zone).time(),
            one.window.length // timedelta(minutes=1),
        )
        for one in every
        if one.held and since <= ports.centre.day_of(one.window.start) < HORIZON
    )


def enacted(ports: Ports, wanted: Recommendation, series: Series) -> tuple[Recommendation, list[Slot]]:
    """The change as it was accepted, and what would have taken place from LATER on without it."""
    programme.save(ports, ORGANISER, series)
    before = held(ports, LATER)
    offered(ports, wanted)
    return accept(ports, ORGANISER, wanted.id, 1), before


def there_and_back(ports: Ports, wanted: Recommendation, series: Series = EVENING) -> Recommendation:
    """Enacted, and put back from LATER on: what takes place then is what would have."""
    kept, before = enacted(ports, wanted, series)
    if kept.made:
        assert held(ports, LATER) != before
    back = put_back(ports, ORGANISER, kept.id, kept.version, LATER)
    assert held(ports, LATER) == before
    return back


@pytest.mark.parametrize("action", list(Action))
def test_every_kind_of_change_there_and_back_leaves_the_timetable_as_it_was(
    ports: Ports, action: Action
) -> None:
    wanted = {
        Action.MOVE_SESSION: MOVE,
        Action.RIGHT_SIZE: ROOM,
        Action.RELEASE_GHOST: GHOST,
    }.get(action, replace(CLASS, action=action))
    if action is Action.PRICE_BAND:
        return  # lies in the prices: see below
    back = there_and_back(ports, wanted)
    assert (back.state, back.owed) == (State.REVERTED, False)


@pytest.mark.parametrize(
    ("wanted", "series"),
    [
        (MOVE, replace(EVENING, first=MONDAY + timedelta(days=1))),
        (MOVE, replace(EVENING, rule="FREQ=WEEKLY;BYDAY=TU,TH")),
        (MOVE, THREE_DAYS),
        (MOVE, replace(THREE_DAYS, first=MONDAY)),
        (SWAP, THREE_DAYS),
        (replace(SWAP, target=replace(ALL_THREE, weekdays=(0, 3, 5))), THREE_DAYS),
        (GHOST, replace(EVENING, ended=LATER + timedelta(weeks=5))),
        (GHOST, replace(EVENING, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")),
        (replace(MOVE, target=replace(WHERE, start=time(19, 30), end=time(20, 30))), EVENING),
    ],
)
def test_so_do_changes_of_classes_that_begin_then_end_soon_or_have_several_days(
    ports: Ports, wanted: Recommendation, series: Series
) -> None:
    there_and_back(ports, wanted, series)


@settings(max_examples=8, deadline=None)
@given(
    leaves=st.sampled_from([1, 3, 5]),
    goes=st.sampled_from([0, 2, 4, 6]),
    hour=st.integers(9, 19),
    minutes=st.sampled_from([60, 90]),
    space=st.sampled_from(["craft", "meeting"]),
    alone=st.booleans(),
    weeks=st.integers(0, 3),
)
def test_wherever_a_class_moved_to_it_comes_back(
    leaves: int, goes: int, hour: int, minutes: int, space: str, alone: bool, weeks: int
) -> None:
    source = replace(WHERE, weekdays=(leaves,))
    end = time(hour + minutes // 60, minutes % 60)
    target = replace(WHERE, space=SpaceId(space), weekdays=(goes,), start=time(hour), end=end)
    given_ = {"series": "knots", "weekday": str(leaves)}
    wanted = replace(CHANGE, action=Action.MOVE_SESSION, source=source, target=target, parameters=given_)
    days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    alone_rule = f"FREQ=WEEKLY;BYDAY={days[leaves]}"
    series = replace(THREE_DAYS, rule=alone_rule if alone else THREE_DAYS.rule)
    series = replace(series, first=MONDAY - timedelta(weeks=weeks) + timedelta(days=leaves))
    with TemporaryDirectory() as folder:
        for ports in a_house(Path(folder)):
            try:
                kept, before = enacted(ports, wanted, series)
            except RefusedError:  # what never came to be need not come back
                reject()
            put_back(ports, ORGANISER, kept.id, kept.version, LATER)
            assert held(ports, LATER) == before


def test_the_preview_names_what_is_booked_and_it_stays_until_people_were_asked(ports: Ports) -> None:
    offered(ports, CLASS)
    kept = accept(ports, ORGANISER, CLASS.id, 1)
    (booked,) = [
        one
        for one in programme_in(ports).sessions.of_series(kept.made[0], NOW)
        if one.day == LATER + timedelta(days=1)
    ]
    programme_in(ports).bookings.book(
        Booking(id="b", session=booked.id, party="p1", status=BookingStatus.CONFIRMED, booked_at=NOW)
    )
    seen = look_back(ports, kept, LATER)
    assert [(one.session.id, one.seats) for one in seen.plan.untouched] == [(booked.id, 1)]
    assert len(seen.plan.cancelled) == 12 - 3 - 1
    put_back(ports, ORGANISER, kept.id, kept.version, LATER)
    left = [one for one in programme_in(ports).sessions.of_series(kept.made[0], NOW) if one.held]
    assert [one.day for one in left if one.day >= LATER] == [booked.day]


def test_where_somebody_has_taken_the_old_hour_it_is_refused_and_the_change_stands(ports: Ports) -> None:
    programme.save(ports, ORGANISER, EVENING)
    offered(ports, MOVE)
    kept = accept(ports, ORGANISER, MOVE.id, 1)
    programme.save(ports, ORGANISER, replace(EVENING, id="thieves", first=LATER + timedelta(days=1)))
    before = held(ports, NOW.date())
    with pytest.raises(RefusedError) as refused:
        put_back(ports, ORGANISER, kept.id, kept.version, LATER)
    assert refused.value.message.key == "doubt.space_taken"
    assert held(ports, NOW.date()) == before
    assert advice_of(ports).recommendations.find(kept.id) == kept


def test_what_was_changed_by_hand_since_is_left_to_a_person(ports: Ports) -> None:
    offered(ports, CLASS)
    kept = accept(ports, ORGANISER, CLASS.id, 1)
    made = programme.one_series(ports, kept.made[0])
    edit = programme.change(ports, replace(made, start=time(13)), Scope.ALL, MONDAY)
    programme.carry(ports, ORGANISER, edit)
    assert [one.key for one in look_back(ports, kept, LATER).in_the_way] == ["refused.advice.back_changed"]


def changed_from(ports: Ports, key: str, day: date, **fields: object) -> None:
    """Somebody changes a series from that day on: what follows gets a name that nobody knows."""
    series = programme.one_series(ports, key)
    edit = programme.change(ports, replace(series, **fields), Scope.FOLLOWING, day)  # type: ignore[arg-type]
    programme.carry(ports, ORGANISER, edit)


@pytest.mark.parametrize(("weeks", "fields"), [(-2, {"start": time(13)}), (2, {"places": 12})])
@pytest.mark.parametrize(
    ("wanted", "series", "part"),
    [(CLASS, EVENING, ""), (MOVE, EVENING, ""), (MOVE, THREE_DAYS, ""), (MOVE, THREE_DAYS, "-rest")],
)
def test_what_somebody_changed_from_a_day_on_is_left_to_a_person_and_never_called_put_back(
    ports: Ports,
    wanted: Recommendation,
    series: Series,
    part: str,
    fields: dict[str, object],
    weeks: int,
) -> None:
    kept, _ = enacted(ports, wanted, series)
    changed_from(ports, f"advice-{kept.id}{part}", LATER + timedelta(weeks=weeks), **fields)
    before = held(ports, NOW.date())
    with pytest.raises(RefusedError) as refused:
        put_back(ports, ORGANISER, kept.id, kept.version, LATER)
    assert refused.value.message.key == "refused.advice.back_changed"
    assert held(ports, NOW.date()) == before
    assert advice_of(ports).recommendations.find(kept.id) == kept


@pytest.mark.parametrize("until", ["20270110", "20270112"])
def test_a_class_whose_rule_ends_soon_comes_back_for_what_is_left_of_it(ports: Ports, until: str) -> None:
    there_and_back(ports, MOVE, replace(EVENING, rule=f"FREQ=WEEKLY;UNTIL={until};BYDAY=TU"))


@pytest.mark.parametrize("goes", [0, 3, 6])
@pytest.mark.parametrize(
    ("days", "until"),
    [("TU", "20261221"), ("TU", "20261222T160000Z"), ("TU", "20261227"), ("TU,TH", "20261222")],
)
def test_a_class_comes_back_for_its_very_last_week(ports: Ports, days: str, until: str, goes: int) -> None:
    wanted = replace(MOVE, target=replace(MOVE.target, weekdays=(goes,)))
    series = replace(EVENING, rule=f"FREQ=WEEKLY;UNTIL={until};BYDAY={days}")
    kept, before = enacted(ports, wanted, series)
    put_back(ports, ORGANISER, kept.id, kept.version, LATER)
    assert held(ports, LATER) == before
    regenerate(ports)
    assert held(ports, LATER) == before


@pytest.mark.parametrize(
    ("wanted", "over"),
    [
        (GHOST, {"ended": LATER}),
        (GHOST, {"rule": "FREQ=WEEKLY;UNTIL=20261210T160000Z;BYDAY=TU"}),
        (MOVE, {"ended": LATER - timedelta(weeks=1)}),
    ],
)
def test_of_a_class_that_would_be_over_by_then_there_is_nothing_to_put_back(
    ports: Ports, wanted: Recommendation, over: dict[str, object]
) -> None:
    kept, _ = enacted(ports, wanted, replace(EVENING, **over))  # type: ignore[arg-type]
    known = programme.all_series(ports)
    seen = look_back(ports, kept, LATER)
    assert (seen.possible, seen.plan.writes, seen.plan.untouched) == (True, (), ())
    assert put_back(ports, ORGANISER, kept.id, kept.version, LATER).state is State.REVERTED
    assert programme.all_series(ports) == known


def test_what_was_never_put_in_is_put_back_by_deciding_so_and_what_went_is_left_to_a_person(
    ports: Ports,
) -> None:
    told = replace(CLASS, state=State.RUNNING)
    offered(ports, told)
    seen = look_back(ports, told, LATER)
    assert (seen.possible, seen.plan.writes) == (True, ())
    for lost in (replace(told, made=("advice-x",)), replace(told, state=State.ACCEPTED, owed=True)):
        assert not look_back(ports, lost, LATER).possible
    back = put_back(ports, ORGANISER, told.id, told.version, LATER)
    assert (back.state, back.owed) == (State.REVERTED, False)


def test_the_second_of_two_who_put_it_back_is_told_so_and_it_is_done_once(ports: Ports) -> None:
    back = there_and_back(ports, MOVE)
    after = held(ports, NOW.date())
    with pytest.raises(RefusedError) as refused:
        put_back(ports, ORGANISER, back.id, back.version - 2, LATER)
    assert refused.value.message.key == "refused.advice.decided"
    assert held(ports, NOW.date()) == after


@pytest.mark.parametrize(("wanted", "spared"), [(MOVE, 0), (MOVE, 1), (CLASS, 0), (GHOST, 0), (SWAP, 0)])
def test_where_the_process_died_the_house_puts_it_back(
    ports: Ports, wanted: Recommendation, spared: int
) -> None:
    programme.save(ports, ORGANISER, THREE_DAYS if wanted in (MOVE, SWAP) else EVENING)
    before = held(ports, LATER)
    offered(ports, wanted)
    kept = accept(ports, ORGANISER, wanted.id, 1)
    dying = replace(ports, programme=Dying(programme_in(ports), "put", DiedError(), spared))
    with pytest.raises(DiedError):
        put_back(dying, ORGANISER, kept.id, kept.version, LATER)
    (owing,) = advice_of(ports).recommendations.in_states([State.REVERTED])
    assert owing.owed
    assert carry_left(ports, NOW, NOW) == 0, "whoever decided is still at it"
    assert carry_left(ports, NOW, NOW + IN_HAND) == 1
    assert held(ports, LATER) == before
    assert carry_left(ports, NOW, NOW + IN_HAND) == 0


@pytest.mark.parametrize(("series", "spared"), [(EVENING, 0), (THREE_DAYS, 0), (THREE_DAYS, 1)])
def test_what_was_left_half_done_is_not_finished_over_somebody_who_took_the_hour_since(
    ports: Ports, series: Series, spared: int
) -> None:
    kept, _ = enacted(ports, MOVE, series)
    dying = replace(ports, programme=Dying(programme_in(ports), "put", DiedError(), spared))
    with pytest.raises(DiedError):
        put_back(dying, ORGANISER, kept.id, kept.version, LATER)
    thieves = replace(EVENING, id="thieves", first=LATER + timedelta(days=1))
    programme.save(ports, ORGANISER, thieves)
    before = programme.all_series(ports)
    assert carry_left(ports, NOW, NOW + IN_HAND) == 0
    stands = advice_of(ports).recommendations.find(kept.id)
    assert stands is not None
    assert (stands.state, stands.owed) == (State.RUNNING, False)
    why = stands.decisions[-1].why
    assert why is not None
    assert why.key == "doubt.space_taken"
    assert programme.all_series(ports) == before
    (kept_thieves,) = [one for one in before if one.id == "thieves"]
    programme.carry(ports, ORGANISER, programme.end(kept_thieves.id, kept_thieves.version, LATER))
    assert put_back(ports, ORGANISER, kept.id, stands.version, LATER).state is State.REVERTED


@contextmanager
def dying_as_it_writes(database: Database, table: str) -> Iterator[None]:
    """The process ends as the first row of that table is about to be written."""

    def die(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith((f"INSERT INTO {table} ", f"UPDATE {table} ")):
            raise DiedError

    engine = database.connections.engine
    event.listen(engine, "before_cursor_execute", die)
    yield
    event.remove(engine, "before_cursor_execute", die)


@pytest.mark.parametrize("series", [EVENING, THREE_DAYS])
@pytest.mark.parametrize("table", ["series", "session"])
def test_a_process_that_dies_midway_never_leaves_a_series_back_without_its_hour(
    tmp_path: Path, series: Series, table: str
) -> None:
    made, database = timetabled(tmp_path)
    ports = replace(made, advice=database.advice(made.centre.id))
    kept, _ = enacted(ports, MOVE, series)
    before = held(ports, LATER)
    with dying_as_it_writes(database, table), pytest.raises(DiedError):
        put_back(ports, ORGANISER, kept.id, kept.version, LATER)
    thieves = replace(EVENING, id="thieves", first=LATER + timedelta(days=1))
    assert programme.save(ports, ORGANISER, thieves).plan.added
    assert carry_left(ports, NOW, NOW + IN_HAND) == 0
    stands = advice_of(ports).recommendations.find(kept.id)
    assert stands is not None
    assert (stands.state, stands.owed) == (State.RUNNING, False)
    regenerate(ports)
    assert set(before) < set(held(ports, LATER))
    database.close()


def test_it_is_not_put_back_for_days_that_have_begun_nor_by_who_may_not(ports: Ports) -> None:
    offered(ports, CLASS)
    kept = accept(ports, ORGANISER, CLASS.id, 1)
    with pytest.raises(RefusedError) as refused:
        put_back(ports, ORGANISER, kept.id, kept.version, NOW.date())
    assert refused.value.message.key == "refused.advice.back_too_early"
    desk = Account(id=5, name="ma", grants=(Grant(role=Role.FRONT_DESK),))
    with pytest.raises(RefusedError) as refused:
        put_back(ports, desk, kept.id, kept.version, LATER)
    assert refused.value.message.key == "refused.advice.not_allowed"
    assert usual_day(ports) == date(2026, 11, 23)


def test_of_what_a_person_did_by_hand_only_the_decision_is_kept(ports: Ports) -> None:
    wanted = replace(CLASS, action=Action.REMINDER)
    offered(ports, wanted)
    kept = accept(ports, ORGANISER, wanted.id, 1)
    assert look_back(ports, kept, LATER).by_hand
    back = put_back(ports, ORGANISER, kept.id, kept.version, LATER, "told the front desk")
    assert (back.state, back.owed, back.decisions[-1].note) == (State.REVERTED, False, "told the front desk")
    assert back.parameters[FROM] == LATER.isoformat()


def test_a_price_is_put_back_by_a_version_that_waits_for_a_second_person(tmp_path: Path) -> None:
    for ports in priced_house(tmp_path):
        wanted = a_band(ports, (5, 6), time(16), time(18))
        was = prices.plans(ports)["gym"][-1].bands
        offered(ports, wanted)
        kept = accept(ports, LI, wanted.id, 1)
        day = wanted.target.first + timedelta(weeks=2)
        assert [one.key for one in look_back(ports, kept, day).in_the_way] == [
            "refused.advice.back_undecided"
        ]
        prices.approve(ports, WANG, "gym", 2)
        put_back(ports, LI, kept.id, kept.version, day)
        version = prices.plans(ports)["gym"][-1]
        assert (version.number, version.status, version.valid_from) == (3, PlanStatus.PROPOSED, day)
        assert set(version.bands) == set(was)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_later_version_of_the_price_is_in_the_way_once_agreed_and_a_doubt_before(
    tmp_path: Path, agreed: bool
) -> None:
    for ports in priced_house(tmp_path):
        wanted = a_band(ports, (5, 6), time(16), time(18))
        offered(ports, wanted)
        kept = accept(ports, LI, wanted.id, 1)
        prices.approve(ports, WANG, "gym", 2)
        first = wanted.target.first
        draft = replace(prices.plans(ports)["gym"][-1], valid_from=first + timedelta(weeks=6), decision="")
        later = prices.propose(ports, LI, draft)
        if agreed:
            prices.approve(ports, WANG, "gym", later.number)
        seen = look_back(ports, kept, first + timedelta(weeks=2))
        way = ["refused.price.overlaps"] if agreed else []
        assert [one.key for one in seen.in_the_way] == way
        assert [one.number for one in seen.again] == ([] if agreed else [later.number])
