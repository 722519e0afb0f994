"""Voices as the heats of needs count them: topics by cell and by month, the hours that were wanted or are too crowded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.need_words import topic_words
from dashboard.csv_sheet import Cell as SheetCell
from dashboard.page import Visit
from models.needs.heat import Heat, by_hour, heat, month_of
from models.needs.need import Need, Topic, WantedTime
from models.suppression import Cell, Hidden, K

ELSEWHERE = ""
"""The cell of needs that name none."""

HOURS = range(6, 23)
MOST_MONTHS = 12

TIMES: Mapping[str, Callable[[Need], Sequence[WantedTime]]] = {
    "wanted": lambda one: one.wanted,
    "crowded": lambda one: one.crowded,
}

Topics = Mapping[str, Topic]


@dataclass(frozen=True, slots=True)
class Counted:
    """heat: with its totals; rows, columns: their names without those of the totals."""

    heat: Heat
    rows: Sequence[str]
    columns: Sequence[str]


def by_cell(visit: Visit, needs: Sequence[Need], topics: Topics, *, discreet: bool) -> Counted:
    """Topics by the cells of the grid. discreet: small counts are hidden."""
    t, cells = visit.translate, visit.ports.centre.grids
    columns = [*cells, ELSEWHERE]
    names = [*(t.name(cell.name) for cell in cells.values()), t("need.no_cell")]
    return _by(visit, needs, topics, lambda one: one.grid, columns, names, discreet=discreet)


def by_month(visit: Visit, needs: Sequence[Need], topics: Topics, *, discreet: bool) -> Counted:
    """Topics by the newest months in which anything was said."""
    month = month_of(visit.ports.centre.zone_info)
    columns = sorted({month(one) for one in needs})[-MOST_MONTHS:]
    return _by(visit, needs, topics, month, columns, columns, discreet=discreet)


def _by(
    visit: Visit,
    needs: Sequence[Need],
    topics: Topics,
    key: Callable[[Need], str],
    columns: Sequence[str],
    names: Sequence[str],
    *,
    discreet: bool,
) -> Counted:
    rows = [one for one in topics if any(need.topic == one for need in needs)]
    told = heat(needs, lambda one: one.topic, key, rows, columns, discreet=discreet)
    return Counted(told, [topic_words(visit.translate, topics, one) for one in rows], names)


def of_hour(counts: Mapping[tuple[int, int], int], day: int, hour: int, *, discreet: bool) -> Cell:
    """Voices that named an hour of the week; hidden where so few did that they could be known."""
    count = counts.get((day, hour), 0)
    return Hidden.FEW if discreet and 0 < count < K else count


def counted_rows(visit: Visit, told: Counted) -> list[list[SheetCell]]:
    """For a file, with the totals."""
    t = visit.translate
    head: list[SheetCell] = [t("need.column.topic"), *told.columns, t("need.total")]
    lines = zip([*told.rows, t("need.total")], told.heat.cells, strict=True)
    return [head, *([name, *(cell_words(visit, one) for one in line)] for name, line in lines)]


def hour_rows(visit: Visit, needs: Sequence[Need], kind: str, *, discreet: bool) -> list[list[SheetCell]]:
    """For a file: days below each other, hours beside each other."""
    t, counts = visit.translate, by_hour(needs, TIMES[kind])
    head: list[SheetCell] = [t(f"need.hours.{kind}"), *(f"{hour}:00" for hour in HOURS)]
    return [
        head,
        *(
            [
                t(f"need_form.day.{day}"),
                *(cell_words(visit, of_hour(counts, day, hour, discreet=discreet)) for hour in HOURS),
            ]
            for day in range(7)
        ),
    ]


def cell_words(visit: Visit, cell: Cell) -> SheetCell:
    """A number, or why there is none."""
    return visit.translate(f"need.hidden.{cell.value}", k=K) if isinstance(cell, Hidden) else cell


COUNTS: Mapping[str, Callable[[Visit, Sequence[Need], Topics, bool], list[list[SheetCell]]]] = {
    "needs-map": lambda visit, needs, topics, discreet: counted_rows(
        visit, by_cell(visit, needs, topics, discreet=discreet)
    ),
    "needs-months": lambda visit, needs, topics, discreet: counted_rows(
        visit, by_month(visit, needs, topics, discreet=discreet)
    ),
    "needs-wanted": lambda visit, needs, _topics, discreet: hour_rows(
        visit, needs, "wanted", discreet=discreet
    ),
    "needs-crowded": lambda visit, needs, _topics, discreet: hour_rows(
        visit, needs, "crowded", discreet=discreet
    ),
}
"""What can be taken along as numbers, by the panel's name; hidden cells stay hidden."""
