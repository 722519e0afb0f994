"""The nightly forecast: made once a day for eight weeks, kept, and taught by what came of the ones before it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from models.calendar import Window
from models.centre import Schedule, SpaceId
from models.forecast.booked import show_share
from models.forecast.made import Made
from models.forecast.maker import FEWEST_DAYS, Maker, Place
from models.forecast.measured import measured
from models.forecast.ours import SPAN_DAYS
from models.forecast.past import LONGEST_DAYS
from models.forecast.ports import Forecasts
from models.forecast.sky import Sky, sky_of, span_of
from models.ports import Ports
from models.slot_grid import SlotGrid

APART_DAYS = 5
"""Of the mornings that are over, every fifth is kept: that rotates through the weekdays and is enough to learn from."""

TAUGHT_DAYS = 130
"""So far back forecasts teach; one of eight weeks is over for half of them."""

AT_ONCE = 8
"""Past mornings that one turn makes up for: a new centre catches up within some turns, and stopping loses one at most."""

GREW = 1.1
"""A forecast that was made up for is made again once the centre has so much more history: it was still filling."""

_SHOW_DAYS = 56

Stamp = tuple[datetime, int]


def forecast(ports: Ports, _since: datetime, at: datetime) -> int:
    """Make this morning's forecast and up to AT_ONCE of those that are missing behind it; when none is, forget those that
    only served their days. How many that were."""
    if ports.forecasts is None or ports.slots.span() is None:
        return 0
    today, basis = ports.centre.day_of(at), basis_of(ports)
    kept = ports.forecasts.known(today - timedelta(days=TAUGHT_DAYS), today)
    missing = [day for day in mornings(ports, today) if _is_missing(ports, day, today, kept, basis)]
    if not missing:
        return ports.forecasts.remove({day for _, day in kept if day != today and not is_kept(day)})
    return _make(ports, ports.forecasts, missing[: 1 + AT_ONCE], today, at)


def mornings(ports: Ports, today: date) -> list[date]:
    """Of which a forecast is to be kept, the newest first; none from before anything was measured."""
    span = ports.slots.span()
    begun = ports.centre.day_of(span.start) if span else today
    past = (today - timedelta(days=n) for n in range(1, TAUGHT_DAYS))
    return [today, *(day for day in past if is_kept(day) and day > begun)]


def is_kept(day: date) -> bool:
    return day.toordinal() % APART_DAYS == 0


def basis_of(ports: Ports) -> int:
    """Space-days that the centre has been measured on."""
    return sum(ports.days.versions().values()) if ports.days else 0


def _is_missing(
    ports: Ports, day: date, today: date, kept: Mapping[tuple[SpaceId, date], Stamp], basis: int
) -> bool:
    stamps = [kept.get((space, day)) for space in ports.centre.spaces]
    return any(stamp is None or _is_thin(ports, day, today, stamp, basis) for stamp in stamps)


def _is_thin(ports: Ports, day: date, today: date, stamp: Stamp, basis: int) -> bool:
    """Whether it was made of much less than is known by now. What was said on its own morning stands once that is over."""
    made_at, was = stamp
    made_up_for = ports.centre.day_of(made_at) > day
    return (made_up_for or day == today) and basis > GREW * was


def _make(ports: Ports, forecasts: Forecasts, days: Sequence[date], today: date, at: datetime) -> int:
    """Bands are learned anew for what is made now, for this morning, and for what has none though it was made up for."""
    maker = maker_of(ports, today)
    new = [maker.made(space, day, at) for day in days for space in ports.centre.spaces]
    have = {(one.space, one.day) for one in new}
    first = today - timedelta(days=TAUGHT_DAYS)
    old = [
        one
        for one in forecasts.within(list(ports.centre.spaces), first, today)
        if (one.space, one.day) not in have and one.day > maker.first
    ]
    said = {(one.space, one.day) for one in old if ports.centre.day_of(one.made_at) <= one.day < today}
    forecasts.put([one for one in maker.banded([*old, *new]) if (one.space, one.day) not in said])
    return len(new)


def maker_of(ports: Ports, today: date) -> Maker:
    """What forecasts of this and of past mornings are made with: up to SPAN_DAYS of every space are read."""
    span = ports.slots.span()
    begun = ports.centre.day_of(span.start) if span else today
    first = min(max(begun, today - timedelta(days=SPAN_DAYS)), today - timedelta(days=FEWEST_DAYS))
    sky = _sky(ports, first, today)
    places = [place_of(ports, space, first, today, sky) for space in ports.centre.spaces]
    return Maker.of(places, basis_of(ports), first)


def _sky(ports: Ports, first: date, today: date) -> Sky | None:
    """The weather of the days that forecasts are made of and for; None where none is kept."""
    zone, days = ports.centre.zone_info, _days(first, today)
    hours = ports.weather.within(Window(*span_of(first, days, zone))) if ports.weather else []
    return sky_of(hours, zone.key, first, days) if hours else None


def _days(first: date, today: date) -> int:
    return (today - first).days + LONGEST_DAYS


def place_of(ports: Ports, space: SpaceId, first: date, today: date, sky: Sky | None = None) -> Place:
    """A space from `first` on, with its calendar until LONGEST_DAYS after today."""
    of = ports.centre.spaces[space]
    schedule = Schedule(of, ports.calendar, ports.centre.zone_info)
    slots = ports.slots.grid(space, first - timedelta(days=1), today)
    series = measured(of, schedule, ports.calendar, slots, first, _days(first, today), sky)
    return Place(space=space, kind=of.kind, series=series, show=_show(slots))


def _show(slots: SlotGrid) -> float:
    """People per booked place in the quarter hours that were booked and measured throughout, of the last weeks."""
    if not len(slots):
        return show_share(0, 0, 0)
    recent = slots.starts >= slots.starts[-1] - _SHOW_DAYS * 86_400
    whole = recent & (slots["booked_min"] >= slots["open_min"]) & (slots["measured_min"] >= slots["open_min"])
    person, seats, minutes = (
        float(slots[name][whole].sum()) for name in ("person_min", "booked_seat_min", "booked_min")
    )
    return show_share(person, seats, minutes)


def made_now(ports: Ports, day: date) -> list[Made]:
    """Forecasts that nobody keeps, without bands: of a centre whose first turn has not come."""
    maker, at = maker_of(ports, day), ports.clock()
    return [maker.made(space, day, at) for space in ports.centre.spaces]
