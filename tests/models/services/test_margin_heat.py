"""Income and costs by hour and kind of day."""

from dataclasses import replace
from datetime import time

import pytest

from models.heatmap import DayKind, Row
from models.metric import METRICS
from models.metric.period import Period, month_of
from models.metric.sums import Sums
from models.ports import Ports
from models.services.margin_heat import COLUMNS, MarginHeat, margin_heat
from tests.builders import GYM, a_centre, a_space, some_ports
from tests.measured import DAY, local
from tests.models.money.summed import Line, books

NOVEMBER = month_of(DAY)
AN_HOUR = METRICS["contribution_per_open_hour"]
COST = Line(account="cost.energy", fen=30 * 4 * 1_000, day=DAY)
"""Ten yuan for every open hour of a gym that is open from 8 to 12."""
SALE = Line(account="income.gym", fen=-5_000, day=DAY, at=local(9, 10), space="gym")
FRIDAYS, WORKDAYS = Row(DayKind.WORK, 4), Row(DayKind.WORK)


def ports_of(*written: Line) -> Ports:
    centre = a_centre([a_space("gym", opens=time(8), closes=time(12))])
    return replace(some_ports(centre, clock=lambda: local(23)), money=books(*written))


def by_clock(heat: MarginHeat, row: Row) -> dict[int, float | None]:
    cells = heat.cells[heat.rows.index(row)]
    return {
        (n + 4) % 24: AN_HOUR.value(Sums(margin=cell)) for n, cell in enumerate(cells) if cell is not None
    }


def test_an_hour_leaves_what_was_sold_in_it_less_what_runs_on() -> None:
    day = Period(DAY, DAY)
    found = by_clock(margin_heat(ports_of(COST, SALE), day, [GYM]), FRIDAYS)
    assert found == {8: -1_000, 9: 4_000, 10: -1_000, 11: -1_000}


def test_a_row_of_several_days_is_a_ratio_of_their_sums() -> None:
    heat = margin_heat(ports_of(COST, SALE), NOVEMBER, [GYM])
    assert by_clock(heat, FRIDAYS)[9] == -1_000 + 5_000 / 4
    assert dict(zip(heat.rows, heat.days, strict=True))[WORKDAYS] == 21
    assert by_clock(heat, WORKDAYS)[9] == pytest.approx(-1_000 + 5_000 / 21)


def test_all_cells_of_whole_kinds_of_days_are_the_ledger() -> None:
    heat = margin_heat(ports_of(COST, SALE), NOVEMBER, [GYM])
    whole = [
        cell
        for row, cells in zip(heat.rows, heat.cells, strict=True)
        for cell in cells
        if cell is not None and row.weekday is None
    ]
    assert sum(cell.contribution_fen for cell in whole) == 5_000 - COST.fen


def test_a_month_in_which_one_side_is_unknown_has_no_picture() -> None:
    heat = margin_heat(ports_of(SALE), NOVEMBER, [GYM])
    assert (heat.rows, heat.columns()) == ((), range(0))


def test_hours_in_which_the_house_is_shut_are_left_out_unless_something_was_sold() -> None:
    late = replace(SALE, at=local(21))
    heat = margin_heat(ports_of(COST, late), NOVEMBER, [GYM])
    assert heat.columns() == range(4, 18)
    assert sum(one is not None for one in heat.cells[heat.rows.index(FRIDAYS)]) == 5 < COLUMNS
