"""Meetings of the four parties of the simulated centre: who was there, what was moved, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ingest.simulator.community.stage import COORDINATOR, Stage
from models.needs.meeting import Meeting, MeetingStatus, Party, Subject, Vote
from models.services.decisions import decisions
from models.services.meetings import (
    Called,
    call,
    cancel_meeting,
    close_meeting,
    count_present,
    meetings,
    open_meeting,
    put_motion,
    vote,
)

SEATS = {Party.GRID_LEADER: 1, Party.GRID_WORKER: 3, Party.RESIDENT_UNIT: 4, Party.RESIDENT: 12}
PRESENT = {Party.GRID_LEADER: 1, Party.GRID_WORKER: 2, Party.RESIDENT_UNIT: 3, Party.RESIDENT: 9}
BEGINS, LASTS = 10 * 60, 90
TITLE = "居民议事会（模拟）"
MINUTES = "四方到会，逐项表决。（模拟数据）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What is to be decided. about: id of a project; is_wanted: whether it is carried."""

    text: str
    subject: Subject = Subject.OTHER
    about: str = ""
    needs: tuple[str, ...] = ()
    is_wanted: bool = True


def meet(stage: Stage, motions: Sequence[Moved]) -> Mapping[str, str]:
    """A meeting at the present hour: the numbers of what was carried, by what it is about."""
    ports = stage.ports
    one = call(ports, COORDINATOR, _called(stage))
    one = open_meeting(ports, COORDINATOR, one.id, one.revision)
    for party, present in PRESENT.items():
        one = count_present(ports, COORDINATOR, one.id, one.revision, party, present)
    for each in motions:
        one = _voted(stage, one, each)
    closed = close_meeting(ports, COORDINATOR, one.id, one.revision, MINUTES)
    return {motion.about: motion.decision for motion in closed.motions if motion.carried}


def carried(stage: Stage, motions: Sequence[Moved]) -> Mapping[str, str]:
    """The numbers of what was carried, by what it is about: what was decided before is not put to a meeting again, and a
    meeting that was broken off is called off."""
    before = {one.about: one.number for one in decisions(stage.ports)}
    left = [one for one in motions if one.about not in before]
    if left:
        for one in _unfinished(stage):
            cancel_meeting(stage.ports, COORDINATOR, one.id, one.revision)
    return {**before, **(meet(stage, left) if left else {})}


def _unfinished(stage: Stage) -> list[Meeting]:
    every = meetings(stage.ports, COORDINATOR)
    return [
        one
        for one in every
        if one.title == TITLE and one.status in (MeetingStatus.PLANNED, MeetingStatus.OPEN)
    ]


def announce(stage: Stage) -> None:
    """The meeting of next week, with its table still empty."""
    if not _unfinished(stage):
        call(stage.ports, COORDINATOR, _called(stage, 7))


def _called(stage: Stage, days: int = 0) -> Called:
    day = stage.ports.centre.day_of(stage.now) + timedelta(days=days)
    local = stage.now.astimezone(stage.ports.centre.zone_info)
    begins = BEGINS if days else local.hour * 60 + local.minute
    return Called(title=TITLE, day=day, start=begins, minutes=LASTS, seats=dict(SEATS))


def _voted(stage: Stage, meeting: Meeting, moved: Moved) -> Meeting:
    one = put_motion(
        stage.ports,
        COORDINATOR,
        meeting.id,
        meeting.revision,
        moved.subject,
        moved.text,
        about=moved.about,
        needs=moved.needs,
    )
    given = [_vote(party, present, moved.is_wanted) for party, present in PRESENT.items()]
    return vote(stage.ports, COORDINATOR, one.id, one.revision, one.motions[-1].id, given)


def _vote(party: Party, present: int, is_wanted: bool) -> Vote:
    against = present // 4 if is_wanted else present
    return Vote(party=party, ayes=present - against, noes=against)
