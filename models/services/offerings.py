"""What a centre offers and who offers it: the kinds that it names, its groups with their slots, its coaches with their hours."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from models.account import Account
from models.message import LocalText
from models.ports import Ports
from models.programme.activity import STARTING_KINDS, ActivityKind, Availability, Organiser, OrganiserKind
from models.programme.series import Series
from models.services.deed import note
from models.services.regeneration import programme_of
from models.services.strangers import refusal

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""What a kind may be called: the rule of centre files."""

LONGEST_NAME = 80
MOST_PEOPLE = 10_000

CENTRE_ITSELF = "centre"
"""The id of the organiser that every centre has: itself."""


def begin(ports: Ports) -> None:
    """Give a centre without any kinds and organisers the public kinds and itself. Raises RefusedError, StoreError."""
    offerings = programme_of(ports).offerings
    if not offerings.kinds():
        for kind in STARTING_KINDS:
            offerings.put_kind(kind)
    if CENTRE_ITSELF not in {one.id for one in offerings.organisers()}:
        name = ports.centre.name
        offerings.put_organiser(Organiser(id=CENTRE_ITSELF, kind=OrganiserKind.CENTRE, name=name))


def kinds(ports: Ports) -> list[ActivityKind]:
    """Every kind, those that are still offered first. Raises RefusedError."""
    return sorted(programme_of(ports).offerings.kinds(), key=lambda one: (one.retired, one.key))


def organisers(ports: Ports, kind: OrganiserKind | None = None) -> list[Organiser]:
    """Every organiser, or those of one kind, the active ones first. Raises RefusedError."""
    every = programme_of(ports).offerings.organisers()
    wanted = (one for one in every if kind in (None, one.kind))
    return sorted(wanted, key=lambda one: (one.retired, one.kind, one.id))


def granted(ports: Ports, organiser: str) -> Sequence[Series]:
    """The slots that a group was granted: its series. Raises RefusedError."""
    return [one for one in programme_of(ports).offerings.all_series() if one.organiser == organiser]


def save_kind(ports: Ports, account: Account, kind: ActivityKind) -> None:
    """Add or change a kind. Retired ones stay for what took place. Raises RefusedError."""
    if not KEY.fullmatch(kind.key):
        raise refusal("offering.key", name=kind.key[:64])
    programme_of(ports).offerings.put_kind(replace(kind, name=_named(kind.name)))
    note(ports, account, "kind.save", kind.key, retired=str(kind.retired))


def save_organiser(ports: Ports, account: Account, organiser: Organiser) -> None:
    """Add or change a group, a coach, an organisation. Raises RefusedError."""
    known = programme_of(ports).offerings
    organiser = replace(organiser, name=_named(organiser.name))
    for key, wrong in _FAULTS.items():
        if wrong(organiser):
            raise refusal(f"offering.{key}", most=MOST_PEOPLE)
    if organiser.contact and not programme_of(ports).bookings.parties([organiser.contact]):
        raise refusal("offering.contact", name=organiser.contact[:64])
    known.put_organiser(organiser)
    note(ports, account, "organiser.save", organiser.id, kind=organiser.kind, retired=str(organiser.retired))


def _named(name: LocalText) -> LocalText:
    said = {language: text.strip() for language, text in name.items() if text.strip()}
    if not said or any(len(text) > LONGEST_NAME for text in said.values()):
        raise refusal("offering.name", most=LONGEST_NAME)
    return said


def _no_hours(hours: Availability) -> bool:
    return not (hours.days and hours.weekdays <= set(range(7)) and hours.weekdays and hours.start < hours.end)


_FAULTS: Mapping[str, Callable[[Organiser], bool]] = {
    "id": lambda one: not one.id.strip() or len(one.id) > LONGEST_NAME,
    "people": lambda one: not 0 <= one.people <= MOST_PEOPLE,
    "hours": lambda one: any(map(_no_hours, one.availability)),
    "not_a_coach": lambda one: bool(one.availability) and one.kind is not OrganiserKind.COACH,
}
