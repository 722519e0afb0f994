"""Calendar files as rows in the centre's own time: series, single sessions, changed dates, and times that name no zone."""

import pytest

from dashboard.imports.ics_file import read_ics
from models.exchange.sheet import FileError

HERE = "Asia/Shanghai"


def rows(*events: str, head: str = "") -> dict[str, list[dict[str, str]]]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else [])]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.strip().split("\n"), "END:VEVENT"]
    text = "\r\n".join([*lines, "END:VCALENDAR", ""])
    return {
        kind: [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
        for kind, sheet in read_ics(text.encode(), HERE)
    }


def test_a_single_event_is_a_session_in_the_time_of_the_centre() -> None:
    (one,) = rows(
        "UID:a\nSUMMARY:瑜伽\\, 初级\nLOCATION:gym\nCATEGORIES:sport\nDTSTART:20261205T010000Z\nDTEND:20261205T023000Z"
    )["sessions"]
    assert one == {
        "key": "a",
        "title": "瑜伽, 初级",
        "space": "gym",
        "kind": "sport",
        "day": "2026-12-05",
        "start": "09:00",
        "end": "10:30",
    }


@pytest.mark.parametrize(
    ("head", "start", "told"),
    [
        ("", "DTSTART:20261205T090000", "09:00"),
        ("X-WR-TIMEZONE:Asia/Tokyo", "DTSTART:20261205T090000", "08:00"),
        ("X-WR-TIMEZONE:Nowhere/Land", "DTSTART:20261205T090000", "09:00"),
        ("X-WR-TIMEZONE:Asia/Tokyo", "DTSTART;TZID=Asia/Shanghai:20261205T090000", "09:00"),
        ("", "DTSTART;TZID=Europe/London:20261205T010000", "09:00"),
    ],
)
def test_a_time_is_read_by_the_zone_that_it_names_else_by_the_calendars_else_by_ours(
    head: str, start: str, told: str
) -> None:
    (one,) = rows(f"UID:a\n{start}\nDURATION:PT1H", head=head)["sessions"]
    assert one["start"] == told


WEEKLY = "UID:w\nSUMMARY:太极\nDTSTART;TZID=Asia/Shanghai:20261207T080000\nDURATION:PT45M\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5"


def test_what_repeats_is_a_series_without_the_dates_that_were_left_out_or_moved() -> None:
    moved = "UID:w\nSUMMARY:太极\nRECURRENCE-ID;TZID=Asia/Shanghai:20261221T080000\nDTSTART;TZID=Asia/Shanghai:20261222T100000\nDURATION:PT45M"
    told = rows(
        f"{WEEKLY}\nEXDATE;TZID=Asia/Shanghai:20261214T080000\nRDATE;TZID=Asia/Shanghai:20261230T080000",
        moved,
    )
    (series,), (session,) = told["series"], told["sessions"]
    assert {
        name: series[name] for name in ("key", "first", "start", "minutes", "rule", "left_out", "extra_dates")
    } == {
        "key": "w",
        "first": "2026-12-07",
        "start": "08:00",
        "minutes": "45",
        "rule": "FREQ=WEEKLY;COUNT=5;BYDAY=MO",
        "left_out": "2026-12-14,2026-12-21",
        "extra_dates": "2026-12-30",
    }
    assert (session["key"], session["day"], session["start"]) == ("w/20261221T0800", "2026-12-22", "10:00")


def test_a_called_off_date_of_a_series_is_left_out_and_a_called_off_event_is_none() -> None:
    off = "UID:w\nRECURRENCE-ID;TZID=Asia/Shanghai:20261221T080000\nDTSTART;TZID=Asia/Shanghai:20261221T080000\nSTATUS:CANCELLED"
    told = rows(WEEKLY, off)
    assert list(told) == ["series"]
    assert told["series"][0]["left_out"] == "2026-12-21"


def test_what_has_no_times_or_another_clock_is_left_for_a_person() -> None:
    (whole,) = rows("UID:d\nDTSTART;VALUE=DATE:20261205")["sessions"]
    assert (whole["day"], whole["start"], whole["end"]) == ("2026-12-05", "", "")
    (night,) = rows("UID:n\nDTSTART:20261205T140000Z\nDTEND:20261205T180000Z")["sessions"]
    assert (night["start"], night["end"]) == ("22:00", "")
    (abroad,) = rows(WEEKLY.replace("Asia/Shanghai", "Europe/London"))["series"]
    assert abroad["rule"].startswith("TZID=Europe/London;")
    (early,) = rows("UID:e\nDTSTART:20261205T200000Z\nRRULE:FREQ=WEEKLY;BYDAY=SA")["series"]
    assert early["rule"].startswith("TZID=UTC;"), "Saturday there is Sunday here"
    (same,) = rows("UID:s\nDTSTART:20261205T020000Z\nRRULE:FREQ=WEEKLY;BYDAY=SA")["series"]
    assert (same["start"], same["rule"]) == ("10:00", "FREQ=WEEKLY;BYDAY=SA")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "empty"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "broken"),
        (b"BEGIN:VCALENDAR\r\n\xff\xff\r\nEND:VCALENDAR", "encoding"),
    ],
)
def test_a_calendar_that_is_none_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(FileError, match=f"^{key}$"):
        read_ics(content, HERE)
