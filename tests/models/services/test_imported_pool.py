"""Helpers from files: tried, taken in once however often, corrected, and taken back unless somebody changed them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from models.exchange.batch import Batch
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.needs.provider import Provider, ProviderKind, Qualification
from models.ports import Ports
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.pool import save_provider
from models.services.strangers import RefusedError
from tests.matched import COORDINATOR, matched, pool_in
from tests.models.services.fund_house import VIEWER
from tests.timetabled import ORGANISER

HEADER = ["编号", "类别", "名称", "专长", "时间", "每月分钟", "资金", "医疗资质至", "联系代号"]
NURSE = ["R-1", "人才", "王护士", "血压，健康", "周三 09:00-11:00", "300", "", "2027-06-30", "T-12"]
FIRM = ["R-2", "资源", "便民店", "理发", "", "", "500.00", "", ""]


@dataclass
class House:
    ports: Ports

    def trial(self, *rows: Sequence[str]) -> list[Judged]:
        sheet = Sheet(header=HEADER, rows=rows, numbers=range(2, 2 + len(rows)))
        return dry_run(self.ports, drafted(IMPORTS["providers"], sheet, names_of(self.ports)))

    def bring(self, *rows: Sequence[str]) -> Batch:
        judged = self.trial(*rows)
        assert [fault for one in judged for fault in one.faults] == []
        batch, refused = take_in(
            self.ports, ORGANISER, begin(self.ports, ORGANISER, "providers", "f.csv", "d"), judged
        )
        assert refused == []
        return batch

    def pool(self) -> list[Provider]:
        return sorted(pool_in(self.ports).providers(), key=lambda one: one.kind, reverse=True)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    ports, database = matched(tmp_path, [], [])
    yield House(replace(ports, batches=database.batches(ports.centre.id)))
    database.close()


def test_helpers_are_kept_as_the_file_says(house: House) -> None:
    assert house.bring(NURSE, FIRM).rows == 2
    nurse, firm = house.pool()
    assert (nurse.kind, nurse.tags, nurse.minutes_a_month) == (ProviderKind.TALENT, {"血压", "健康"}, 300)
    assert nurse.qualified == {Qualification.MEDICAL: date(2027, 6, 30)}
    assert (nurse.hours[0].weekday, nurse.contact) == (2, "T-12")
    assert (firm.money_fen, firm.hours, firm.qualified) == (50_000, (), None)


def test_the_same_again_changes_nothing_and_a_correction_leaves_the_evaluation(house: House) -> None:
    house.bring(NURSE)
    (first,) = house.pool()
    assert house.bring(NURSE).rows == 0
    save_provider(house.ports, COORDINATOR, replace(first, score=0.9))
    assert house.bring([*NURSE[:5], "600", *NURSE[6:]]).rows == 1
    (now,) = house.pool()
    assert (now.id, now.minutes_a_month, now.score) == (first.id, 600, 0.9)


def test_what_was_new_is_retired_and_what_was_changed_is_put_back(house: House) -> None:
    batch = house.bring(NURSE)
    change = house.bring([*NURSE[:5], "600", *NURSE[6:]])
    assert undo(house.ports, ORGANISER, change.id).rows == 1
    assert house.pool()[0].minutes_a_month == 300
    assert undo(house.ports, ORGANISER, batch.id).rows == 1
    assert house.pool()[0].retired


def test_what_somebody_changed_since_is_not_taken_back(house: House) -> None:
    batch = house.bring(NURSE)
    save_provider(house.ports, COORDINATOR, replace(house.pool()[0], tags=frozenset({"别的"})))
    assert list(undo(house.ports, ORGANISER, batch.id).refused) == [2]
    assert not house.pool()[0].retired


@pytest.mark.parametrize(
    ("place", "odd"), [(1, "朋友"), (4, "周三"), (5, "-1"), (6, "many"), (8, "13800138000")]
)
def test_a_row_with_an_odd_cell_is_told_and_kept_out(house: House, place: int, odd: str) -> None:
    row = [*NURSE[:place], odd, *NURSE[place + 1 :]]
    (judged,) = house.trial(row)
    assert (judged.wanted, len(judged.faults)) == (None, 1)


def test_who_may_not_keep_the_pool_brings_nothing_in(house: House) -> None:
    with pytest.raises(RefusedError):
        begin(house.ports, VIEWER, "providers", "f.csv", "d")
