"""What residents are told of a change that was accepted: a notice, and an entry for their calendars."""

from datetime import datetime, timedelta

from models.advice.recommendation import Recommendation
from models.calendar import Window, local_day
from models.exchange.calendar_text import calendar_text
from models.message import Message
from models.ports import Ports
from models.programme.session import Session
from models.services.regeneration import programme_of
from models.spell import Spell, first_date


def notice(one: Recommendation) -> Message:
    """A sentence for the door and the group chat (`advice.notice.<action>`). Days, space and title are told beside it by
    key: values hold times, dates and numbers only."""
    target = one.target
    values: dict[str, str | int | float] = {
        "space": target.space,
        "weekdays": ",".join(map(str, target.weekdays)),
        "start": f"{target.start:%H:%M}",
        "end": f"{target.end:%H:%M}",
        "first": first_date(target.first, target.weekdays).isoformat(),
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
    """Held sessions that begin in the target window on its days, as long as it is tried."""
    target, zone = one.target, ports.centre.zone_info
    last = target.first + timedelta(weeks=target.weeks, days=-1)
    window = Window(local_day(target.first, zone).start, local_day(last, zone).end)
    return [
        session
        for session in programme_of(ports).sessions.within(window, [target.space])
        if session.held and _begins(session.window.start.astimezone(zone), target)
    ]


def _begins(start: datetime, target: Spell) -> bool:
    return start.weekday() in target.weekdays and start.time() == target.start
