"""What somebody did, as a line of the audit trail."""

from dataclasses import replace
from datetime import timedelta

from models.account import Account
from models.audit import AuditEntry
from models.services.deed import done_by, note
from tests.builders import NOON, some_ports

CHEN = Account(id=7, name="chen")


def test_a_deed_says_who_did_what_when_and_in_which_centre() -> None:
    ports = some_ports()
    assert done_by(ports, CHEN, "kind.save", "yoga") == AuditEntry(
        at=NOON, actor="chen", action="kind.save", subject="yoga", centre=ports.centre.id
    )


def test_what_works_by_itself_is_named_and_may_say_an_instant_of_its_own() -> None:
    earlier = NOON - timedelta(hours=1)
    line = done_by(some_ports(), "system", "booking.no_show", "b1", earlier)
    assert (line.actor, line.at) == ("system", earlier)


def test_details_are_kept_as_words_whatever_they_are_called() -> None:
    line = done_by(some_ports(), CHEN, "advice.carried", "r1", action="reprice", at="noon", who=7)
    assert line.details == {"action": "reprice", "at": "noon", "who": "7"}


def test_a_note_adds_the_line_to_the_trail() -> None:
    trail: list[AuditEntry] = []
    ports = replace(some_ports(), audit=trail.append)
    note(ports, CHEN, "kind.save", "yoga", retired=0)
    note(ports, "system", "posting.refused", "till", NOON - timedelta(days=1), why="odd")
    assert trail == [
        done_by(ports, CHEN, "kind.save", "yoga", retired=0),
        done_by(ports, "system", "posting.refused", "till", NOON - timedelta(days=1), why="odd"),
    ]
