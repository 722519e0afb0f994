"""Paper has room for twelve spaces, the workbook for all."""

import io
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader

from dashboard.i18n import Translate
from dashboard.report.csv_files import csv_files
from dashboard.report.paper_space import MOST, OTHERS, shown_spaces, spaces_of, with_spaces
from dashboard.report.pdf_file import pdf_file
from models.centre import SpaceId
from models.report.inputs import MonthInputs
from models.report.making import Imprint, made
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Absent, SheetKey, Table
from tests.month_read import october

PRINT = Imprint(number="TEST-2026-10", run="r1")


def spread(spaces: int) -> MonthInputs:
    """The same October with the use of its two spaces shared out among so many, the first ever fuller."""
    plain = october()
    (gym, *_), heat, quality = plain.use.spaces, plain.heat.spaces[0], plain.standard.quality[0]
    names = [(SpaceId(f"s{n}"), {"zh-Hans": f"场地{n}", "en": f"Space {n}"}) for n in range(spaces)]
    used = tuple(
        replace(
            gym,
            space=key,
            name=name,
            sums=replace(
                gym.sums, use=replace(gym.sums.use, person_hours=gym.sums.use.person_hours * (n + 1) / spaces)
            ),
        )
        for n, (key, name) in enumerate(names)
    )
    house = replace(plain.use.house, use=type(gym.sums.use).summed(one.sums.use for one in used))
    hot = tuple(
        replace(
            heat,
            space=key,
            name=name,
            spots=tuple(
                replace(spot, person_hours=spot.person_hours * (n + 1) / spaces) for spot in heat.spots
            ),
        )
        for n, (key, name) in enumerate(names)
    )
    return replace(
        plain,
        use=replace(plain.use, spaces=used, house=house, kept_person_hours=None),
        heat=replace(plain.heat, spaces=hot),
        standard=replace(
            plain.standard,
            quality=tuple(replace(quality, space=key) for key, _ in names),
            opening=(),
            devices=(),
        ),
    )


@cache
def statement(spaces: int) -> MonthlyStatement:
    return made(spread(spaces), PRINT)


def use(spaces: int) -> Table:
    return next(one for one in statement(spaces).sheets if one.key == SheetKey.USE).table("use")


@pytest.mark.parametrize("spaces", [1, 12, 60, 200])
def test_a_report_has_six_to_ten_pages_however_large_the_house(spaces: int) -> None:
    pages = PdfReader(io.BytesIO(pdf_file(statement(spaces), Translate("zh-Hans")))).pages
    assert 6 <= len(pages) <= 10
    text = "".join(page.extract_text() for page in pages)
    assert ("其余" in text) == (spaces > MOST)


@pytest.mark.parametrize("spaces", [1, 12])
def test_of_a_small_house_every_space_stands_on_paper(spaces: int) -> None:
    assert shown_spaces(statement(spaces).sheets) == frozenset()


def test_the_fullest_and_the_emptiest_stand_on_paper() -> None:
    shown = shown_spaces(statement(60).sheets)
    assert shown == {f"s{n}" for n in (*range(6), *range(54, 60))}


def test_the_others_are_added_up_where_that_may_be() -> None:
    sheets = statement(60).sheets
    told = with_spaces(use(60), shown_spaces(sheets), spaces_of(sheets))
    assert len(told.rows) == MOST + 2
    whole, parts = told.rows[-1], told.rows[:-1]
    at = [column.key for column in told.columns].index("person_hours")
    assert sum(row.cells[at].number or 0 for row in parts) == pytest.approx(whole.cells[at].number)
    assert told.cell(OTHERS, "utilisation").absent is Absent.NOT_TOGETHER


def test_a_sum_with_a_hidden_number_in_it_is_not_told() -> None:
    sheets = statement(60).sheets
    shown, every = shown_spaces(sheets), spaces_of(sheets)
    table = use(60)
    at = [column.key for column in table.columns].index("person_hours")
    row = table.rows[30]
    cell = replace(row.cells[at], number=None, absent=Absent.WITHHELD)
    changed = replace(row, cells=(*row.cells[:at], cell, *row.cells[at + 1 :]))
    told = with_spaces(replace(table, rows=(*table.rows[:30], changed, *table.rows[31:])), shown, every)
    assert told.cell(OTHERS, "person_hours").absent is Absent.WITHHELD


def test_the_files_keep_every_space() -> None:
    files = csv_files(statement(200), Translate("zh-Hans"))
    assert any("场地123" in content.decode("utf-8-sig") for content in files.values())
