"""Houses and work orders from files: once however often, in the book at the tariff of their day, undone with their entries."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models.account import Role
from models.exchange.batch import Batch
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.offerings import begin as open_house
from tests.models.services.offices import Office
from tests.models.services.upkeep import CLERK, MANAGER, a_service, balance, papers, refused, somebody

OTHER_CLERK = somebody(Role.FINANCE, "second")
HEADER = ["工单号", "楼栋", "项目", "数量", "日期", "完成日", "收费日", "收费", "满意度"]
DONE = ["G-1", "一号院", "Drains", "2", "2026-11-16", "2026-11-17", "2026-11-18", "", "5"]
OPEN = ["G-2", "B2", "pipes", "", "2026-11-18", "", "", "", ""]
HOUSE = ["编号", "名称", "户数", "面积"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = a_service(tmp_path)
    office.ports = replace(office.ports, batches=office.database.batches(office.ports.centre.id))
    open_house(office.ports)
    yield office
    office.database.close()


def trial(office: Office, kind: str, header: Sequence[str], *rows: Sequence[str]) -> list[Judged]:
    sheet = Sheet(header=header, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(office.ports, drafted(IMPORTS[kind], sheet, names_of(office.ports)))


def bring(office: Office, kind: str, header: Sequence[str], *rows: Sequence[str]) -> Batch:
    judged = trial(office, kind, header, *rows)
    assert [fault for one in judged for fault in one.faults] == []
    batch, refused = take_in(office.ports, CLERK, begin(office.ports, CLERK, kind, "f.csv", "d"), judged)
    assert refused == []
    return batch


def test_orders_stand_in_the_book_at_the_tariff_and_leave_it_when_they_are_undone(office: Office) -> None:
    batch = bring(office, "work_orders", HEADER, DONE, OPEN)
    assert (balance(office.ports, "takings"), balance(office.ports, "cost.property")) == (6_000, 16_000)
    assert balance(office.ports, "receivable.property") == 0
    assert [one.outcome for one in trial(office, "work_orders", HEADER, DONE, OPEN)] == ["same", "same"]
    own = undo(office.ports, CLERK, batch.id)
    assert (own.rows, [one.key for one in own.refused.values()]) == (1, ["refused.order.same_person"])
    assert balance(office.ports, "takings") == 6_000
    assert undo(office.ports, OTHER_CLERK, batch.id).rows == 1
    assert (balance(office.ports, "takings"), balance(office.ports, "cost.property")) == (0, 0)


def test_a_row_that_changed_corrects_the_book_and_its_undoing_brings_the_old_one_back(office: Office) -> None:
    bring(office, "work_orders", HEADER, DONE)
    second = bring(office, "work_orders", HEADER, [*DONE[:7], "12.50", "5"])
    assert balance(office.ports, "takings") == 1_250
    undo(office.ports, OTHER_CLERK, second.id)
    assert balance(office.ports, "takings") == 6_000


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        (1, "B9", "refused.order.no_house"),
        (2, "stairs", "refused.property.no_line"),
        (4, "2026-11-19", "refused.order.future"),
        (5, "2026-11-15", "refused.order.days"),
        (5, "", "refused.order.not_done"),
        (7, "60.01", "refused.order.fee"),
        (7, "-1", "import.expected.fee"),
        (8, "6", "import.expected.number"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_harms_no_other(
    office: Office, column: int, value: str, why: str
) -> None:
    odd = [*DONE[:column], value, *DONE[column + 1 :]]
    first, second = trial(office, "work_orders", HEADER, odd, OPEN)
    assert [fault.expected.key for fault in first.faults] == [why]
    assert second.outcome == "new"


def test_houses_are_brought_in_and_one_that_had_an_order_stays(office: Office) -> None:
    batch = bring(office, "buildings", HOUSE, ["B7", "七号院", "12", "900"], ["B8", "八号院", "20", ""])
    assert [one.id for one in papers(office.ports).buildings()] == ["B1", "B2", "B7", "B8"]
    bring(office, "work_orders", HEADER, ["G-3", "七号院", *OPEN[2:]])
    undone = undo(office.ports, CLERK, batch.id)
    assert {one.key for one in undone.refused.values()} == {"refused.property.has_orders"}
    assert [one.id for one in papers(office.ports).buildings()] == ["B1", "B2", "B7"]


def test_a_house_that_was_corrected_by_a_file_is_as_it_was_before(office: Office) -> None:
    batch = bring(office, "buildings", HOUSE, ["B1", "一号院", "61", "5000"])
    assert papers(office.ports).buildings()[0].flats == 61
    undo(office.ports, CLERK, batch.id)
    assert papers(office.ports).buildings()[0].flats == 60


def test_who_may_not_bring_in_what_stands_in_the_book_may_not_undo_it_either(office: Office) -> None:
    houses = bring(office, "buildings", HOUSE, ["B7", "七号院", "12", "900"])
    orders = bring(office, "work_orders", HEADER, DONE)
    for batch in (houses, orders):
        assert refused(lambda key=batch.id: undo(office.ports, MANAGER, key)) == "import.not_allowed"  # type: ignore[misc]
    assert balance(office.ports, "takings") == 6_000
    assert [one.id for one in papers(office.ports).buildings()] == ["B1", "B2", "B7"]
