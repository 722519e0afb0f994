"""The ledger joined with time: what each space was on each day and in each quarter hour, without losing a fen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Window
from models.centre import Centre, SpaceId, SpaceKind
from models.metric.period import Period, month_of
from models.money.entry import Entry, EntrySource, Posting
from models.money.result import Result, result
from models.money.share_out import SHARED
from models.money.slot_money import NOTHING, Amounts, amounts, amounts_of
from models.ports import Ports
from models.programme.session import Session
from models.services.open_minutes import OpenMinutes
from models.services.slot_money import BY_INSTANT, ELSEWHERE, SlotDay, book, month_money, slot_money
from models.sharing import SharingKey, SharingRule
from tests.builders import GYM, a_centre, a_session, a_space, some_ports
from tests.measured import DAY, local
from tests.models.money.summed import Line, books
from tests.models.services.offices import an_office

NOVEMBER = month_of(DAY)
ROOM, SHUT = SpaceId("room"), SpaceId("shut")


def a_house() -> Centre:
    """A gym of 100 m2 open 14 hours a day, a room of 100 m2 open 7, and one that never opens."""
    return a_centre(
        [
            a_space("gym"),
            a_space("room", kind=SpaceKind.ROOM, opens=time(9), closes=time(16)),
            replace(a_space("shut"), opening=()),
        ]
    )


def ports_of(*written: Line, sessions: Sequence[Session] = (), centre: Centre | None = None) -> Ports:
    ports = some_ports(centre or a_house(), clock=lambda: local(23))
    return replace(ports, money=books(*written), programme=_Programme(sessions))  # type: ignore[arg-type]


class _Programme:
    """The part of a programme that says when a session was."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        self.sessions = self
        self._kept = sessions

    def find(self, ids: Any) -> list[Session]:
        return [one for one in self._kept if one.id in ids]


def days_of(ports: Ports, space: SpaceId) -> dict[date, Amounts]:
    """What each day of November was, without the days of nothing."""
    month = month_money(book(ports, NOVEMBER), OpenMinutes(ports))[NOVEMBER.first]
    return {day: one.total for day, one in month.spaces[space].items() if one.total != NOTHING}


def slots_of(ports: Ports, space: SpaceId = GYM, day: date = DAY) -> dict[str, int]:
    """The contribution of each quarter hour of a day, by its local clock."""
    (found,) = slot_money(ports, Period(day, day), [space])
    return {
        f"{(datetime.combine(day, time(4)) + n * timedelta(minutes=15)):%H:%M}": amounts_of(
            row
        ).contribution_fen
        for n, row in enumerate(found.fen)
        if row.any()
    }


def test_the_houses_costs_are_borne_by_area_and_open_hours_and_spaces_own_costs_by_them() -> None:
    ports = ports_of(
        Line(account="cost.energy", fen=3_000, day=DAY),
        Line(account="cost.repair", fen=300, day=DAY, space="room"),
    )
    month = month_money(book(ports, NOVEMBER), OpenMinutes(ports))[NOVEMBER.first]
    borne = {
        space: Amounts.summed(one.total for one in days.values()) for space, days in month.spaces.items()
    }
    assert borne == {
        GYM: Amounts(shared_fen=2_000),
        ROOM: Amounts(shared_fen=1_000, direct_fen=300),
        SHUT: NOTHING,
        ELSEWHERE: NOTHING,
    }


def test_the_key_of_the_centre_file_decides_from_its_month_on() -> None:
    centre = replace(a_house(), sharing=(SharingRule(key=SharingKey.AREA, valid_from=date(2026, 11, 1)),))
    ports = ports_of(Line(account="cost.energy", fen=3_000, day=DAY), centre=centre)
    assert sum(one.shared_fen for one in days_of(ports, SHUT).values()) == 1_000


def test_what_belongs_to_no_space_or_to_one_that_is_gone_is_kept_apart() -> None:
    ports = ports_of(
        Line(account="income.property", fen=-600, day=DAY),
        Line(account="cost.staff", fen=300, day=DAY, space="pool"),
    )
    total = Amounts.summed(days_of(ports, ELSEWHERE).values())
    assert total == Amounts(income_fen=600, direct_fen=300)


def test_a_month_of_costs_alone_says_nothing_of_income() -> None:
    ports = ports_of(Line(account="cost.energy", fen=3_000, day=DAY))
    month = month_money(book(ports, NOVEMBER), OpenMinutes(ports))[NOVEMBER.first]
    assert (month.income_known, month.cost_known) == (False, True)
    assert book(ports_of(), NOVEMBER).months() == {}


def test_a_deployment_without_books_has_none() -> None:
    assert book(some_ports(), NOVEMBER).sums == ()


def test_a_sale_counts_in_its_quarter_hour_also_after_midnight() -> None:
    late = local(1, 20, day=DAY + timedelta(days=1))
    ports = ports_of(
        Line(account="income.gym", fen=-500, day=DAY, at=local(9, 50), space="gym"),
        Line(account="income.gym", fen=-70, day=DAY, at=late, space="gym"),
    )
    assert slots_of(ports) == {"09:45": 500, "01:15": 70}


def test_a_fee_counts_in_the_quarter_hours_of_its_session_whenever_it_was_paid() -> None:
    yoga = replace(
        a_session(local(10), places=10),
        id="y1",
        space=GYM,
        window=Window(local(10), local(10, 30)),
    )
    paid = DAY - timedelta(days=4)
    line = Line(
        account="income.course", fen=-900, day=paid, at=local(20, day=paid), space="gym", session="y1"
    )
    ports = ports_of(line, sessions=[yoga])
    assert slots_of(ports) == {"10:00": 450, "10:15": 450}
    assert days_of(ports, GYM) == {DAY: Amounts(income_fen=900)}


def test_a_fee_for_a_session_of_another_month_stays_in_the_month_of_its_entry() -> None:
    yoga = replace(a_session(local(10)), id="y1", space=GYM)
    paid = DAY - timedelta(days=40)
    line = Line(
        account="income.course", fen=-900, day=paid, at=local(20, day=paid), space="gym", session="y1"
    )
    ports = ports_of(line, sessions=[yoga])
    assert slots_of(ports, day=paid) == {"20:00": 900}


def test_costs_run_while_the_space_is_open() -> None:
    minutes = 30 * 7 * 60
    ports = ports_of(Line(account="cost.repair", fen=minutes, day=DAY, space="room"))
    slots = slots_of(ports, ROOM)
    assert (min(slots), max(slots), set(slots.values())) == ("09:00", "15:45", {-15})


START = datetime(2026, 9, 30, 16, tzinfo=UTC)

LINES = st.lists(
    st.builds(
        Line,
        account=st.sampled_from(
            ["income.gym", "income.market.rent", "income.grant", "cost.energy", "cost.food", "cost.course"]
        ),
        fen=st.integers(-(10**7), 10**7),
        day=st.dates(date(2026, 10, 1), date(2026, 11, 30)),
        at=st.one_of(st.none(), st.integers(0, 61 * 24).map(lambda n: START + n * timedelta(hours=1))),
        space=st.sampled_from(["", "gym", "room", "shut", "pool"]),
        session=st.sampled_from(["", "s1", "gone"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(LINES)
def test_the_quarter_hours_of_all_spaces_are_the_ledger_to_the_fen(lines: list[Line]) -> None:
    ports = ports_of(*lines, sessions=[replace(a_session(local(9)), id="s1", space=ROOM)])
    period = Period(date(2026, 10, 1), date(2026, 11, 30))
    everywhere = [*ports.centre.spaces, ELSEWHERE]
    found = list(slot_money(ports, period, everywhere))
    sums = book(ports, period, BY_INSTANT).sums
    house = amounts(result(sums))
    total = Amounts.summed([NOTHING, *(amounts_of(one.fen.sum(axis=0)) for one in found)])
    assert (total.income_fen, total.subsidy_fen, total.cost_fen) == (
        house.income_fen,
        house.subsidy_fen,
        house.cost_fen,
    )
    assert_space_by_space(lines, found)


def assert_space_by_space(lines: Sequence[Line], found: Sequence[SlotDay]) -> None:
    """What names a space and its month is that space's and month's, shared costs aside."""
    for space in ("gym", "room", "shut"):
        for month in (10, 11):
            own: Result = result(
                line.as_sum() for line in lines if line.space == space and line.day.month == month
            )
            parts = (
                amounts_of(one.fen.sum(axis=0))
                for one in found
                if one.space == space and one.day.month == month
            )
            told = Amounts.summed([NOTHING, *parts])
            assert (told.income_fen, told.direct_fen) == (own.income_fen, own.cost_fen)


def test_the_database_adds_up_by_session_and_instant_as_well(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    session = office.open(places=5)
    at = session.window.start - timedelta(days=2)
    postings = (
        Posting(account="takings", fen=900, space="room"),
        Posting(account="income.course", fen=-900, space="room", session=session.id, series="yoga"),
    )
    entry = Entry(key="fee:1", source=EntrySource.FEE, day=date(2026, 11, 16), at=at, postings=postings)
    assert office.ports.money is not None
    office.ports.money.ledger.post([entry], by="wang", at=office.now)
    day = date(2026, 11, 18)
    (found,) = slot_money(office.ports, Period(day, day), [session.space])
    filled = [n for n, row in enumerate(found.fen) if row.any()]
    assert amounts_of(found.fen.sum(axis=0)) == Amounts(income_fen=900)
    assert filled == list(range(32, 32 + len(filled)))  # from noon on


def test_accounts_that_are_shared_are_shared_only_without_a_name() -> None:
    assert "cost.energy" in SHARED
    named = Line(account="cost.energy", fen=90, day=DAY, session="gone")
    assert Amounts.summed(days_of(ports_of(named), ELSEWHERE).values()) == Amounts(direct_fen=90)
