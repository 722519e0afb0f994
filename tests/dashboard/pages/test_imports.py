"""The page of imports as a tree, and the questions that its script asks, from the first piece to the way back."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale
from dashboard.imports.template import TEMPLATES
from dashboard.pages import imports
from models.account import Role
from models.exchange.batch import Batch
from models.exchange.feed_ports import FeedPorts
from models.services.offerings import begin
from tests.builders import NOON
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, parts, shown, text
from tests.models.services.offices import Office, an_office

HEADER = "编号,场地,日期,开始,结束,名称,活动类型\n"
GOOD = "A-1,room,2026-12-05,09:00,10:00,太极,culture-sport\n"
ODD = "A-2,room,<b>never</b>,09:00,10:00,太极,culture-sport\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    office.ports = replace(office.ports, batches=office.database.batches(office.ports.centre.id))
    begin(office.ports)
    yield office
    office.database.close()


def ask(office: Office, deed: str, role: Role = Role.MANAGER, **fields: str) -> dict[str, object]:
    return answered(a_visit(role, office.ports), {"do": deed, "n": 1, **fields}, imports.DEEDS)


def send(office: Office, content: str) -> str:
    """In two pieces, as the script does; the key of the trial."""
    half = len(content.encode()) // 2
    first, second = (
        base64.b64encode(part).decode() for part in (content.encode()[:half], content.encode()[half:])
    )
    upload = str(ask(office, "piece", piece=first)["upload"])
    ask(office, "piece", upload=upload, piece=second)
    answer = ask(office, "try", upload=upload, name="x.csv", kind="sessions")
    assert answer["ok"], answer
    return str(answer["go"]).partition("trial=")[2]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_trial_shows_its_rows_and_marks_the_faulty_cell(office: Office, locale: Locale) -> None:
    key = send(office, HEADER + GOOD + ODD)
    page = shown(imports, a_visit(ports=office.ports, locale=locale, trial=key))
    assert count(page, "import-wrong") == 1
    assert [
        part.children for part in parts(page) if "import-wrong" in str(getattr(part, "className", ""))
    ] == ["<b>never</b>"]
    assert [getattr(part, "data-all") for part in parts(page) if getattr(part, "data-take", "") == key] == [
        "1"
    ]
    assert office.programme.sessions.modified_after(0, "", 9) == []


def test_steps_take_a_trial_in_and_back(office: Office) -> None:
    rows = "".join(f"A-{n},room,2026-12-{n:02},09:00,10:00,太极,culture-sport\n" for n in range(1, 31))
    key = send(office, HEADER + rows)
    assert [ask(office, "step", trial=key)["done"] for _ in range(2)] == [25, 30]
    assert ask(office, "step", trial=key)["ok"] is False
    batch = office.database.batches(office.ports.centre.id).all()[0]
    assert (batch.rows, batch.by, batch.file) == (30, "somebody", "x.csv")
    first = ask(office, "undo", batch=batch.id, below="")
    second = ask(office, "undo", batch=batch.id, below=str(first["below"]))
    assert [(one["done"], one["left"]) for one in (first, second)] == [(25, 5), (5, 0)]
    page = shown(imports, a_visit(ports=office.ports))
    assert "undone" in text(page)
    assert {one.status.value for one in office.programme.sessions.modified_after(0, "", 99)} == {"cancelled"}


def test_another_person_sees_and_takes_nothing_of_a_trial(office: Office) -> None:
    key = send(office, HEADER + GOOD)
    visit = a_visit(ports=office.ports)
    stranger = replace(visit, account=replace(visit.account, id=7), query={"trial": key})
    assert count(shown(imports, stranger), "import-counts") == 0
    assert answered(stranger, {"do": "step", "trial": key}, imports.DEEDS)["ok"] is False


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.csv", "", "holds no rows"),
        ("x.exe", "MZ", "cannot be read"),
        ("x.csv", "PK\x03\x04", "holds xlsx"),
    ],
)
def test_a_hostile_file_is_refused_in_words(office: Office, name: str, content: str, words: str) -> None:
    piece = base64.b64encode(content.encode()).decode()
    upload = str(ask(office, "piece", piece=piece)["upload"])
    answer = ask(office, "try", upload=upload, name=name, kind="sessions")
    assert answer["ok"] is False
    assert words in str(answer["text"])


def test_pieces_that_are_none_and_files_that_are_not_there_are_refused(office: Office) -> None:
    assert ask(office, "piece", piece="***")["ok"] is False
    assert ask(office, "piece", upload="ffff", piece="")["ok"] is False
    assert ask(office, "try", upload="ffff", name="x.csv", kind="sessions")["ok"] is False
    assert ask(office, "undo", batch="ffff", below="x")["ok"] is False


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", TEMPLATES)
def test_a_template_can_be_brought_in_as_it_is(office: Office, locale: Locale, form: str) -> None:
    asked = {"do": "template", "kind": "sessions", "form": form}
    file = answered(a_visit(Role.MANAGER, office.ports, locale), asked, imports.DEEDS)["file"]
    content = base64.b64decode(file["base64"]) if "base64" in file else file["text"].encode()
    upload = str(ask(office, "piece", piece=base64.b64encode(content).decode())["upload"])
    key = str(ask(office, "try", upload=upload, name=file["name"], kind="sessions")["go"]).partition(
        "trial="
    )[2]
    trial = shown(imports, a_visit(ports=office.ports, trial=key))
    assert (count(trial, "import-wrong"), text(trial).count("import-outcome")) == (0, 1)


def test_a_template_of_no_known_format_is_refused(office: Office) -> None:
    assert ask(office, "template", kind="sessions", form="exe")["ok"] is False


def test_a_feed_is_asked_for_only_where_hosts_are_listed_and_tried_like_a_file(office: Office) -> None:
    assert "https://" not in text(shown(imports, a_visit(ports=office.ports)))
    data = {
        "type": "ScheduledSession",
        "name": "太极",
        "startDate": "2026-12-05T09:00:00+08:00",
        "duration": "PT1H",
    }
    item = {"id": "1", "kind": "x", "modified": 1, "state": "updated", "data": data}

    def fetch(address: str) -> bytes:
        return json.dumps({"next": "https://x/?1", "items": [] if "?" in address else [item]}).encode()

    database, centre = office.database, office.ports.centre.id
    office.ports = replace(office.ports, feeds=FeedPorts(remote=fetch, places=database.feed_places(centre)))
    assert "https://example.org/open-data" in text(shown(imports, a_visit(ports=office.ports)))
    given = {"address": "https://x/", "space": "room", "activity": "culture-sport"}
    key = str(ask(office, "follow", **given)["go"]).partition("trial=")[2]
    assert ask(office, "step", trial=key)["rows"] == 1
    assert database.feed_places(centre).next_of("https://x/") == "https://x/?1"
    told = ask(office, "follow", address="https://x/ y")
    assert (told["ok"], "no address that can be read" in str(told["text"])) == (False, True)


def test_a_feed_with_a_faulty_row_is_read_again_from_where_it_was(office: Office) -> None:
    item = {"id": "1", "kind": "x", "modified": 1, "state": "updated", "data": {"type": "ScheduledSession"}}

    def fetch(address: str) -> bytes:
        return json.dumps({"next": "https://x/?1", "items": [] if "?" in address else [item]}).encode()

    places = office.database.feed_places(office.ports.centre.id)
    office.ports = replace(office.ports, feeds=FeedPorts(remote=fetch, places=places))
    assert ask(office, "follow", address="https://x/")["ok"]
    assert places.next_of("https://x/") == ""


def test_a_calendar_takes_space_and_kind_from_the_page_and_becomes_series_and_sessions(
    office: Office,
) -> None:
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:瑜伽\r\nDTSTART:20261205T0{0}0000Z\r\nDURATION:PT1H\r\n{1}END:VEVENT\r\n"
    events = event.format(1, "") + event.format(2, "RRULE:FREQ=WEEKLY;COUNT=2\r\n")
    content = f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"
    upload = str(ask(office, "piece", piece=base64.b64encode(content.encode()).decode())["upload"])
    answer = ask(office, "try", upload=upload, name="x.ics", kind="", space="room", activity="culture-sport")
    key = str(answer["go"]).partition("trial=")[2]
    assert ask(office, "step", trial=key)["rows"] == 2
    found = office.programme.sessions.modified_after(0, "", 9)
    assert sorted((one.day.isoformat(), bool(one.series)) for one in found) == [
        ("2026-12-05", False),
        ("2026-12-05", True),
        ("2026-12-12", True),
    ]
    batch = office.database.batches(office.ports.centre.id).all()[0]
    assert ask(office, "undo", batch=batch.id, below="")["done"] == 2


def test_only_who_may_enter_money_is_offered_to_undo_what_stands_in_the_book(office: Office) -> None:
    assert office.ports.batches is not None
    for key, kind in (("b1", "sessions"), ("b2", "work_orders")):
        office.ports.batches.put(Batch(id=key, kind=kind, file="x.csv", digest="0", by="li", at=NOON, rows=1))

    def offered(role: Role) -> set[str]:
        page = shown(imports, a_visit(role, office.ports))
        return {key for one in parts(page) if (key := getattr(one, "data-undo", ""))}

    assert offered(Role.MANAGER) == {"b1"}
    assert "b2" in offered(Role.FINANCE)


def test_a_coordinator_is_offered_slips_helpers_and_activities_and_sees_no_trial_of_others(
    office: Office,
) -> None:
    send(office, HEADER + GOOD)
    batch = Batch(id="b1", kind="statement", file="bank.csv", digest="0", by="cashier", at=NOON, rows=3)
    office.database.batches(office.ports.centre.id).put(batch)
    page = shown(imports, a_visit(Role.COORDINATOR, office.ports))
    offered = [getattr(part, "data-template", "") for part in parts(page)]
    assert {one for one in offered if one} == {"providers", "needs", "activities"}
    assert "bank.csv" not in text(page)
    upload = str(
        ask(office, "piece", Role.COORDINATOR, piece=base64.b64encode(HEADER.encode()).decode())["upload"]
    )
    answer = ask(office, "try", Role.COORDINATOR, upload=upload, name="x.csv", kind="sessions")
    assert answer["ok"] is False
    assert ask(office, "follow", Role.COORDINATOR, address="https://example.org/feed")["ok"] is False
