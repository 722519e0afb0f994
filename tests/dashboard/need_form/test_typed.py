"""What a form holds becomes a need, whatever its fields hold."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.need_form.typed import HOURS, said
from models.needs.day_part import DAY_PARTS
from models.needs.need import Channel

FIELDS = ("topic", "text", "place", "voices", "space", "days", "hour", "t0-morning")


def test_a_whole_form_is_read() -> None:
    fields = {
        "topic": "fitness",
        "text": "太挤",
        "place": "g1/y1",
        "voices": "3",
        "t0-morning": "on",
        "t6-evening": "on",
    }
    told = said({**fields, "space": "gym", "days": "workdays", "hour": "19"}, "token")
    assert (told.topic, told.text, told.grid, told.courtyard, told.voices) == (
        "fitness",
        "太挤",
        "g1",
        "y1",
        3,
    )
    assert (told.channel, told.source, told.external) == (Channel.FORM, "form", "token")
    assert [(one.weekday, one.start_minute) for one in told.wanted] == [(0, 420), (6, 1080)]
    assert [(one.weekday, one.start_minute, one.end_minute) for one in told.crowded] == [
        (n, 1140, 1200) for n in range(5)
    ]


def test_an_hour_without_a_space_is_no_crowd() -> None:
    assert said({"hour": "19", "days": "every"}, "").crowded == ()
    assert said({"space": "gym", "hour": "3"}, "").crowded == ()


def test_the_parts_of_a_day_do_not_overlap() -> None:
    assert all(one.end <= other.start for one, other in pairwise(DAY_PARTS))
    assert HOURS.stop <= 24


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=8)))
def test_no_field_breaks_it(fields: dict[str, str]) -> None:
    assert 1 <= said(fields, "").voices <= 9
