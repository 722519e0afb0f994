"""Price plans from a file: tried, proposed once however often, agreed to by another person, taken back until then."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.components.price_rows import price_rows
from dashboard.i18n import Translate
from models.account import Account, Grant, Role
from models.exchange.batch import Batch, Outcome
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.money.price import PlanStatus
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.prices import approve, plans
from tests.models.services.offices import Office, an_office

OPERATOR = Account(id=5, name="zhou", grants=(Grant(role=Role.OPERATOR),))
MANAGER = Account(id=6, name="li", grants=(Grant(role=Role.MANAGER),))
HEADER = ["价目代号", "名称", "用于", "单位", "价格", "时段价", "优惠", "首日", "决定依据"]
GYM = [
    "gym-hour",
    "健身",
    "健身",
    "小时",
    "5",
    "工作日 09:00-16:00 2",
    "75岁以上 只收 1",
    "2026-12-01",
    "no. 3",
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, batches=office.database.batches(office.ports.centre.id))
    yield office
    office.database.close()


def trial(office: Office, *rows: Sequence[str], header: Sequence[str] = HEADER) -> list[Judged]:
    sheet = Sheet(header=header, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(office.ports, drafted(IMPORTS["prices"], sheet, names_of(office.ports)))


def bring(office: Office, *rows: Sequence[str]) -> Batch:
    batch = begin(office.ports, OPERATOR, "prices", "prices.csv", "0")
    kept, refused = take_in(office.ports, OPERATOR, batch, trial(office, *rows))
    assert refused == []
    return kept


def told(office: Office) -> list[tuple[int, PlanStatus, int]]:
    return [(one.number, one.status, one.base_fen) for one in plans(office.ports)["gym-hour"]]


def with_price(price: str) -> list[str]:
    return [*GYM[:4], price, *GYM[5:]]


def test_a_row_is_proposed_once_and_waits_for_another_person(office: Office) -> None:
    assert [one.outcome for one in trial(office, GYM)] == [Outcome.NEW]
    assert plans(office.ports) == {}
    bring(office, GYM)
    assert told(office) == [(1, PlanStatus.PROPOSED, 500)]
    assert [one.outcome for one in trial(office, GYM)] == [Outcome.SAME]
    (version,) = plans(office.ports)["gym-hour"]
    assert (version.proposed_by, version.bands[0].fen, version.concessions[0].amount) == ("zhou", 200, 100)


def test_a_changed_row_takes_the_place_of_its_own_proposal(office: Office) -> None:
    bring(office, GYM)
    bring(office, with_price("6"))
    assert told(office) == [(1, PlanStatus.WITHDRAWN, 500), (2, PlanStatus.PROPOSED, 600)]


def test_a_batch_is_undone_until_somebody_agreed(office: Office) -> None:
    batch = bring(office, GYM)
    assert undo(office.ports, OPERATOR, batch.id).rows == 1
    assert told(office) == [(1, PlanStatus.WITHDRAWN, 500)]
    batch = bring(office, with_price("7"))
    approve(office.ports, MANAGER, "gym-hour", 2)
    done = undo(office.ports, OPERATOR, batch.id)
    assert [message.key for message in done.refused.values()] == ["import.changed_since"]
    assert told(office)[-1] == (2, PlanStatus.APPROVED, 700)


def test_what_was_agreed_to_never_changes_by_a_file(office: Office) -> None:
    bring(office, GYM)
    approve(office.ports, MANAGER, "gym-hour", 1)
    (judged,) = trial(office, with_price("9"))
    assert judged.outcome is Outcome.FAULTY


def test_what_is_taken_along_can_be_brought_in_again(office: Office) -> None:
    bring(office, GYM)
    head, *rows = price_rows(Translate("en"), plans(office.ports)["gym-hour"])
    cells = ["" if cell is None else str(cell) for cell in rows[0]]
    (judged,) = trial(office, cells[:13], header=[str(name) for name in head[:13]])
    assert (judged.outcome, judged.faults) == (Outcome.SAME, ())
