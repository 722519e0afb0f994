"""The calendar of a space as another program reads it: same sessions, same ids, nobody's name, whatever the title."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from models.exchange.calendar_text import calendar_text
from models.hold import SessionStatus
from models.programme.session import Session
from tests.builders import NOON, a_session

AT = NOON - timedelta(days=1)


def read(*sessions: Session, locale: str = "zh-Hans") -> list[dict[str, object]]:
    parsed = Calendar.from_ical(calendar_text("test", "多功能厅", sessions, AT, locale))
    return [
        {name: str(event[name]) for name in ("UID", "SUMMARY", "STATUS", "SEQUENCE", "LOCATION")}
        | {"start": event.decoded("DTSTART"), "end": event.decoded("DTEND")}
        for event in parsed.walk("VEVENT")
    ]


def test_another_program_reads_the_same_sessions() -> None:
    one = replace(a_session(NOON), version=7)
    assert read(one) == [
        {
            "UID": "s1@test.linli",
            "SUMMARY": "太极班",
            "STATUS": "CONFIRMED",
            "SEQUENCE": "7",
            "LOCATION": "多功能厅",
            "start": NOON,
            "end": NOON + timedelta(hours=1),
        }
    ]
    assert read(one, locale="en")[0]["SUMMARY"] == 'Tai chi "for all"'


def test_what_does_not_take_place_is_struck_out_and_a_draft_is_not_told() -> None:
    statuses = (SessionStatus.CANCELLED, SessionStatus.RELEASED, SessionStatus.PLANNED, SessionStatus.DONE)
    told = read(*(a_session(NOON, key=f"s{n}", status=status) for n, status in enumerate(statuses)))
    assert [one["STATUS"] for one in told] == ["CANCELLED", "CANCELLED", "CONFIRMED"]


def test_nobody_is_named() -> None:
    text = calendar_text("test", "x", [replace(a_session(NOON), coach="coach-wang")], AT, "zh-Hans")
    assert "taichi-group" not in text
    assert "coach-wang" not in text


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1, max_size=120))
def test_any_title_comes_back_as_it_was_in_lines_of_75_octets(title: str) -> None:
    text = calendar_text("test", "x", [replace(a_session(NOON), title={"zh-Hans": title})], AT, "zh-Hans")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    kept = "".join(sign for sign in title if sign.isprintable())
    assert str(event["SUMMARY"]).strip() == kept.strip()


def test_a_title_cannot_begin_a_line_of_its_own() -> None:
    hostile = replace(a_session(NOON), title={"zh-Hans": "x\r\nBEGIN:VALARM\u2028ATTACH:y"})
    (told,) = read(hostile)
    assert "BEGIN:VALARM" in str(told["SUMMARY"])
    text = calendar_text("test", "x", [hostile], AT, "zh-Hans")
    assert "\nBEGIN:VALARM" not in text.replace("\r\n ", "")
