"""Cells in words and numbers."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import LOCALES, Locale, Translate, catalogue
from dashboard.report.wording import LONGEST, Wording, clean, number
from models.calendar import CHINA
from models.metric.metric import Unit
from models.report.sheet import Absent, Cell, Column, Row, Table
from tests.reports import HOSTILE, named

CHINESE = Wording(Translate("zh-Hans"), CHINA)


@pytest.mark.parametrize(
    ("cell", "unit", "told"),
    [
        (Cell(number=0.4375), Unit.SHARE, "43.8"),
        (Cell(number=-0.015), Unit.SHARE, "−1.5"),
        (Cell(number=-0.0001), Unit.SHARE, "0.0"),
        (Cell(count=12_345_678), Unit.FEN, "123,456.78"),
        (Cell(count=-5), Unit.FEN, "−0.05"),
        (Cell(number=12_345.6), Unit.PERSON_HOURS, "12,346"),
        (Cell(count=0), Unit.VISITS, "0"),
        (Cell(number=3.25), None, "3.2"),
        (Cell(absent=Absent.NO_DATA), Unit.VISITS, "无数据"),
        (Cell(day=date(2026, 10, 1)), None, "2026-10-01"),
        (Cell(instant=datetime(2026, 10, 31, 20, 5, tzinfo=UTC)), None, "2026-11-01 04:05"),
        (named("健身房"), None, "健身房"),
    ],
)
def test_a_cell_is_told_in_the_unit_of_its_heading(cell: Cell, unit: Unit | None, told: str) -> None:
    assert CHINESE.words(cell, unit) == told


def test_an_instant_is_told_in_the_zone_of_the_centre() -> None:
    urumqi = Wording(Translate("en"), ZoneInfo("Asia/Urumqi"))
    assert urumqi.words(Cell(instant=datetime(2026, 10, 31, 20, 5, tzinfo=UTC))) == "2026-11-01 02:05"


@given(st.integers(-(10**15), 10**15))
def test_fen_become_yuan_without_losing_one(fen: int) -> None:
    value = number(Cell(count=fen), Unit.FEN)
    assert isinstance(value, Decimal)
    assert value * 100 == fen


def test_a_heading_names_its_unit() -> None:
    assert CHINESE.heading(Column(key="utilisation", unit=Unit.SHARE, is_metric=True)) == "利用率（%）"
    assert CHINESE.heading(Column(key="gym", unit=Unit.SHARE, name={"zh-Hans": "健身房"})) == "健身房（%）"


def test_a_row_is_called_by_its_words_before_the_first_number() -> None:
    columns = (*(Column(key=key) for key in ("day_kind", "from")), Column(key="gym", unit=Unit.SHARE))
    row = Row(key="work.18:30", cells=(named("工作日"), named("18:30"), Cell(number=0.5)))
    table = Table(key="heat", columns=columns, rows=(row,))
    assert CHINESE.row(table, row) == "工作日 · 18:30"
    assert Table(key="changes", columns=columns[:2]).labels == 1


@given(st.text(st.characters(), max_size=30) | st.sampled_from(HOSTILE))
def test_no_text_breaks_its_line_turns_its_neighbours_or_cannot_be_written(text: str) -> None:
    kept = clean(text)
    assert len(kept) <= LONGEST
    assert not {unicodedata.category(sign) for sign in kept} & {"Cc", "Cs", "Cn", "Co"}
    assert not set(kept) & set("\n\r\t\0\x1b\u202e\u2067")
    kept.encode()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_for_an_empty_cell_has_long_and_short_words(locale: Locale) -> None:
    words = catalogue(locale)
    assert [
        key for one in Absent for key in (f"report.absent.{one}", f"report.short.{one}") if not words.get(key)
    ] == []
