"""A centre names its own kinds, groups and coaches; what is typed is checked and every change is on the trail."""

from dataclasses import replace
from datetime import time

import pytest

from models.account import Account
from models.audit import AuditEntry
from models.calendar import DayType
from models.ports import Ports
from models.programme.activity import STARTING_KINDS, ActivityKind, Availability, Organiser, OrganiserKind
from models.programme.booking import Party
from models.services.offerings import begin, granted, kinds, organisers, save_kind, save_organiser
from models.services.strangers import RefusedError
from tests.builders import some_ports
from tests.fakes import MemoryProgramme
from tests.models.services.test_regeneration import a_series

LI = Account(id=1, name="li")
CHOIR = Organiser(id="choir", kind=OrganiserKind.GROUP, name={"zh-Hans": " 合唱队 ", "en": ""}, people=25)
MORNINGS = Availability(
    days=frozenset({DayType.WORKDAY}), weekdays=frozenset(range(5)), start=time(9), end=time(12)
)


def a_house() -> tuple[Ports, MemoryProgramme, list[AuditEntry]]:
    programme, trail = MemoryProgramme(), list[AuditEntry]()
    return replace(some_ports(), programme=programme, audit=trail.append), programme, trail


def test_a_centre_begins_with_the_public_kinds_and_itself_and_never_loses_its_own() -> None:
    ports, _, trail = a_house()
    begin(ports)
    assert {one.key for one in kinds(ports)} == {one.key for one in STARTING_KINDS}
    assert [(one.kind, one.name) for one in organisers(ports)] == [(OrganiserKind.CENTRE, ports.centre.name)]
    mine = replace(STARTING_KINDS[0], retired=True)
    save_kind(ports, LI, mine)
    begin(ports)
    assert mine in kinds(ports)
    assert kinds(ports)[-1] == mine
    assert [(entry.actor, entry.action, entry.subject) for entry in trail] == [("li", "kind.save", mine.key)]


def test_a_group_is_kept_with_its_granted_slots() -> None:
    ports, programme, trail = a_house()
    save_organiser(ports, LI, CHOIR)
    assert organisers(ports, OrganiserKind.GROUP) == [replace(CHOIR, name={"zh-Hans": "合唱队"})]
    assert organisers(ports, OrganiserKind.COACH) == []
    programme.offerings.put_series([a_series(organiser="choir"), a_series("other")])
    assert [one.id for one in granted(ports, "choir")] == ["tai-chi"]
    assert trail[-1].action == "organiser.save"


@pytest.mark.parametrize(
    ("organiser", "key"),
    [
        (replace(CHOIR, id=" "), "id"),
        (replace(CHOIR, name={"en": " "}), "name"),
        (replace(CHOIR, name={"en": "x" * 81}), "name"),
        (replace(CHOIR, people=-1), "people"),
        (replace(CHOIR, availability=(MORNINGS,)), "not_a_coach"),
        (replace(CHOIR, kind=OrganiserKind.COACH, availability=(replace(MORNINGS, end=time(9)),)), "hours"),
        (
            replace(
                CHOIR, kind=OrganiserKind.COACH, availability=(replace(MORNINGS, weekdays=frozenset({7})),)
            ),
            "hours",
        ),
        (replace(CHOIR, contact="13800138000"), "contact"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_not_kept(organiser: Organiser, key: str) -> None:
    ports, programme, trail = a_house()
    with pytest.raises(RefusedError) as refused:
        save_organiser(ports, LI, organiser)
    assert refused.value.message.key == f"refused.offering.{key}"
    assert (programme.offerings.organisers(), trail) == ([], [])


def test_a_contact_is_a_code_of_the_party_file() -> None:
    ports, programme, _ = a_house()
    programme.bookings.put_party(Party(id="p-7", code="王* 3721"))
    save_organiser(ports, LI, replace(CHOIR, contact="p-7"))
    assert organisers(ports)[0].contact == "p-7"


@pytest.mark.parametrize("key", ["", "Sport", "a b", "体育", "x" * 33])
def test_the_key_of_a_kind_is_plain(key: str) -> None:
    with pytest.raises(RefusedError, match=r"refused.offering.key"):
        save_kind(a_house()[0], LI, ActivityKind(key=key, name={"en": "Sport"}))
