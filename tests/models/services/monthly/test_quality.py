"""How well a month was measured; what its sheet tells of it is tested there."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from models.exchange.batch import Batch
from models.metric.period import month_of
from models.report.inputs.programme import ProgrammeInputs
from models.services.monthly.quality import standard_inputs
from tests.measured import local
from tests.monthly import a_month_house

APRIL = date(2026, 4, 1)


@dataclass
class Brought:
    """The part of Batches that says what there was."""

    kept: list[Batch] = field(default_factory=list)

    def all(self) -> list[Batch]:
        return self.kept


def a_batch(key: str, at: datetime, undone_at: datetime | None = None) -> Batch:
    return Batch(
        id=key, kind="bookings", file="x.csv", digest="", by="wang", at=at, rows=12, undone_at=undone_at
    )


def test_files_that_came_in_during_the_month_are_counted_with_those_that_were_undone() -> None:
    day = local(9, day=date(2026, 4, 10))
    batches = Brought([a_batch("a", day), a_batch("b", day, day), a_batch("old", day - timedelta(days=30))])
    told = standard_inputs(a_month_house(APRIL, batches=batches), month_of(APRIL), ProgrammeInputs())
    assert (told.imports, told.imported_rows, told.undone) == (2, 24, 1)


def test_where_nothing_can_be_brought_in_that_is_not_0() -> None:
    told = standard_inputs(a_month_house(APRIL), month_of(APRIL), ProgrammeInputs())
    assert told.imports is None


def test_what_is_yet_to_come_is_not_missing() -> None:
    house = a_month_house(APRIL)
    running = local(15, day=date(2026, 4, 10))
    told = standard_inputs(
        a_month_house(APRIL, clock=lambda: running), month_of(APRIL), ProgrammeInputs()
    ).quality[0]
    assert told.promised_hours == pytest.approx(9 * 14 + 7)
    whole = standard_inputs(house, month_of(APRIL), ProgrammeInputs()).quality[0]
    assert whole.promised_hours == pytest.approx(30 * 14)
