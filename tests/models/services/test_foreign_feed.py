"""Feeds of others: our own house read by another one of ours, followed on, called off, reopened, undone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.exchange.batch import Batch, Outcome
from models.exchange.feed_ports import FeedPorts
from models.exchange.rpde import Place
from models.hold import SessionStatus
from models.programme.session import Session
from models.services.feeds import FEEDS, Asked, Watches, feed_page
from models.services.foreign_feed import Reading, keep_places, read_feeds
from models.services.imports import begin, dry_run, take_in, undo
from models.services.offerings import begin as open_house
from models.services.office import place
from models.services.strangers import RefusedError
from tests.builders import NOON, a_session
from tests.models.services.offices import Office, an_office

MANAGER = Account(id=2, name="li", grants=(Grant(role=Role.MANAGER),))
BASE = "https://there.example/test/open-data"
HERE = "https://feeds.example/x"


@dataclass
class Away:
    """Another house of ours that publishes; it remembers what it was asked for."""

    office: Office
    asked: list[str] = field(default_factory=list)

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        if address == BASE:
            feeds = [{"name": name, "contentUrl": f"{BASE}/{name}"} for name in FEEDS]
            return json.dumps({"distribution": feeds}).encode()
        name, _, query = address.removeprefix(f"{BASE}/").partition("?")
        stamp, _, key = query.removeprefix("afterTimestamp=").partition("&afterId=")
        at = Place(int(stamp), key) if query else Place()
        told = feed_page(name, Asked(ports=self.office.ports, base=BASE, place=at, watches=self.watches))
        return json.dumps(told).encode()

    watches: Watches = field(default_factory=Watches)


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Away]:
    office = an_office(tmp_path / "there")
    office.at(-2880)
    yield Away(office)
    office.database.close()


@pytest.fixture
def office(tmp_path: Path, away: Away) -> Iterator[Office]:
    office = an_office(tmp_path / "here")
    office.at(-2880)
    database, centre = office.database, office.ports.centre.id
    office.ports = replace(
        office.ports,
        feeds=FeedPorts(remote=away, places=database.feed_places(centre)),
        batches=database.batches(centre),
    )
    open_house(office.ports)
    yield office
    office.database.close()


def told(sessions: list[Session]) -> set[object]:
    """What a session is to whoever comes to it."""
    return {
        (one.space, one.units, one.kind, one.window, one.places, one.status.value, *sorted(one.title.items()))
        for one in sessions
    }


def kept(office: Office) -> list[Session]:
    return office.programme.sessions.modified_after(-1, "", 100)


def bring(office: Office, address: str = BASE) -> tuple[Reading, Batch, list[str]]:
    office.now += timedelta(seconds=1)
    read = read_feeds(office.ports, address, {})
    rows = dry_run(office.ports, read.draft)
    batch, refused = take_in(
        office.ports, MANAGER, begin(office.ports, MANAGER, "sessions", address, "0"), rows
    )
    assert refused == []
    keep_places(office.ports, read.places)
    return read, batch, [one.outcome.value for one in rows]


def sessions_there(away: Away) -> list[Session]:
    offered = [
        a_session(NOON, places=3),
        replace(a_session(NOON, space="hall", key="s2", units=("east",)), title={"zh-Hans": "合唱"}),
        a_session(NOON + timedelta(days=1), 2, "gym", key="s3"),
    ]
    return away.office.programme.sessions.write([replace(one, kind="culture-sport") for one in offered])


def test_what_one_house_publishes_is_told_the_same_by_another_that_reads_it(
    away: Away, office: Office
) -> None:
    sessions_there(away)
    _, _, outcomes = bring(office)
    assert outcomes == ["new"] * 3
    assert told(kept(office)) == told(kept(away.office))


def test_read_again_from_the_beginning_nothing_is_new_and_from_there_on_only_what_changed(
    away: Away, office: Office
) -> None:
    first, *_ = sessions_there(away)
    bring(office)
    whole = read_feeds(office.ports, BASE, {}, whole=True)
    assert {one.outcome for one in dry_run(office.ports, whole.draft)} == {Outcome.SAME}
    away.asked.clear()
    assert bring(office)[2] == []
    assert f"{BASE}/scheduled-sessions" not in away.asked
    place(away.office.ports, MANAGER, [replace(first, places=9)])
    assert bring(office)[2] == ["changed"]
    assert told(kept(office)) == told(kept(away.office))


def test_what_is_called_off_there_or_told_no_more_is_called_off_here_and_held_again_with_it(
    away: Away, office: Office
) -> None:
    first, second, _ = sessions_there(away)
    bring(office)
    for status in (SessionStatus.CANCELLED, SessionStatus.CONFIRMED):
        (now,) = away.office.programme.sessions.find([first.id])
        place(away.office.ports, MANAGER, [replace(now, status=status)])
        assert bring(office)[2] == ["changed"]
        assert told(kept(office)) == told(kept(away.office))
    place(away.office.ports, MANAGER, [replace(second, status=SessionStatus.PLANNED)])
    _, batch, outcomes = bring(office)
    assert outcomes == ["changed"]
    assert sorted(one.status.value for one in kept(office)) == ["cancelled", "confirmed", "confirmed"]
    assert undo(office.ports, MANAGER, batch.id).rows == 1
    assert {one.status for one in kept(office)} == {SessionStatus.CONFIRMED}


def test_a_feed_that_forgets_the_past_calls_nothing_off_that_took_place(away: Away, office: Office) -> None:
    first, *_ = sessions_there(away)
    bring(office)
    office.at(90)
    place(away.office.ports, MANAGER, [replace(first, status=SessionStatus.PLANNED)])
    assert bring(office)[2] == []
    assert {one.status for one in kept(office)} == {SessionStatus.CONFIRMED}


def test_what_people_changed_here_is_a_fault_and_stays(away: Away, office: Office) -> None:
    first, *_ = sessions_there(away)
    bring(office, f"{BASE}/scheduled-sessions")
    (mine,) = (one for one in kept(office) if one.space == "room")
    place(office.ports, MANAGER, [replace(mine, places=11)])
    place(away.office.ports, MANAGER, [replace(first, places=9)])
    assert bring(office, f"{BASE}/scheduled-sessions")[2] == ["faulty"]
    assert [one.places for one in kept(office) if one.space == "room"] == [11]


def test_two_feeds_with_the_same_numbers_stay_apart(away: Away, office: Office) -> None:
    def one(room: str) -> bytes:
        data = {
            "type": "ScheduledSession",
            "name": room,
            "linli:space": room,
            "linli:kind": "culture-sport",
            "startDate": "2026-12-05T09:00:00",
            "endDate": "2026-12-05T10:00:00",
        }
        return json.dumps({"id": "1", "kind": "x", "modified": 1, "state": "updated", "data": data}).encode()

    def fetch(address: str) -> bytes:
        end = b"[%s]" % one(address.rpartition("/")[2]) if "?" not in address else b"[]"
        return b'{"next":"%s?1","items":%s}' % (address.partition("?")[0].encode(), end)

    office.ports = replace(office.ports, feeds=FeedPorts(remote=fetch))
    for room in ("room", "hall"):
        assert bring(office, f"https://feeds.example/{room}")[2] == ["new"]
    assert {one.space for one in kept(office)} == {"room", "hall"}


def test_a_dataset_that_names_feeds_of_another_host_is_refused(office: Office) -> None:
    page = json.dumps(
        {"distribution": [{"name": "slots", "contentUrl": "https://other.example/slots"}]}
    ).encode()
    office.ports = replace(office.ports, feeds=FeedPorts(remote=lambda _: page))
    with pytest.raises(RefusedError, match=r"import\.address\.elsewhere"):
        read_feeds(office.ports, HERE, {})


def test_where_nothing_may_be_read_it_is_said_so(office: Office) -> None:
    with pytest.raises(RefusedError, match=r"refused\.import\.no_remote"):
        read_feeds(replace(office.ports, feeds=FeedPorts()), HERE, {})
