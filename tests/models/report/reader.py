"""A reader of a whole report who adds up whatever names the same people, and knows nothing of how it was made.

What is equal is read from the words of the rows alone: totals, kinds of activity, who counted, where people came to.
"""

from collections.abc import Iterator, Sequence

from models.report.attack import TOP, Equation, Published, can_be
from models.report.sheet import Absent, Cell, Place, Row, Sheet, Table, placed

WORDS = {Absent.FEW: (1, 4), Absent.WITHHELD: (1, TOP)}
PEOPLE = {
    "overview": [("overview", "now"), ("attendances", "came")],
    "booking": [("booking_kinds", "attendances"), ("booking_kinds", "promises"), ("booking", "promises")],
    "programme": [("programme", "attendances")],
    "activity": [
        *(("activities", one) for one in ("attendances", "said_manual", "said_checkin", "said_sensor")),
        ("reach", "value"),
    ],
    "standard": [("counted_by", "count")],
}
"""Where people stand, by sheet: table and column."""

SOURCES = ("manual", "checkin", "sensor")
PLACE = ("sheet", "table", "row", "column")
RATES = (
    "programme/programme/total/fill_rate",
    "booking/booking_kinds/total/fill_rate",
    "overview/overview/fill_rate/now",
)
"""Where it is told how full the places of all courses were."""

OF_PEOPLE = ("attendances", "promises")
"""Rows of the overview that are people."""


def worked_out(sheets: Sequence[Sheet]) -> list[str]:
    """The small counts that the reader finds: "fewer than five" that is not each of one and four any more."""
    cells = {spot: cell for spot, cell in _cells(sheets) if cell.absent in WORDS or cell.count is not None}
    told = {spot: cell.count for spot, cell in cells.items() if cell.count is not None}
    told |= _taken(sheets) | _left(sheets)
    hidden = {spot: WORDS[cell.absent] for spot, cell in cells.items() if cell.absent is not None}
    known = {*told, *hidden}
    public = Published(
        told=told,
        hidden=hidden,
        equations=[
            Equation(whole, parts)
            for whole, some in equations(sheets)
            if whole in known and (parts := tuple(one for one in some if one in known))
        ],
    )
    few = [spot for spot, cell in cells.items() if cell.absent is Absent.FEW]
    return [
        *(spot for spot in few if not can_be(public, spot, (1, 4))),
        *(spot for spot, count in _left(sheets).items() if 0 < count < 5),
    ]


def told_small(sheets: Sequence[Sheet]) -> list[str]:
    """Those that stand there in plain."""
    return [spot for spot, cell in _cells(sheets) if cell.count is not None and 0 < cell.count < 5]


def equations(sheets: Sequence[Sheet]) -> Iterator[tuple[str, list[str]]]:
    for sheet, table, column in _columns(sheets):
        single = [row.key for row in table.rows if not row.is_total]
        for row in (one for one in table.rows if one.is_total):
            yield (
                _spot(sheet, table, row, column),
                [f"{sheet.key}/{table.key}/{one}/{column}" for one in row.of or single],
            )
    activities = _table(sheets, "activity", "activities")
    for row in activities.rows:
        at = f"activity/activities/{row.key}"
        yield f"{at}/attendances", [f"{at}/said_{one}" for one in SOURCES]
    yield from _by_kind(sheets)
    came, homes = "overview/overview/attendances/now", "overview/attendances"
    yield (
        came,
        [f"standard/counted_by/{row.key}/count" for row in _table(sheets, "standard", "counted_by").rows],
    )
    yield came, [f"{homes}/programme/came", f"{homes}/activity/came"]
    yield came, ["booking/booking_kinds/total/attendances"]
    yield came, ["activity/reach/attendances/value"]
    yield f"{homes}/programme/came", ["programme/programme/total/attendances"]
    yield f"{homes}/activity/came", ["activity/activities/total/attendances"]
    promised = "booking/booking_kinds/total/promises"
    yield promised, ["booking/booking/total/promises"]
    yield promised, ["overview/overview/promises/now"]
    courses = _table(sheets, "programme", "programme")
    with_places = [
        row.key for row in courses.rows if not row.is_total and courses.cell(row.key, "places").count
    ]
    for rate in RATES:
        yield f"taken/{rate}", [f"programme/programme/{one}/attendances" for one in with_places]
    left = _left(sheets)
    if len(left) == len(SOURCES):
        yield "programme/programme/total/attendances", [*left]


def _taken(sheets: Sequence[Sheet]) -> dict[str, int]:
    """Places times how full they were, wherever that is told of the whole house: no activity here has places."""
    places = _table(sheets, "programme", "programme").cell("total", "places").count or 0
    rates = {
        rate: placed(sheets, Place(**dict(zip(PLACE, rate.split("/"), strict=True)))).number for rate in RATES
    }
    return {f"taken/{rate}": round(number * places) for rate, number in rates.items() if number is not None}


def _left(sheets: Sequence[Sheet]) -> dict[str, int]:
    """Who came to courses, by who counted: all who were so counted, less those of activities."""
    everybody, active = _table(sheets, "standard", "counted_by"), _table(sheets, "activity", "activities")
    found = {}
    for source in SOURCES if any(row.key == "total" for row in active.rows) else ():
        of_all, of_active = (
            everybody.cell(source, "count").count,
            active.cell("total", f"said_{source}").count,
        )
        if of_all is not None and of_active is not None:
            found[f"left/{source}"] = of_all - of_active
    return found


def _by_kind(sheets: Sequence[Sheet]) -> Iterator[tuple[str, list[str]]]:
    for row in _table(sheets, "booking", "booking_kinds").rows:
        if not row.is_total:
            parts = [
                f"{sheet}/{table}/{one.key}/attendances"
                for sheet, table in (("programme", "programme"), ("activity", "activities"))
                for one in _table(sheets, sheet, table).rows
                if _table(sheets, sheet, table).cell(one.key, "activity_kind").name == row.cells[0].name
            ]
            yield f"booking/booking_kinds/{row.key}/attendances", parts


def _cells(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Cell]]:
    for sheet, table, column in _columns(sheets):
        for row in table.rows:
            if table.key != "overview" or row.key in OF_PEOPLE:
                place = Place(sheet=sheet.key, table=table.key, row=row.key, column=column)
                yield _spot(sheet, table, row, column), placed(sheets, place)


def _columns(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Table, str]]:
    for sheet in sheets:
        for key, column in PEOPLE.get(sheet.key, ()):
            yield sheet, sheet.table(key), column


def _table(sheets: Sequence[Sheet], sheet: str, table: str) -> Table:
    return next(one for one in sheets if one.key == sheet).table(table)


def _spot(sheet: Sheet, table: Table, row: Row, column: str) -> str:
    return f"{sheet.key}/{table.key}/{row.key}/{column}"
