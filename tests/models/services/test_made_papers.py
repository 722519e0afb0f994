"""What the house makes by itself: the week's sheet and people's own, with the rights that their owners have then."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.report.wrapping import wrapped
from models.account import Account, Grant, Role
from models.calendar import CHINA
from models.db import Database
from models.db.secret_folder import SecretFolder
from models.ports import Ports
from models.report.own.choice import OwnChoice
from models.report.own.saved import OwnReport, Rhythm
from models.report.papers.own import OwnStatement
from models.sending.delivery import Delivery
from models.sending.parcel import Parcel
from models.sending.ports import Sending
from models.sending.recipient import Channel, Form, Occasion
from models.sending.schedule import ReportKind, Schedule
from models.services.dispatch import deliver, make_scheduled
from models.services.made_papers import made_paper, made_papers, paper_statement
from models.services.own_reports import Typed, drop, keep, set_rhythm
from models.services.strangers import RefusedError
from tests.blank import blank_database
from tests.models.services.test_own_reports import HOUSE, MONEY, USE
from tests.models.services.test_own_reports import TOLD as LINE
from tests.sending import a_recipient

DUE = datetime(2026, 11, 2, 8, tzinfo=CHINA)
"""A Monday, and the first working day of the month."""

LONG_AGO = datetime(2026, 1, 1, tzinfo=CHINA)


@dataclass
class House:
    """A house with an outbox; what was carried is in `carried`."""

    database: Database
    ports: Ports
    carried: list[Parcel]

    def account(self, name: str, role: Role) -> Account:
        return self.database.accounts().create(name, "$argon2id$none", [Grant(role=role)], at=LONG_AGO)

    def knows(self, *names: str, occasions: frozenset[Occasion]) -> None:
        for one in names:
            self.room.put_recipient(a_recipient(key=one, occasions=occasions, forms=(Form.CSV,)), LINE)

    @property
    def room(self):  # type: ignore[no-untyped-def]
        return self.database.mailroom("test")

    def kept(
        self, account: Account, choice: OwnChoice, rhythm: Rhythm, *to: str, name: str = "课程"
    ) -> OwnReport:
        one = keep(self.ports, account, Typed(name=name, choice=choice))
        return set_rhythm(self.ports, account, one.id, one.revision, rhythm, to)

    def turn(self, at: datetime = DUE) -> int:
        count = make_scheduled(replace(self.ports, clock=lambda: at), LONG_AGO, at)
        deliver(replace(self.ports, clock=lambda: at), LONG_AGO, at)
        return count


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database, carried = blank_database(tmp_path / "centre.db"), list[Parcel]()
    sending = Sending(
        mailroom=database.mailroom("test"),
        secrets=SecretFolder(tmp_path / "secrets"),
        wrap=lambda ports, delivery, to: wrapped("", ports, delivery, to),
        carriers={Channel.MAIL: lambda _to, _secret, parcel, _at: carried.append(parcel)},
    )
    ports = replace(
        HOUSE,
        own=database.own("test"),
        sending=sending,
        audit=database.audit().append,
        reports=database.reports("test"),
    )
    for kind in ReportKind:
        last = date(2026, 10, 1) if kind is ReportKind.MONTHLY else date(2026, 9, 1)
        done = date(2026, 10, 19) if "weekly" in kind else last
        database.mailroom("test").put_schedule(Schedule(kind=kind, done=done))
    yield House(database, ports, carried)
    database.close()


def test_the_weeks_sheet_is_made_on_monday_for_the_week_that_begins_and_sent_to_who_wants_it(
    house: House,
) -> None:
    house.knows("r1", occasions=frozenset({Occasion.WEEKLY}))
    house.knows("r2", occasions=frozenset({Occasion.REPORT}))
    assert house.turn(DUE - timedelta(seconds=1)) == 0
    assert house.turn() == 1
    assert house.turn(DUE + timedelta(minutes=10)) == 0
    manager = house.account("wang", Role.MANAGER)
    (paper,) = made_papers(house.ports, manager)
    assert (paper.key, paper.name) == ("weekly.2026-11-02", "2026-W45")
    (parcel,) = house.carried
    assert parcel.id == "weekly:weekly.2026-11-02:r1"
    assert "2026-W45" in parcel.text
    assert parcel.files[0].content[:2] == b"PK"


def test_an_own_report_is_made_in_its_rhythm_and_sent_to_those_whom_it_names(house: House) -> None:
    house.knows("r1", "r2", occasions=frozenset({Occasion.DRAFT}))
    manager = house.account("wang", Role.MANAGER)
    weekly = house.kept(manager, USE, Rhythm.WEEKLY, "r2")
    house.kept(manager, USE, Rhythm.NEVER, name="never")
    assert house.turn() == 2
    assert [one.id for one in house.carried] == [f"own:own.{weekly.id}.2026-11-02:r2"]
    statement = paper_statement(house.ports, f"own.{weekly.id}.2026-11-02")
    assert isinstance(statement, OwnStatement)
    assert (statement.head.month, statement.head.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert house.turn(DUE + timedelta(days=7)) == 2


def test_who_lost_the_right_to_see_money_has_no_money_made_and_the_others_are_made(house: House) -> None:
    house.knows("r1", occasions=frozenset({Occasion.FAILURE}))
    manager, second = house.account("wang", Role.MANAGER), house.account("zhou", Role.MANAGER)
    lost = house.kept(manager, MONEY, Rhythm.MONTHLY)
    house.kept(second, MONEY, Rhythm.MONTHLY, name="收支")
    house.database.accounts().set_grants(manager.id, [Grant(role=Role.OPERATOR)])
    assert house.turn() == 2
    made = {one.name for one in made_papers(house.ports, second)}
    assert "收支" in made
    assert {one.report for one in house.database.own("test").papers.all()} & {lost.id} == set()
    told = [one for one in house.room.deliveries(9) if one.occasion is Occasion.FAILURE]
    assert [(one.told.key, one.about.values["name"]) for one in told if one.told and one.about] == [
        ("refused.own.no_money", "课程")
    ]
    assert isinstance(told[0], Delivery)


def test_a_closed_account_makes_nothing_more(house: House) -> None:
    manager = house.account("wang", Role.MANAGER)
    house.kept(manager, USE, Rhythm.WEEKLY)
    house.database.accounts().set_disabled(manager.id, disabled=True)
    assert house.turn() == 1  # the week's sheet alone


def test_a_paper_is_for_who_may_see_what_is_in_it(house: House) -> None:
    manager, desk = house.account("wang", Role.MANAGER), house.account("liu", Role.FRONT_DESK)
    operator = house.account("chen", Role.OPERATOR)
    one = house.kept(manager, MONEY, Rhythm.WEEKLY)
    keep(
        house.ports,
        manager,
        Typed(name="收支", choice=MONEY, shared=True, id=one.id, revision=one.revision),
    )
    house.turn()
    seen = {
        who.name: [paper.paper for paper in made_papers(house.ports, who)]
        for who in (manager, operator, desk)
    }
    assert seen == {"wang": ["own", "week"], "chen": ["week"], "liu": []}
    with pytest.raises(RefusedError):
        made_paper(house.ports, operator, f"own.{one.id}.2026-11-02")
    assert made_paper(house.ports, manager, f"own.{one.id}.2026-11-02").sheets


def test_papers_outlive_the_report_that_they_were_made_of(house: House) -> None:
    manager, desk = house.account("wang", Role.MANAGER), house.account("liu", Role.FRONT_DESK)
    mine = house.kept(manager, USE, Rhythm.WEEKLY)
    shared = keep(house.ports, manager, Typed(name="使用", choice=USE, shared=True))
    ours = set_rhythm(house.ports, manager, shared.id, shared.revision, Rhythm.WEEKLY)
    house.turn()
    for one in (mine, ours):
        drop(house.ports, manager, one.id, one.revision)
    seen = {who.name: {paper.report for paper in made_papers(house.ports, who)} for who in (manager, desk)}
    assert seen == {"wang": {"", mine.id, ours.id}, "liu": {ours.id}}
    assert made_paper(house.ports, manager, f"own.{mine.id}.2026-11-02").sheets
    with pytest.raises(RefusedError):
        made_paper(house.ports, desk, f"own.{mine.id}.2026-11-02")


def test_a_process_that_ends_before_it_wrote_down_that_it_made_makes_and_sends_nothing_twice(
    house: House,
) -> None:
    house.knows("r1", occasions=frozenset({Occasion.WEEKLY}))
    house.turn()
    schedule = house.room.schedule(ReportKind.WEEKLY)
    house.room.put_schedule(replace(schedule, done=date(2026, 10, 19)))
    house.turn(DUE + timedelta(minutes=10))
    assert len(house.carried) == len(house.database.own("test").papers.all()) == 1
