"""Takings and costs from files: once however often, corrected by reversal, undone by reversal."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.exchange.batch import Batch
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.money.ports import Ledger
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.offerings import begin as open_house
from models.services.strangers import RefusedError
from tests.models.services.offices import Office, an_office

CLERK = Account(id=3, name="zhao", grants=(Grant(role=Role.FINANCE),))
MANAGER = Account(id=2, name="li", grants=(Grant(role=Role.MANAGER),))
TAKINGS = ["编号", "日期", "业务", "金额", "支付方式", "场地"]
GYM = ["A-1", "2026-11-16", "健身", "￥1,234.50", "现金", "room"]
COSTS = ["id", "date", "account", "amount", "paid", "supplier"]
FOOD = ["B-1", "2026-11-16", "food", "300", "", "S-07"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, batches=office.database.batches(office.ports.centre.id))
    open_house(office.ports)
    yield office
    office.database.close()


def trial(office: Office, kind: str, header: Sequence[str], *rows: Sequence[str]) -> list[Judged]:
    sheet = Sheet(header=header, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(office.ports, drafted(IMPORTS[kind], sheet, names_of(office.ports)))


def bring(
    office: Office, kind: str, header: Sequence[str], *rows: Sequence[str], by: Account = CLERK
) -> Batch:
    office.now += timedelta(seconds=1)
    batch, _ = take_in(
        office.ports,
        by,
        begin(office.ports, by, kind, "x.csv", "00"),
        trial(office, kind, header, *rows),
    )
    return batch


def book(office: Office) -> Ledger:
    assert office.ports.money is not None
    return office.ports.money.ledger


def told(office: Office) -> dict[str, int]:
    return {one.account: one.fen for one in book(office).sums(["account"]) if one.fen}


def outcomes(judged: Sequence[Judged]) -> list[str]:
    return [one.outcome.value for one in judged]


def test_rows_become_entries_and_the_same_file_again_changes_nothing(office: Office) -> None:
    assert outcomes(trial(office, "takings", TAKINGS, GYM)) == ["new"]
    assert book(office).head() == 0
    batch = bring(office, "takings", TAKINGS, GYM)
    bring(office, "costs", COSTS, FOOD)
    assert told(office) == {
        "cash": 123_450,
        "income.gym": -123_450,
        "cost.food": 30_000,
        "payable.supplier": -30_000,
    }
    (posted,) = book(office).by_keys(["row:takings:A-1"])
    assert (posted.by, posted.entry.document, posted.entry.postings[0].space) == (
        "zhao",
        f"row:{batch.id}:2",
        "room",
    )
    assert outcomes(trial(office, "takings", TAKINGS, GYM)) == ["same"]
    assert bring(office, "takings", TAKINGS, GYM).rows == 0
    assert book(office).head() == 2


def test_a_changed_row_corrects_its_entry_and_undo_puts_back_what_stood_there(office: Office) -> None:
    first = bring(office, "takings", TAKINGS, GYM)
    changed = [*GYM[:3], "2,000", *GYM[4:]]
    assert outcomes(trial(office, "takings", TAKINGS, changed)) == ["changed"]
    second = bring(office, "takings", TAKINGS, changed)
    assert told(office)["cash"] == 200_000
    assert undo(office.ports, CLERK, second.id).rows == 1
    assert told(office)["cash"] == 123_450
    assert undo(office.ports, CLERK, first.id).rows == 1
    assert told(office) == {}
    assert book(office).head() == 6
    bring(office, "takings", TAKINGS, GYM)
    assert told(office)["cash"] == 123_450


def test_a_batch_that_was_overtaken_by_another_is_not_undone_under_it(office: Office) -> None:
    first = bring(office, "takings", TAKINGS, GYM)
    bring(office, "takings", TAKINGS, [*GYM[:3], "2,000", *GYM[4:]])
    refused = undo(office.ports, CLERK, first.id).refused
    assert {row: why.key for row, why in refused.items()} == {2: "import.changed_since"}
    assert told(office)["cash"] == 200_000


def test_what_cannot_be_is_a_fault_of_its_row_and_of_no_other(office: Office) -> None:
    odd = ["A-2", "2026-11-16", "健身", "1.234", "现金", "room"]
    late = ["A-3", "2027-01-01", "健身", "5", "现金", "room"]
    moon = ["A-4", "2026-11-16", "月球", "5", "现金", "room"]
    judged = trial(office, "takings", TAKINGS, GYM, odd, late, moon)
    assert outcomes(judged) == ["new", "faulty", "faulty", "faulty"]
    assert [fault.expected.key for one in judged for fault in one.faults] == [
        "import.expected.amount",
        "import.no_future",
        "import.expected.one_of",
    ]


def test_whoever_may_not_enter_money_brings_none_in_and_takes_none_back(office: Office) -> None:
    with pytest.raises(RefusedError, match="not_allowed"):
        bring(office, "takings", TAKINGS, GYM, by=MANAGER)
    batch = bring(office, "takings", TAKINGS, GYM)
    with pytest.raises(RefusedError, match="not_allowed"):
        undo(office.ports, MANAGER, batch.id)
