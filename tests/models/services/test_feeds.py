"""What a centre tells the world, in the words of OpenActive, as a reader needs them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.account import Account, Grant, Role
from models.calendar import DayType, Window
from models.centre import SpaceId, SpaceKind
from models.exchange.feed_ports import FeedPorts
from models.exchange.rpde import Place
from models.hold import SessionStatus
from models.live import Band as Busy
from models.money.price import Band, Concession, PlanStatus, PlanVersion, Priced, Way
from models.programme.activity import STARTING_KINDS
from models.programme.series import Series
from models.programme.who import Who
from models.services.feeds import (
    FEEDS,
    Asked,
    Watches,
    drop_address,
    feed_page,
    new_address,
    opens,
    schemes,
)
from models.services.office import book, place
from models.services.strangers import RefusedError
from tests.builders import NOON, a_place, a_session, a_state
from tests.models.services.offices import PARTY, WANG, Office, an_office

MANAGER = Account(id=2, name="li", grants=(Grant(role=Role.MANAGER),))
BASE = "https://x/test/open-data"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, addresses=office.database.addresses(office.ports.centre.id))
    office.at(-2880)
    yield office
    office.database.close()


def asked(office: Office, watches: Watches | None = None, at: Place = Place()) -> Asked:  # noqa: B008 -- a value
    return Asked(ports=office.ports, base=BASE, place=at, watches=watches or Watches())


def items(office: Office, name: str, watches: Watches | None = None) -> Mapping[str, Any]:
    return {one["id"]: one.get("data") for one in feed_page(name, asked(office, watches))["items"]}


def a_plan(fen: int, number: int = 1, **options: Any) -> PlanVersion:
    return PlanVersion(
        plan="dance",
        number=number,
        name={"zh-Hans": "舞蹈课"},
        what=Priced.COURSE,
        base_fen=fen,
        concessions=(Concession(who=Who.SENIOR_75, way=Way.SHARE, amount=5000),),
        valid_from=date(2026, 1, 1),
        status=PlanStatus.APPROVED,
        **options,
    )


def test_a_session_tells_time_places_left_and_that_it_was_called_off(office: Office) -> None:
    session = office.open(places=3)
    book(office.ports, WANG, a_place(seats=2), PARTY)
    told = items(office, "scheduled-sessions")["s1"]
    assert (told["@type"], told["startDate"], told["duration"]) == (
        "ScheduledSession",
        "2026-11-18T12:00:00+08:00",
        "PT1H",
    )
    assert (told["maximumAttendeeCapacity"], told["remainingAttendeeCapacity"]) == (3, 1)
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    (kept,) = office.programme.sessions.find([session.id])
    place(office.ports, MANAGER, [replace(kept, status=SessionStatus.CANCELLED)])
    assert items(office, "scheduled-sessions")["s1"]["eventStatus"] == "https://schema.org/EventCancelled"
    (kept,) = office.programme.sessions.find([session.id])
    place(office.ports, MANAGER, [replace(kept, status=SessionStatus.PLANNED)])
    assert items(office, "scheduled-sessions") == {"s1": None}


def test_nobody_and_no_group_is_named_in_any_feed(office: Office) -> None:
    office.open(places=3)
    book(office.ports, WANG, a_place(), PARTY)
    told = repr([feed_page(name, asked(office)) for name in FEEDS])
    for secret in (PARTY.code, "taichi-group", "party-p1", "wang"):
        assert secret not in told


def test_an_hour_that_is_taken_has_no_use_left_and_comes_to_readers_again(office: Office) -> None:
    office.let_rooms()
    watches = Watches()
    before = items(office, "slots", watches)
    key = f"room-{NOON:%Y%m%dT%H%MZ}"
    assert before[key]["remainingUses"] == 1
    assert not any(name.startswith("gym") for name in before), "a shared space has nothing to give away"
    office.open()
    after = feed_page("slots", asked(office, watches))["items"]
    assert (after[-1]["id"], after[-1]["data"]["remainingUses"]) == (key, 0)


@pytest.mark.parametrize(("space", "told"), [("hall", "busy"), ("room", "busy"), ("gym", "busy")])
def test_busyness_is_a_band_and_never_a_number(office: Office, space: str, told: str) -> None:
    office.ports.live.put(a_state(39, space), at=office.now)  # type: ignore[attr-defined]
    data = items(office, "facility-uses")[space]
    assert data["linli:busyness"]["linli:band"] == told
    assert "39" not in repr(data)


def test_a_band_that_would_tell_of_single_persons_is_not_told(office: Office) -> None:
    room = office.ports.centre.spaces["room"]  # type: ignore[index]
    small = replace(room, capacities=(replace(room.capacities[0], persons=9),))
    office.ports = replace(office.ports, centre=replace(office.ports.centre, spaces={room.id: small}))
    office.ports.live.put(replace(a_state(4, "room", capacity=9), band=Busy.QUIET), at=office.now)  # type: ignore[attr-defined]
    assert "linli:busyness" not in items(office, "facility-uses")["room"]


def test_a_reader_that_comes_back_gets_only_what_changed(office: Office) -> None:
    sessions = [a_session(NOON + timedelta(days=n), key=f"s{n}") for n in range(3)]
    written = office.programme.sessions.write(sessions)
    at = Place(written[-1].modified, written[-1].id)
    told = feed_page("scheduled-sessions", asked(office, at=at))
    assert (told["items"], told["next"]) == (
        [],
        f"{BASE}/scheduled-sessions?afterTimestamp={at.modified}&afterId=s2",
    )
    (changed,) = office.programme.sessions.write([replace(written[0], places=5)])
    told = feed_page("scheduled-sessions", asked(office, at=at))
    assert [(one["id"], one["modified"]) for one in told["items"]] == [("s0", changed.modified)]


def test_only_who_may_makes_and_withdraws_addresses(office: Office) -> None:
    with pytest.raises(RefusedError, match="no_feed"):
        new_address(office.ports, WANG, "room")
    with pytest.raises(RefusedError, match="no_feed"):
        new_address(office.ports, MANAGER, "cellar")
    secret = new_address(office.ports, MANAGER, "room")
    assert opens(office.ports, "room", secret)
    drop_address(office.ports, MANAGER, "room")
    assert not opens(office.ports, "room", secret)
    assert [one.action for one in office.told] == ["feed.issue", "feed.revoke"]


def test_after_a_restart_readers_of_facilities_and_slots_are_told_only_what_changed(office: Office) -> None:
    office.let_rooms()
    items = office.database.feed_items(office.ports.centre.id)
    office.ports = replace(office.ports, feeds=FeedPorts(items=items))
    names = ("facility-uses", "slots")
    pages = {name: feed_page(name, asked(office, Watches.of(office.ports))) for name in names}
    restarted = Watches.of(office.ports)
    ends = {
        name: Place(page["items"][-1]["modified"], page["items"][-1]["id"]) for name, page in pages.items()
    }
    assert [feed_page(name, asked(office, restarted, ends[name]))["items"] for name in names] == [[], []]
    office.open()
    (told,) = feed_page("slots", asked(office, restarted, ends["slots"]))["items"]
    assert told["data"]["remainingUses"] == 0


def a_class(office: Office, plan: str = "") -> None:
    """A series with one session at noon."""
    series = Series(
        id="dance", space=SpaceId("room"), kind="courtyard", organiser="taichi-group", title={"zh-Hans": "舞蹈"},
        first=NOON.date(), start=time(12), minutes=60, rule="FREQ=WEEKLY;BYDAY=WE", price_plan=plan,
    )  # fmt: skip
    office.programme.offerings.put_kind(STARTING_KINDS[2])
    office.programme.offerings.put_series([series])
    office.programme.sessions.write([replace(a_session(NOON), series="dance", price_plan=plan)])


def test_a_series_says_what_a_place_costs_and_for_whom_less(office: Office) -> None:
    office.price(a_plan(3000))
    a_class(office, "dance")
    everybody, senior = items(office, "session-series")["dance"]["offers"]
    assert (everybody["price"], everybody["priceCurrency"]) == (30.0, "CNY")
    assert (senior["price"], senior["ageRestriction"]["minValue"]) == (15.0, 75)
    assert items(office, "session-series")["dance"]["isAccessibleForFree"] is False


def test_what_has_no_price_plan_is_offered_for_nothing(office: Office) -> None:
    a_class(office)
    (offer,) = items(office, "session-series")["dance"]["offers"]
    assert offer["price"] == 0


def test_a_price_that_the_book_does_not_know_is_not_told(office: Office) -> None:
    a_class(office, "lost")
    assert "offers" not in items(office, "session-series")["dance"]


def test_a_new_price_brings_the_series_to_readers_again(office: Office) -> None:
    office.price(a_plan(3000))
    a_class(office, "dance")
    watches = Watches()
    (before,) = feed_page("session-series", asked(office, watches))["items"]
    here = Place(before["modified"], before["id"])
    assert feed_page("session-series", asked(office, watches, here))["items"] == []
    office.price(replace(a_plan(4000, 2), valid_from=NOON.date()))
    (told,) = feed_page("session-series", asked(office, watches, here))["items"]
    assert told["data"]["offers"][0]["price"] == 40.0


def test_a_series_names_its_activity_its_days_and_where_it_is(office: Office) -> None:
    a_class(office)
    told = items(office, "session-series")["dance"]
    (activity,) = told["activity"]
    listed = schemes(office.ports, BASE)["activities"]
    assert activity["inScheme"] == listed["id"] == f"{BASE}/activities"
    (entry,) = (one for one in listed["concept"] if one["id"] == activity["@id"])
    assert (entry["prefLabel"], entry["inScheme"]) == (activity["prefLabel"], activity["inScheme"])
    assert told["eventSchedule"][0]["byDay"] == ["https://schema.org/Wednesday"]
    assert {"organizer", "location", "url"} <= told.keys()
    assert items(office, "facility-uses")["room"]["hoursAvailable"]


def test_a_session_of_no_series_brings_what_a_series_would_say(office: Office) -> None:
    office.open()
    told = items(office, "scheduled-sessions")["s1"]
    assert told["offers"][0]["price"] == 0
    series = told["superEvent"]
    assert series["@type"] == "SessionSeries"
    assert {"name", "url", "location", "activity", "organizer", "offers"} <= series.keys()
    assert "organizer" not in told, "that is a word of series only"


def test_a_session_moved_into_dearer_hours_tells_its_own_price_and_its_series_keeps_its_own(
    office: Office,
) -> None:
    evening = Band(days=frozenset(DayType), start=time(18), end=time(22), fen=8000)
    office.price(a_plan(3000, bands=(evening,)))
    a_class(office, "dance")
    (kept,) = office.programme.sessions.find(["s1"])
    later = Window(NOON + timedelta(hours=7), NOON + timedelta(hours=8))
    place(office.ports, MANAGER, [replace(kept, window=later, detached=True)])
    assert items(office, "scheduled-sessions")["s1"]["offers"][0]["price"] == 80.0
    assert items(office, "session-series")["dance"]["offers"][0]["price"] == 30.0


def test_a_session_whose_own_price_is_dropped_is_told_as_free(office: Office) -> None:
    office.price(a_plan(3000))
    a_class(office, "dance")
    (kept,) = office.programme.sessions.find(["s1"])
    office.programme.sessions.write([replace(kept, price_plan="", detached=True)])
    told = items(office, "scheduled-sessions")["s1"]
    assert (told["isAccessibleForFree"], told["offers"][0]["price"]) == (True, 0)


def test_a_new_price_brings_the_sessions_from_its_first_day_on_to_readers_again(office: Office) -> None:
    office.price(a_plan(3000))
    a_class(office, "dance")
    week = timedelta(weeks=1)
    (after,) = office.programme.sessions.write(
        [replace(a_session(NOON + week, key="s2"), series="dance", price_plan="dance")]
    )
    here = Place(after.modified, after.id)
    assert feed_page("scheduled-sessions", asked(office, at=here))["items"] == []
    office.price(replace(a_plan(4000, 2), valid_from=NOON.date() + week))
    (told,) = feed_page("scheduled-sessions", asked(office, at=here))["items"]
    assert (told["id"], told["data"]["offers"][0]["price"]) == ("s2", 40.0)


def test_a_free_hour_says_what_its_hire_costs_by_each_plan_that_hires_rooms(office: Office) -> None:
    office.let_rooms(4000)
    office.price(replace(a_plan(9000), plan="party", what=Priced.ROOM), a_plan(100))
    told = items(office, "slots")
    hour = told[f"room-{NOON:%Y%m%dT%H%MZ}"]
    assert [(one["identifier"], one["price"]) for one in hour["offers"]] == [
        ("hire-everybody", 40.0),
        ("party-everybody", 90.0),
        ("party-senior_75", 45.0),
    ]
    kinds = {office.ports.centre.spaces[SpaceId(key.rpartition("-")[0])].kind for key in told}
    assert kinds == {SpaceKind.ROOM}


def test_an_hour_that_nobody_can_price_is_offered_to_nobody(office: Office) -> None:
    assert items(office, "slots") == {}
    office.let_rooms()
    office.price(
        replace(a_plan(0), plan="hire", what=Priced.ROOM, valid_from=NOON.date(), valid_to=NOON.date())
    )
    assert {one["startDate"][:10] for one in items(office, "slots").values()} == {
        (NOON.date() - timedelta(days=n)).isoformat() for n in (0, 1, 2)
    }


def test_lists_of_kinds_stand_where_their_entries_say(office: Office) -> None:
    office.programme.offerings.put_kind(STARTING_KINDS[2])
    for name, listed in schemes(office.ports, BASE).items():
        assert listed["id"] == listed["url"] == f"{BASE}/{name}"
        assert {one["inScheme"] for one in listed["concept"]} == {listed["id"]}
        assert {"@id", "@type"}.isdisjoint(listed), "one name for a thing, that of OpenActive's own list"
