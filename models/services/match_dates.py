"""The dates of matches in the timetable: put there by its rules, and taken out again by its rules."""

from models.account import Account, Permission
from models.needs.need import Need
from models.needs.provider import Match
from models.ports import Ports
from models.programme.series import Series
from models.services import programme
from models.services.match_board import Board
from models.services.match_slot import FreeSlot
from models.services.offerings import CENTRE_ITSELF
from models.services.regeneration import programme_of
from models.services.strangers import refusal


def date_draft(ports: Ports, known: Board, need: Need, match: str, slot: FreeSlot, kind: str) -> Series:
    """The one date, as a series of the timetable. Raises RefusedError where the programme's rules forbid it."""
    local = slot.window.start.astimezone(ports.centre.zone_info)
    topic = known.topics.get(need.topic)
    heat = known.heat.get(need.id, 1)
    draft = Series(
        id=f"match-{match}",
        space=slot.space,
        kind=kind,
        organiser=CENTRE_ITSELF,
        title=topic.name if topic else {"zh-Hans": need.topic},
        first=local.date(),
        start=local.time(),
        minutes=round(slot.window.hours * 60),
        expected=min(heat, ports.centre.spaces[slot.space].limit(local.date()) or heat),
    )
    dates = programme.preview(ports, draft)
    if not dates or any(conflict.forbids for one in dates for conflict in one.conflicts):
        raise refusal("match.slot_gone")
    return draft


def take_out(ports: Ports, account: Account, match: Match) -> None:
    """The match shall not be: its series ends, and its room is free again. Twice is the same as once.

    Raises RefusedError where a session to come would stay, because it is booked or was moved by hand, and for whoever may not
    change the timetable.
    """
    if not match.series or match.series not in {one.id for one in programme.all_series(ports)}:
        return
    series = programme.one_series(ports, match.series)
    is_ended = series.ended is not None and series.ended < series.first
    if is_ended and not _ahead(ports, series.id):
        return
    if not account.may(Permission.BOOKING_EDIT, ports.centre.id):
        raise refusal("match.in_timetable")
    edit = programme.end(series.id, series.version, series.first)
    gone = {one.id for one in programme.propose(ports, edit).plan.cancelled}
    if _ahead(ports, series.id) - gone:
        raise refusal("match.booked")
    programme.carry(ports, account, edit)
    if _ahead(ports, series.id):  # somebody booked meanwhile
        raise refusal("match.booked")


def _ahead(ports: Ports, series: str) -> set[str]:
    """Sessions to come that are held."""
    now = ports.clock()
    found = programme_of(ports).sessions.of_series(series, now)
    return {one.id for one in found if one.held and one.window.start > now}
