"""Past activities from files: tried, taken in once however often, corrected, undone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.exchange.batch import Batch, Outcome
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.needs.activity import ActivityStatus
from models.ports import Ports
from models.services.activities import count
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.loop import activities_of
from models.services.strangers import RefusedError
from tests.activities import NOW, house_of
from tests.blank import blank_database

LI = Account(id=7, name="li", grants=(Grant(role=Role.MANAGER),))
HEADER = ["日期", "类别", "名称", "人次", "人数", "志愿者", "志愿时长"]
FAIR = ["2026-03-05", "义仓义集", "学雷锋义集", "86", "", "6", "15"]
WALK = ["2026年4月1日", "culture-sport", "健步走", "", "", "", ""]


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    database = blank_database(tmp_path / "centre.db")
    ports = house_of(database)
    yield replace(ports, batches=database.batches(ports.centre.id))
    database.close()


def trial(ports: Ports, *rows: Sequence[str]) -> list[Judged]:
    sheet = Sheet(header=HEADER, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(ports, drafted(IMPORTS["activities"], sheet, names_of(ports)))


def bring(ports: Ports, *rows: Sequence[str]) -> Batch:
    judged = trial(ports, *rows)
    assert [fault for one in judged for fault in one.faults] == []
    batch, refused = take_in(ports, LI, begin(ports, LI, "activities", "f.csv", "d"), judged)
    assert refused == []
    return batch


def test_what_was_held_comes_in_with_its_hours_and_unknown_stays_unknown(ports: Ports) -> None:
    bring(ports, FAIR, WALK)
    fair, walk = activities_of(ports).all()
    assert (fair.attendances, fair.persons, fair.status) == (86, None, ActivityStatus.HELD)
    assert (walk.attendances, walk.status) == (None, ActivityStatus.HELD)
    assert [(one.volunteers, one.minutes) for one in activities_of(ports).work()] == [(6, 900)]


def test_the_same_file_twice_changes_nothing_and_another_number_corrects(ports: Ports) -> None:
    bring(ports, FAIR)
    assert [one.outcome for one in trial(ports, FAIR)] == [Outcome.SAME]
    bring(ports, [*FAIR[:3], "90", "", "4", "10"])
    (fair,) = activities_of(ports).all()
    assert fair.attendances == 90
    assert [(one.volunteers, one.minutes) for one in activities_of(ports).work()] == [(4, 600)]


def test_undo_takes_a_new_one_away_and_puts_a_corrected_one_back(ports: Ports) -> None:
    first = bring(ports, FAIR)
    second = bring(ports, [*FAIR[:3], "90", "70", "", ""])
    assert undo(ports, LI, second.id).rows == 1
    assert [one.attendances for one in activities_of(ports).all()] == [86]
    assert [one.minutes for one in activities_of(ports).work()] == [900]
    assert undo(ports, LI, first.id).rows == 1
    assert activities_of(ports).all() == []
    assert activities_of(ports).work() == []


def test_what_somebody_changed_since_stays(ports: Ports) -> None:
    batch = bring(ports, FAIR)
    (fair,) = activities_of(ports).all()
    count(ports, LI, fair.id, fair.revision, 99, None)
    assert list(undo(ports, LI, batch.id).refused) == [2]
    assert [one.attendances for one in activities_of(ports).all()] == [99]


@pytest.mark.parametrize(
    "row",
    [
        ["2027-03-05", *FAIR[1:]],
        [*FAIR[:3], "86", "87", "", ""],
        [*FAIR[:5], "0", "15"],
        [*FAIR[:5], "1", "17"],
        [FAIR[0], "unknown", *FAIR[2:]],
        [*FAIR[:3], "-1", "", "", ""],
    ],
)
def test_what_cannot_be_is_a_fault_of_its_row(ports: Ports, row: list[str]) -> None:
    (one,) = trial(ports, row)
    assert one.outcome is Outcome.FAULTY
    assert one.faults


def test_who_may_not_keep_activities_brings_none_in(ports: Ports) -> None:
    clerk = Account(id=8, name="clerk", grants=(Grant(role=Role.FINANCE),))
    with pytest.raises(RefusedError):
        begin(ports, clerk, "activities", "f.csv", "d")
    assert begin(ports, LI, "activities", "f.csv", "d").at == NOW
