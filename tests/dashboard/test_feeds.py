"""Feeds over HTTP: a calendar for who has its address, open data only where the centre wants it, nothing else opens."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from dashboard.asgi import create_app
from dashboard.feeds import feed_routes
from models.account import Account, Grant, Role
from models.services.feeds import FEEDS, new_address
from tests.models.services.offices import Office, an_office
from tests.web import Answer, Client, serving
from tests.web_deployment import a_world

BASE = "https://linli.example"
MANAGER = Account(id=2, name="li", grants=(Grant(role=Role.MANAGER),))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.at(-2880)
    office.ports = replace(office.ports, addresses=office.database.addresses(office.ports.centre.id))
    office.let_rooms()
    office.open(places=2)
    yield office
    office.database.close()


@contextmanager
def client(office: Office, *, published: bool = True) -> Iterator[Callable[[str], Answer]]:
    """Asks for an address, as a program that has never signed in."""
    ports = replace(office.ports, centre=replace(office.ports.centre, published=published))
    app = Starlette(routes=feed_routes({ports.centre.id: ports}, BASE))
    with serving(app) as port:
        yield lambda address: Client(port).get(address.removeprefix(BASE))


def test_a_calendar_opens_with_its_secret_alone(office: Office) -> None:
    secret = new_address(office.ports, MANAGER, "room")
    with client(office) as ask:
        told = ask(f"/test/calendar/room.ics?key={secret}")
        assert told.headers["content-type"].startswith("text/calendar")
        assert [str(one["UID"]) for one in Calendar.from_ical(told.text).walk("VEVENT")] == ["s1@test.linli"]
        for address in ("room.ics", f"hall.ics?key={secret}", "room.ics?key=x", f"cellar.ics?key={secret}"):
            assert ask(f"/test/calendar/{address}").status == 404
        assert ask(f"/other/calendar/room.ics?key={secret}").status == 404


def test_open_data_is_not_there_unless_the_centre_wants_it(office: Office) -> None:
    with client(office, published=False) as ask:
        for address in ("open-data", *(f"open-data/{name}" for name in FEEDS)):
            assert ask(f"/test/{address}").status == 404


def test_a_reader_finds_every_feed_by_the_dataset_and_follows_it_to_its_end(office: Office) -> None:
    with client(office) as ask:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', ask("/test/open-data").text)
        assert found
        dataset = json.loads(found[1])
        assert (dataset["@type"], dataset["license"][:5]) == ("Dataset", "https")
        addresses = [one["contentUrl"] for one in dataset["distribution"]]
        assert addresses == [f"{BASE}/test/open-data/{name}" for name in FEEDS]
        for address in addresses:
            told, seen = ask(address).json(), 0
            while told["items"]:
                seen += len(told["items"])
                assert told["next"].startswith(address + "?afterTimestamp=")
                told = ask(told["next"]).json()
            assert told["next"] == ask(told["next"]).json()["next"]
            assert seen > 0 or address.endswith("session-series")


def test_every_own_word_of_a_feed_stands_in_a_document_that_the_feed_names(office: Office) -> None:
    """As OpenActive's validator insists: contexts are addresses, and what hangs below them can be read."""
    with client(office) as ask:
        items = [one for name in FEEDS for one in ask(f"/test/open-data/{name}").json()["items"]]
        contexts = {tuple(one["data"]["@context"]) for one in items}
        assert contexts == {("https://openactive.io/", f"{BASE}/test/open-data/vocabulary")}
        told = ask(contexts.pop()[1]).json()
        own = {word for one in items for word in one["data"] if ":" in word}
        assert {"linli:space"} <= own <= told.keys()
        assert {"linli:busyness", "linli:band"} <= told.keys()
        assert told["@context"]["linli"] == f"{BASE}/test/open-data/vocabulary#"
    with client(office, published=False) as ask:
        assert ask("/test/open-data/vocabulary").status == 404


def test_a_page_that_is_followed_by_another_may_be_kept_for_an_hour_and_the_last_for_seconds(
    office: Office,
) -> None:
    with client(office) as ask:
        page = ask("/test/open-data/facility-uses")
        assert page.headers["cache-control"] == "public, max-age=3600"
        while page.json()["items"]:
            page = ask(page.json()["next"])
        assert page.headers["cache-control"] == "public, max-age=8"


@pytest.mark.parametrize("place", ["afterTimestamp=x", "afterTimestamp=-1", "afterTimestamp=" + "9" * 30])
def test_a_place_that_cannot_be_is_refused(office: Office, place: str) -> None:
    with client(office) as ask:
        assert ask(f"/test/open-data/slots?{place}").status == 400
        assert ask("/test/open-data/nothing").status == 404


def test_a_stranger_passes_the_gate_to_feeds_and_to_nothing_beside_them(tmp_path: Path) -> None:
    world = a_world(tmp_path)
    routes = feed_routes(world.deployment.centres)
    with serving(create_app(replace(world.deployment, feeds=routes))) as port:
        centre = next(iter(world.deployment.centres))
        assert Client(port).get(f"/{centre}/open-data").status == 404
        assert Client(port).get(f"/{centre}/open-data/x/y").status == 303
        assert Client(port).get(f"/{centre}/calendar/gym").status == 303
        assert Client(port).ask("POST", f"/{centre}/open-data").status == 401
