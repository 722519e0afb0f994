"""The picture of half hours."""

from dataclasses import replace

from dashboard.i18n import Translate
from dashboard.report.picture.heat import heat
from dashboard.report.picture.piece import Subject
from dashboard.report.wording import wording
from models.metric.metric import Unit
from models.report.sheet import Absent, Cell, Column, Row, Table
from tests.reports import full, said

WORDS = wording(full(), Translate("zh-Hans"))
SHUT, UNKNOWN = Cell(absent=Absent.NOT_ASKED), Cell(absent=Absent.NO_DATA)


def a_row(kind: str, clock: str, *cells: Cell) -> Row:
    head = (said(f"use.kind.{kind}"), Cell(name={"en": clock}))
    return Row(key=f"{kind}.{clock}", cells=(*head, *cells))


HEAT = Table(
    key="heat",
    columns=(
        *(Column(key="day_kind"), Column(key="from")),
        *(Column(key=one, unit=Unit.SHARE, name={"en": one}) for one in ("gym", "hall")),
    ),
    rows=(
        a_row("work", "18:00", Cell(number=0.4), UNKNOWN),
        a_row("work", "18:30", Cell(number=0.9, is_marked=True), Cell(number=0.1)),
        a_row("work", "19:00", Cell(number=0.1), SHUT),
        a_row("rest", "18:00", Cell(number=0.2), SHUT),
    ),
)


def test_each_kind_of_day_has_a_panel_of_the_spaces_that_are_open_on_it() -> None:
    drawn = heat(Subject(HEAT, WORDS))
    assert drawn is not None
    assert [(panel["name"], [row["name"] for row in panel["rows"]]) for panel in drawn["panels"]] == [
        *(("工作日", ["gym", "hall"]), ("休息日", ["gym"]))
    ]


def test_a_half_hour_is_coloured_by_its_share_marked_as_peak_or_told_as_unknown() -> None:
    drawn = heat(Subject(HEAT, WORDS))
    assert drawn is not None
    gym, hall = drawn["panels"][0]["rows"]
    assert gym["cells"][1] == {"share": 0.9, "open": True, "peak": True}
    assert hall["cells"][0] == {"share": None, "open": True, "peak": False}
    assert hall["cells"][2] == {"share": None, "open": False, "peak": False}


def test_whoever_hears_it_is_told_the_fullest_half_hour() -> None:
    drawn = heat(Subject(HEAT, WORDS))
    assert drawn is not None
    assert all(word in drawn["alt"] for word in ("gym", "工作日 · 18:30", "90%"))


def test_nothing_known_is_no_picture() -> None:
    row = a_row("work", "18:00", UNKNOWN, SHUT)
    assert heat(Subject(replace(HEAT, rows=(row,)), WORDS)) is None
    assert heat(Subject(replace(HEAT, rows=()), WORDS)) is None
