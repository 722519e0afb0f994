"""Own reports: who may see, keep, share, change and send what."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.db import Database
from models.ports import Ports
from models.report.own.choice import OwnChoice
from models.report.own.saved import LONGEST_NAME, Rhythm
from models.services.own_reports import (
    MOST_KEPT,
    Typed,
    drop,
    keep,
    made,
    own_report,
    own_reports,
    set_rhythm,
)
from models.services.strangers import RefusedError
from tests.blank import blank_database
from tests.models.db.test_own_reports import TOLD
from tests.monthly import a_month_house, with_programme
from tests.sending import a_recipient, an_outbox

OCTOBER = date(2026, 10, 1)
HOUSE = with_programme(a_month_house(OCTOBER), OCTOBER)
USE, MONEY = OwnChoice(metrics=("person_hours",)), OwnChoice(metrics=("income",))


def somebody(name: str, role: Role) -> Account:
    return Account(id=1, name=name, grants=(Grant(role=role),))


MANAGER, OPERATOR = somebody("wang", Role.MANAGER), somebody("chen", Role.OPERATOR)
DESK, VIEWER = somebody("liu", Role.FRONT_DESK), somebody("office", Role.VIEWER)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = blank_database(tmp_path / "centre.db")
    yield database
    database.close()


@pytest.fixture
def ports(database: Database, tmp_path: Path) -> Ports:
    sending = an_outbox(database, tmp_path, centre="test")
    return replace(HOUSE, own=database.own("test"), sending=sending, audit=database.audit().append)


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        deed()
    return error.value.message.key.removeprefix("refused.own.")


def test_what_somebody_keeps_is_his_until_he_shares_it(ports: Ports, database: Database) -> None:
    mine = keep(ports, OPERATOR, Typed(name="  课程   周报 ", choice=USE))
    assert mine.name == "课程 周报"
    assert own_reports(ports, OPERATOR) == [mine]
    assert own_reports(ports, MANAGER) == []
    assert refused(lambda: own_report(ports, MANAGER, mine.id)) == "gone"
    shared = keep(ports, OPERATOR, Typed(name=mine.name, choice=USE, shared=True, id=mine.id, revision=2))
    assert own_reports(ports, DESK) == [shared]
    assert refused(lambda: drop(ports, MANAGER, shared.id, shared.revision)) == "not_yours"
    drop(ports, OPERATOR, shared.id, shared.revision)
    assert own_reports(ports, OPERATOR) == []
    assert [one.entry.action for one in database.audit().recent(9)][:3] == [
        "own.drop",
        "own.keep",
        "own.keep",
    ]


def test_money_is_only_for_who_may_see_money_also_in_a_shared_report(ports: Ports) -> None:
    shared = keep(ports, MANAGER, Typed(name="收支", choice=MONEY, shared=True))
    assert refused(lambda: made(ports, OPERATOR, shared.choice)) == "no_money"
    assert refused(lambda: keep(ports, OPERATOR, Typed(name="x", choice=MONEY))) == "no_money"
    assert made(ports, MANAGER, shared.choice).sheets


def test_who_may_not_see_figures_sees_no_reports_either(ports: Ports) -> None:
    assert refused(lambda: own_reports(ports, VIEWER)) == "not_allowed"
    assert refused(lambda: made(ports, VIEWER, USE)) == "not_allowed"


def test_who_may_not_note_for_everybody_shares_nothing_and_sets_no_rhythm(ports: Ports) -> None:
    assert refused(lambda: keep(ports, DESK, Typed(name="x", choice=USE, shared=True))) == "not_allowed"
    mine = keep(ports, DESK, Typed(name="x", choice=USE))
    assert refused(lambda: set_rhythm(ports, DESK, mine.id, 2, Rhythm.WEEKLY)) == "not_allowed"


def test_only_who_sends_reports_says_who_gets_one_and_changes_what_they_get(ports: Ports) -> None:
    assert ports.sending is not None
    ports.sending.mailroom.put_recipient(a_recipient(), TOLD)
    mine = keep(ports, OPERATOR, Typed(name="x", choice=USE))
    assert refused(lambda: set_rhythm(ports, OPERATOR, mine.id, 2, Rhythm.WEEKLY, ["r1"])) == "not_allowed"
    assert set_rhythm(ports, OPERATOR, mine.id, 2, Rhythm.WEEKLY).rhythm is Rhythm.WEEKLY
    theirs = keep(ports, MANAGER, Typed(name="y", choice=USE))
    sent = set_rhythm(ports, MANAGER, theirs.id, 2, Rhythm.MONTHLY, ["r1", "nobody"])
    assert sent.to == ("r1",)
    demoted = somebody("wang", Role.OPERATOR)
    other = replace(USE, metrics=("used_hours",))
    assert refused(lambda: keep(ports, demoted, Typed(name="y", choice=other, id=sent.id, revision=3))) == (
        "not_allowed"
    )
    renamed = keep(ports, demoted, Typed(name="z", choice=USE, id=sent.id, revision=3))
    assert (renamed.name, renamed.to) == ("z", ("r1",))


def test_a_change_from_an_old_screen_is_refused(ports: Ports) -> None:
    mine = keep(ports, OPERATOR, Typed(name="x", choice=USE))
    keep(ports, OPERATOR, Typed(name="y", choice=USE, id=mine.id, revision=2))
    assert refused(lambda: keep(ports, OPERATOR, Typed(name="z", choice=USE, id=mine.id, revision=2))) == (
        "changed"
    )


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "a\x1bb"])
def test_a_name_that_cannot_be_read_is_refused(ports: Ports, name: str) -> None:
    assert refused(lambda: keep(ports, OPERATOR, Typed(name=name, choice=USE))) == "name"


def test_nobody_fills_the_house_with_reports(ports: Ports) -> None:
    for n in range(MOST_KEPT):
        keep(ports, OPERATOR, Typed(name=f"{n}", choice=USE))
    assert refused(lambda: keep(ports, OPERATOR, Typed(name="x", choice=USE))) == "too_many"
    assert keep(ports, MANAGER, Typed(name="x", choice=USE))


def test_where_nothing_is_kept_a_report_can_be_made_all_the_same(ports: Ports) -> None:
    bare = replace(ports, own=None)
    assert refused(lambda: own_reports(bare, MANAGER)) == "nowhere"
    assert made(bare, MANAGER, USE).sheets
