"""Numbers of people that stand nowhere and that a reader works out: how full places were times places, one count less another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.metric.period import Against
from models.programme.attendance import AttendanceSource
from models.report.counted import cells
from models.report.links import ACTIVE, PROGRAMME, Links, kpi, said, total_of
from models.report.sheet import Cell, Place, Sheet, SheetKey

CAME, PLACES, FILLED, TAKEN = "attendances", "places", "fill_rate", "taken"

Told = Mapping[Place, Cell]
Pair = tuple[Place, Place]

_COURSES, _ACTIVITIES = "programme", "activities"


def with_worked_out(links: Links, sheets: Sequence[Sheet]) -> Links:
    """The same, with these numbers, how they add up, and the rates that give them away."""
    told = {place: cell for place, _column, cell in cells(sheets)}
    return _by_source(_by_places(links, told), told)


def _by_places(links: Links, told: Told) -> Links:
    """The fill rate of all courses, times their places, is who came to those that offer places: groups without are no part.

    Where some dates of a course offered none, that is not so, and the rate is told only beside numbers that all are.
    """
    whole, places = _total(FILLED), told.get(_total(PLACES), Cell()).count
    rate = told.get(whole, Cell()).number
    parts = [one for one in _rows(told, _COURSES) if told[replace(one, column=PLACES)].count]
    taken = round(rate * places) if rate is not None and places else None
    is_all = taken == sum(told[one].count or 0 for one in parts)
    everybody = [*_rows(told, _COURSES), *_rows(told, _ACTIVITIES)]
    beside = [(whole, one) for one in ([_total(TAKEN)] if is_all else parts)]
    for house in (kpi(FILLED), total_of(SheetKey.BOOKING, "booking_kinds", FILLED)):
        is_same = is_all and told.get(house, Cell()).number == rate
        beside += [
            (one, each)
            for one in _with_changes(house)
            for each in ([_total(TAKEN)] if is_same else everybody)
        ]
    found = {**links.worked_out, _total(TAKEN): taken} if is_all and taken is not None else links.worked_out
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
