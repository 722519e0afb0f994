"""The deeds about coaches who are away: marked for some days, and back again."""

from collections.abc import Mapping

from dashboard.advice.picture import picture
from dashboard.answer import Deed, Fields, Json
from dashboard.components.typed import day_of
from dashboard.drawn import nodes
from dashboard.page import Visit
from models.account import Permission
from models.programme.activity import Away, Organiser
from models.services.coach_absence import mark_away, take_back


def away(visit: Visit, fields: Fields) -> Json:
    first = day_of(fields, "first")
    last = day_of(fields, "last") if fields.get("last") else first
    return _told(
        visit, mark_away(visit.ports, visit.account, fields.get("coach", ""), first, last), "coach.away"
    )


def back(visit: Visit, fields: Fields) -> Json:
    days = Away(first=day_of(fields, "first"), last=day_of(fields, "last"))
    return _told(visit, take_back(visit.ports, visit.account, fields.get("coach", ""), days), "coach.back")


def _told(visit: Visit, coach: Organiser, key: str) -> Json:
    shown = picture(visit)
    drawn = {"coaches": nodes(shown.coaches()), "grid": nodes(shown.grid())}
    return {"text": visit.translate(key, name=visit.translate.name(coach.name)), "drawn": drawn}


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "away": (Permission.BOOKING_EDIT, away),
    "back": (Permission.BOOKING_EDIT, back),
}
