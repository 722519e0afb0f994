"""Cells in the ways in which people write them; whatever cannot be meant is refused with what is expected."""

from datetime import date, time

import pytest

from models.exchange.cell import CellError, clock, day, days, number, party_code, plain, several


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-05",
        "2026/12/5",
        "2026.12.05",
        "20261205",
        "2026年12月5日",
        "2026 年 12 月 05 号",
        "2026-12-05 00:00:00",
        "2026-12-05T00:00",
        "２０２６－１２－０５",
    ],
)
def test_a_day_is_read_in_every_usual_spelling(text: str) -> None:
    assert day(plain(text)) == date(2026, 12, 5)


@pytest.mark.parametrize(
    "text", ["5.12.2026", "2026-13-01", "2026-02-29", "12/5", "20261", "2026-12/05", "x"]
)
def test_what_is_no_day_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="^day$"):
        day(plain(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9:30", time(9, 30)),
        ("09:30:00", time(9, 30)),
        ("９：３０", time(9, 30)),
        ("9点", time(9)),
        ("9点半", time(9, 30)),
        ("下午2点15分", time(14, 15)),
        ("下午 2:15", time(14, 15)),
        ("上午9:00", time(9)),
        ("中午12点", time(12)),
        ("中午11:30", time(11, 30)),
        ("中午1点", time(13)),
        ("晚上19:00", time(19)),
        ("2:15 PM", time(14, 15)),
        ("12:00 am", time(0)),
        ("12:00 pm", time(12)),
    ],
)
def test_a_time_is_read_in_every_usual_spelling(text: str, meant: time) -> None:
    assert clock(plain(text)) == meant


@pytest.mark.parametrize("text", ["24:00", "9:60", "noon", "9:30:15", ":30", "-1:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="^time$"):
        clock(text)


def test_a_number_is_whole_and_in_its_range_also_as_spreadsheets_write_it() -> None:
    read = number(0, 99)
    assert [read(text) for text in ("0", "20", "20.0")] == [0, 20, 20]
    for text in ("100", "-1", "1e3", "1.5", "=1+1", "٣", ""):
        with pytest.raises(CellError, match="^number$"):
            read(text)


def test_lists_take_commas_of_both_widths() -> None:
    assert several(plain("east，west、 x")) == ("east", "west", "x")
    assert days(plain("2026-12-07, 2026-12-05；2026-12-05")) == (date(2026, 12, 5), date(2026, 12, 7))


@pytest.mark.parametrize("text", ["王 13812345678", "138-1234-5678", "510102199001011234"])
def test_a_party_is_never_named_by_its_telephone_or_card(text: str) -> None:
    with pytest.raises(CellError, match="^code$"):
        party_code(text)
    assert party_code("王* 3721") == "王* 3721"


@pytest.mark.parametrize(
    ("text", "key"), [("x" * 501, "shorter"), ("a\0b", "printable"), ("a\x1bb", "printable")]
)
def test_a_cell_that_nobody_could_mean_is_refused(text: str, key: str) -> None:
    with pytest.raises(CellError, match=f"^{key}$"):
        plain(text)
