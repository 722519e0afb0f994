"""Items of OpenActive as rows: with what they have from their series, at the centre's own clock, odd ones left to a fault."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.columns import House
from models.exchange.foreign_sessions import HEADER, Offer, Parents, offer, parents
from models.exchange.rpde_reader import FeedItem

CHINA = ZoneInfo("Asia/Shanghai")
HOUSE = House(
    spaces={"room": "room", "活动室": "room", "court 1": "court"}, kinds={"yoga": "yoga"}, organisers={}
)
SERIES = {
    "@type": "SessionSeries",
    "@id": "https://x/series/1",
    "name": "Yoga for all",
    "activity": [{"prefLabel": "Yoga"}],
    "location": {"name": "Centre", "containsPlace": [{"name": "活动室"}]},
}
SESSION = {
    "@type": "ScheduledSession",
    "superEvent": "https://x/series/1",
    "startDate": "2026-12-05T01:00:00Z",
    "endDate": "2026-12-05T02:30:00Z",
    "maximumAttendeeCapacity": 20,
}
FACILITY = {"id": "https://x/court", "name": "Court 1", "facilityType": [{"prefLabel": "yoga"}]}
SLOT = {
    "type": "Slot",
    "facilityUse": "https://x/court",
    "startDate": "2026-12-05T10:00:00+08:00",
    "duration": "PT1H30M",
    "maximumUses": 1,
    "remainingUses": 0,
}


def read(*datas: Mapping[str, Any] | None, above: Parents | None = None) -> Offer:
    items = [FeedItem(id=f"i{n}", kind="", modified=n, data=one) for n, one in enumerate(datas)]
    named = [FeedItem(id=str(n), kind="", modified=n, data=one) for n, one in enumerate((SERIES, FACILITY))]
    return offer(items, above or parents(named), HOUSE, CHINA)


def row(*datas: Mapping[str, Any] | None) -> dict[str, str]:
    (only,) = read(*datas).sheet.rows
    return {name: text for name, text in zip(HEADER, only, strict=True) if text}


FROM_SERIES = {
    "key": "i0",
    "title": "Yoga for all",
    "space": "活动室",
    "kind": "Yoga",
    "day": "2026-12-05",
    "start": "09:00",
    "end": "10:30",
    "places": "20",
}


def test_a_session_has_its_name_room_and_activity_from_its_series() -> None:
    assert row(SESSION) == FROM_SERIES
    assert row({**SESSION, "superEvent": SERIES}) == FROM_SERIES


def test_what_a_session_says_itself_stands_above_its_series() -> None:
    told = row({**SESSION, "name": "Chair yoga", "linli:space": "court 1", "linli:nameEnglish": "Chair"})
    assert (told["title"], told["title_en"], told["space"]) == ("Chair yoga", "Chair", "court 1")


@pytest.mark.parametrize("state", ["https://schema.org/EventCancelled", "EventPostponed"])
def test_a_session_that_is_called_off_is_told_so(state: str) -> None:
    assert row({**SESSION, "eventStatus": state})["called_off"] == "yes"
    assert "called_off" not in row({**SESSION, "eventStatus": "https://schema.org/EventScheduled"})


def test_a_slot_that_somebody_has_takes_the_facility_and_a_free_one_gives_it_back() -> None:
    told = row(SLOT)
    assert (told["title"], told["space"], told["start"], told["end"]) == (
        "Court 1",
        "Court 1",
        "10:00",
        "11:30",
    )
    free = read({**SLOT, "remainingUses": 1}, {**SLOT, "remainingUses": "?"})
    assert (free.sheet.rows, free.gone) == ([], ["i0", "i1"])


def test_deleted_items_are_gone_and_unknown_kinds_are_counted() -> None:
    told = read(None, {"@type": "Course"}, {"type": "Place"})
    assert (told.gone, told.strange, told.sheet.rows) == (["i0"], 2, [])


@pytest.mark.parametrize(
    ("times", "row_has"),
    [
        ({"startDate": "2026-12-05T09:00:00"}, {"day": "2026-12-05", "start": "09:00", "end": "10:30"}),
        ({"startDate": "soon"}, {"day": "soon"}),
        ({"startDate": "2026-12-05"}, {"day": "2026-12-05"}),
        ({"startDate": 7}, {"day": "7"}),
        ({"endDate": "2026-12-06T02:00:00Z"}, {"day": "2026-12-05", "start": "09:00"}),
        ({"startDate": "0001-01-01T00:00:00+14:00"}, {"day": "0001-01-01T00:00:00+14:00"}),
    ],
)
def test_times_are_those_of_the_centre_and_nobody_guesses_them(
    times: dict[str, object], row_has: dict[str, str]
) -> None:
    told = row({**SESSION, **times})
    assert {name: told[name] for name in ("day", "start", "end") if name in told} == row_has


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = (
    "superEvent",
    "location",
    "activity",
    "facilityUse",
    "startDate",
    "endDate",
    "duration",
    "name",
    "linli:units",
)


@given(st.sampled_from(["ScheduledSession", "Slot"]), st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_whatever_an_item_holds_its_row_is_made_of_texts(kind: str, odd: dict[str, object]) -> None:
    told = read({**(SESSION if kind == "ScheduledSession" else SLOT), **odd})
    assert all(isinstance(cell, str) for cells in told.sheet.rows for cell in cells)
