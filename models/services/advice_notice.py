"""What residents are told of a change that was accepted: a notice, and an entry for their calendars."""

from models.advice.recommendation import Recommendation
from models.exchange.calendar_text import calendar_text
from models.message import Message
from models.ports import Ports
from models.programme.session import Session
from models.services.enacting import made_ids
from models.services.regeneration import programme_of


def notice(one: Recommendation) -> Message:
    """A sentence for the door and the group chat (`advice.notice.<action>`). Days, space and title are told beside it by
    key: values hold times, dates and numbers only."""
    target = one.target
    values: dict[str, str | int | float] = {
        "space": target.space,
        "weekdays": ",".join(map(str, target.weekdays)),
        "start": f"{target.start:%H:%M}",
        "end": f"{target.end:%H:%M}",
        "first": target.first.isoformat(),
    }
    if one.source is not None:
        values |= {"from_space": one.source.space, "from_start": f"{one.source.start:%H:%M}"}
    named = {name.replace(".", "_"): value for name, value in one.parameters.items()}
    return Message(f"advice.notice.{one.action}", {**values, **named})


def entry(ports: Ports, one: Recommendation, locale: str) -> str:
    """The dates that it became as an iCalendar text. Raises RefusedError where this deployment keeps no programme."""
    space = ports.centre.spaces[one.target.space]
    place = space.name.get(locale) or next(iter(space.name.values()), "")
    return calendar_text(ports.centre.id, place, _dates(ports, one), ports.clock(), locale)


def _dates(ports: Ports, one: Recommendation) -> list[Session]:
    """Of a new series all its dates; of a series that was moved those from the first changed week on."""
    sessions = programme_of(ports).sessions
    keys = made_ids(one) or tuple(key for key in (one.parameters.get("series"),) if key)
    found = [session for key in keys for session in sessions.of_series(key, ports.clock())]
    return [session for session in found if session.held and session.day >= one.target.first]
