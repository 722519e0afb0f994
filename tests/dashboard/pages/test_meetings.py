"""The page of meetings as a tree: a meeting from its call to its minutes, in both languages, by who may lead it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import meetings
from models.account import Role
from models.needs.meeting import Meeting, Party
from models.ports import Ports
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.loop import kept
from tests.models.services.test_decisions import RULE, TOLD
from tests.timetabled import timetabled

CALL = {
    "title": "November council",
    "day": "2026-11-18",
    "start": "19:00",
    "minutes": "90",
    "kind": "culture-sport",
}
SEATS = {f"seats-{party}": "2" for party in Party}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    key = ports.centre.id
    yield replace(ports, loop=database.loop(key), money=database.money(key))
    database.close()


def ask(ports: Ports, do: str, role: Role = Role.COORDINATOR, **fields: str) -> Json:
    visit = a_visit(role, ports)
    return answered(visit, {"do": do, **fields}, permitted(visit, meetings.DEEDS))


def only(ports: Ports) -> Meeting:
    (one,) = kept(ports.loop.meetings).all()
    return one


def which(ports: Ports) -> dict[str, str]:
    one = only(ports)
    return {"id": one.id, "revision": str(one.revision)}


def page(ports: Ports, locale: Locale = "en", role: Role = Role.COORDINATOR, **query: str) -> str:
    return text(shown(meetings, a_visit(role, ports, locale, **query)))


def begun(ports: Ports) -> None:
    assert ask(ports, "call", **CALL, **SEATS, space="meeting")["ok"]
    assert ask(ports, "put", **which(ports), subject="project", text="Mend the stairs")["ok"]
    assert ask(ports, "open", **which(ports))["ok"]
    for party in Party:
        assert ask(ports, "count", **which(ports), party=party, present="2")["ok"]


def test_a_meeting_is_led_from_the_page_to_a_numbered_decision(ports: Ports) -> None:
    begun(ports)
    motion = only(ports).motions[0].id
    votes = {f"{party}-ayes": "1" for party in Party} | {"resident-ayes": "0", "resident-noes": "2"}
    assert ask(ports, "vote", **which(ports), motion=motion, **votes)["ok"]
    assert "✓ For 3" in page(ports, id=only(ports).id)
    told = ask(ports, "close", **which(ports), minutes="All were heard.\nThree were against.")
    assert told["ok"]
    ended = page(ports, id=only(ports).id)
    assert "Carried · 2026-1" in ended
    assert "All were heard." in ended
    assert only(ports).digest[:16] in ended
    assert "Mend the stairs" in page(ports, q="stairs")
    assert "No decision was found." in page(ports, q="lift")
    assert "议〔2026〕1号" in page(ports, "zh-Hans")


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_is_left_without_its_words_in_any_state(ports: Ports, locale: Locale) -> None:
    found = [page(ports, locale)]
    begun(ports)
    found += [page(ports, locale), page(ports, locale, id=only(ports).id)]
    ask(ports, "unanimous", **which(ports), motion=only(ports).motions[0].id)
    found.append(page(ports, locale, id=only(ports).id))
    ask(ports, "close", **which(ports), minutes="")
    ask(ports, "correct", **which(ports), text="One came late.")
    found += [page(ports, locale, id=only(ports).id), page(ports, locale)]
    assert [one for one in found if re.search(r"\b(meeting|refused|page)\.[a-z_]+", one)] == []


def test_why_a_meeting_may_not_vote_is_said_by_party(ports: Ports) -> None:
    begun(ports)
    ask(ports, "count", **which(ports), party="resident", present="0")
    assert "nobody has come of Residents' delegates" in page(ports, id=only(ports).id)


def test_a_room_that_is_taken_is_refused_and_a_doubtful_hour_can_be_insisted_on(ports: Ports) -> None:
    taken = ask(ports, "call", **CALL | {"start": "15:00"}, **SEATS, space="meeting")
    assert (taken["ok"], taken.get("again")) == (False, None)
    late = {**CALL, "start": "23:00", **SEATS, "space": "meeting"}
    doubtful = ask(ports, "call", **late)
    assert (doubtful["ok"], doubtful["again"]) == (False, "insisted")
    assert ask(ports, "call", **late, insisted="yes")["ok"]


def test_what_waits_is_put_on_the_table_with_one_tap_and_waits_no_more(ports: Ports) -> None:
    assert ports.money is not None
    ports.money.fund.propose_rule(RULE, TOLD)
    assert "Approve version 1 of the fund's rule" in page(ports)
    ask(ports, "call", **CALL, **SEATS, space="")
    assert ask(ports, "table", **which(ports), about="fund-rule-1")["ok"]
    assert only(ports).motions[0].about == "fund-rule-1"
    assert "Nothing waits to be decided." in page(ports)
    assert not ask(ports, "table", **which(ports), about="fund-rule-1")["ok"]


def test_who_only_reads_sees_all_and_is_offered_nothing(ports: Ports) -> None:
    begun(ports)
    told = page(ports, role=Role.VIEWER, id=only(ports).id)
    assert "Mend the stairs" in told
    for words in ("Keep these votes", "End the meeting", "Put a motion"):
        assert words not in told
    for deed in set(meetings.DEEDS) - {"sheet"}:
        assert not ask(ports, deed, Role.VIEWER, **which(ports))["ok"]


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("call", CALL | SEATS | {"title": ""}),
        ("call", CALL | SEATS | {"day": "never"}),
        ("call", CALL | SEATS | {"seats-resident": "0"}),
        ("call", CALL | SEATS | {"seats-resident": "x"}),
        ("put", {"subject": "riot", "text": "x"}),
        ("put", {"subject": "other", "text": ""}),
        ("count", {"party": "king", "present": "1"}),
        ("count", {"party": "resident", "present": "99"}),
        ("vote", {"motion": "none", "resident-ayes": "1"}),
        ("vote", {"motion": "", "resident-ayes": "-3"}),
        ("sheet", {"sheet": "votes"}),
        ("open", {"id": "nothing"}),
        ("close", {"revision": "one"}),
    ],
)
def test_whatever_a_browser_sends_is_answered_in_words_and_changes_nothing(
    ports: Ports, deed: str, fields: dict[str, str]
) -> None:
    begun(ports)
    before = only(ports)
    told = ask(ports, deed, **which(ports) | fields)
    assert not told["ok"]
    assert told["text"]
    assert only(ports) == before


def test_decisions_are_taken_along_as_a_file(ports: Ports) -> None:
    begun(ports)
    ask(ports, "unanimous", **which(ports), motion=only(ports).motions[0].id)
    ask(ports, "close", **which(ports), minutes="")
    told = ask(ports, "sheet", Role.VIEWER, sheet="decisions")
    assert "2026-1,2026-11-18,Project,Mend the stairs,8,0,0" in told["file"]["text"]
