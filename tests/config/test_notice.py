"""The CSV import of an official notice: good files in the encodings of offices, and faults that are named."""

from datetime import date
from pathlib import Path

import pytest

from config.calendar import read_notice
from config.settings import ConfigError
from models.calendar import CalendarDay, DayType, SchoolState

GOOD = """date,day_type,name,school
2027-02-06,statutory,春节,winter
2027/2/20,makeup,,
2027年3月1日,workday,,exam
"""
CHINESE = """日期,类型,名称,学校
2027-02-06,放假,春节,寒假
2027/2/20,补班,,
2027年3月1日,工作日,,考试
"""


def expected(source: str) -> list[CalendarDay]:
    rows = [
        (date(2027, 2, 6), DayType.STATUTORY, "春节", SchoolState.WINTER),
        (date(2027, 2, 20), DayType.MAKEUP, "", SchoolState.WINTER),  # filled from the known terms
        (date(2027, 3, 1), DayType.WORKDAY, "", SchoolState.EXAM),
    ]
    return [
        CalendarDay(day=day, day_type=kind, name=name, school=school, source=source)
        for day, kind, name, school in rows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "text", [GOOD, CHINESE, GOOD.replace("\n", "\r\n"), GOOD.replace("\n2027/", "\n\n2027/")]
)
def test_a_notice_is_read_in_every_encoding_and_language(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "notice.csv"
    file.write_bytes(text.encode(encoding))
    assert read_notice(file) == expected("notice.csv")


def test_only_date_and_type_are_needed(tmp_path: Path) -> None:
    file = tmp_path / "n.csv"
    file.write_text("day_type, Date\nmakeup,2027-05-08\n")
    assert [(d.day, d.day_type, d.school) for d in read_notice(file)] == [
        (date(2027, 5, 8), DayType.MAKEUP, SchoolState.TERM)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column date, day_type"),
        ("date,day_type\n", "holds no day"),
        ("date,name\n2027-01-01,x\n", "row 1 has no column day_type"),
        ("date,day_type\n2027-02-30,rest\n", "row 2, column date: '2027-02-30' is no date"),
        ("date,day_type\n2027-01-01,rest\n\n2027-01-02,frei\n", "row 4, column day_type: 'frei' is none of"),
        ("date,day_type\n2027-01-01,\n", "row 2, column day_type: '' is none of"),
        ("date,day_type,school\n2027-01-01,rest,off\n", "row 2, column school: 'off'"),
        ("date,day_type\n2027-01-01,rest\n2027/1/1,rest\n", "row 3, column date: '2027/1/1' is there twice"),
        ("date,day_type\n2027-01-01,rest,more\n", "row 2 has more cells"),
        ("date,day_type,name\n2027-01-01,rest,a\x07b\n", "row 2, column name"),
    ],
)
def test_a_fault_is_named_with_row_column_and_value(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "notice.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_notice(file)
    assert told in str(caught.value)
    assert "notice.csv" in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.csv cannot be read"):
        read_notice(tmp_path / "none.csv")
    (tmp_path / "notice.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(ConfigError, match="neither UTF-8 nor GB18030"):
        read_notice(tmp_path / "notice.csv")
