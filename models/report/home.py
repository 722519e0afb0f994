"""Where a report tells an attendance: each has one home, so that no one is counted twice."""

from enum import StrEnum

from models.programme.activity import OrganiserKind


class Home(StrEnum):
    """The sheet that counts it; its words are `report.home.<home>`."""

    PROGRAMME = "programme"  # a course or a group's slot: sheet 5
    CANTEEN = "canteen"  # a meal that was eaten here: sheet 6
    ACTIVITY = "activity"  # what the centre or an organisation holds for everybody: sheet 11


def home(organiser: OrganiserKind | None, *, paid: bool, public_benefit: bool) -> Home:
    """Of a session. A group's slot and what is paid for is never an activity for everybody; organiser: None = known no more."""
    if paid or organiser in (OrganiserKind.COACH, OrganiserKind.GROUP) or not public_benefit:
        return Home.PROGRAMME
    return Home.ACTIVITY
