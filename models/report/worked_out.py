"""Numbers of people that stand nowhere and that a reader works out: how full places were times places, one count less another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.metric.period import Against
from models.programme.attendance import AttendanceSource
from models.report.counted import cells, tables
from models.report.kinds import CAME, FILLED, PLACES, TAKEN, UNTAKEN, taken
from models.report.links import ACTIVE, PROGRAMME, Links, kpi, said, total_of
from models.report.sheet import Cell, Place, Sheet, SheetKey

Told = Mapping[Place, Cell]
Pair = tuple[Place, Place]

_COURSES, _ACTIVITIES = "programme", "activities"


def with_worked_out(links: Links, sheets: Sequence[Sheet]) -> Links:
    """The same, with these numbers, how they add up, and the rates that give them away."""
    told = {place: cell for place, _column, cell in cells(sheets)}
    apart = {place: count for sheet, table in tables(sheets) for place, count in taken(sheet, table).items()}
    return _by_source(_by_places(_by_row(links, apart), told, apart), told)


def _by_row(links: Links, apart: Mapping[Place, int]) -> Links:
    """Where only some dates of a row offer places, its fill rate tells who came to these, and so who came to the others."""
    rows = [one for one in apart if one.column == TAKEN]
    return replace(
        links,
        worked_out={**links.worked_out, **apart},
        sums=[
            *links.sums,
            *((replace(one, column=CAME), [one, replace(one, column=UNTAKEN)]) for one in rows),
        ],
        beside=[*links.beside, *((replace(one, column=FILLED), one) for one in rows)],
    )


def _by_places(links: Links, told: Told, apart: Mapping[Place, int]) -> Links:
    """The fill rate of all courses, times their places, is who came to those that offer places: groups without are no part."""
    whole, places = _total(FILLED), told.get(_total(PLACES), Cell()).count
    rate = told.get(whole, Cell()).number
    with_places = [one for one in _rows(told, _COURSES) if told[replace(one, column=PLACES)].count]
    parts = [seated if (seated := replace(one, column=TAKEN)) in apart else one for one in with_places]
    seats = round(rate * places) if rate is not None and places else None
    is_all = seats == sum(apart.get(one, told.get(one, Cell()).count or 0) for one in parts)
    everybody = [*_rows(told, _COURSES), *_rows(told, _ACTIVITIES), *apart]
    beside = [(whole, one) for one in ([_total(TAKEN)] if is_all else parts)]
    for house in (kpi(FILLED), total_of(SheetKey.BOOKING, "booking_kinds", FILLED)):
        is_same = is_all and told.get(house, Cell()).number == rate
        beside += [
            (one, each)
            for one in _with_changes(house)
            for each in ([_total(TAKEN)] if is_same else everybody)
        ]
    found = {**links.worked_out, _total(TAKEN): seats} if is_all and seats is not None else links.worked_out
    return replace(
        links, worked_out=found, sums=[*links.sums, (_total(TAKEN), parts)], beside=[*links.beside, *beside]
    )


def _by_source(links: Links, told: Told) -> Links:
    """Who was counted in one way at everything, less those of activities, is who was so counted at courses and groups."""
    if told.get(ACTIVE, Cell()).count is None:
        return links
    found, sums = dict(links.worked_out), [*links.sums]
    for source in AttendanceSource:
        everywhere, active = said(source), replace(ACTIVE, column=f"said_{source}")
        of_all, of_active = (told.get(one, Cell()).count for one in (everywhere, active))
        if of_all is not None and of_active is not None and of_all >= of_active:
            found[_of_courses(source)] = of_all - of_active
            sums.append((everywhere, [active, _of_courses(source)]))
    sums.append((PROGRAMME, [_of_courses(source) for source in AttendanceSource]))
    return replace(links, worked_out=found, sums=sums)


def _of_courses(source: AttendanceSource) -> Place:
    return _total(f"said_{source}")


def _total(column: str) -> Place:
    return total_of(SheetKey.PROGRAMME, _COURSES, column)


def _rows(told: Told, table: str) -> list[Place]:
    return [one for one in told if one.table == table and one.column == CAME and one.row != _total(CAME).row]


def _with_changes(rate: Place) -> Iterator[Place]:
    """A figure of the overview and how it changed, from which it can be told again."""
    yield rate
    yield from (replace(rate, column=f"change_{one}") for one in Against)
