"""What the address of the advice page asks for: a week, a day of it or a space, and the proposal that is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.advice.iso_week import monday_of, week_of
from models.centre import Centre, SpaceId

VIEWS = ("week", "day")
_FAR = timedelta(days=3660)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """week: "2026-W49", of which `monday` is the first day and `day` one. space: "" = where something is proposed first.

    coming: the Monday of the week that is planned next. open: id of a proposal, or "".
    """

    monday: date
    day: date
    coming: date
    view: str
    space: str
    open: str

    @property
    def week(self) -> str:
        return week_of(self.monday)

    @property
    def days(self) -> list[date]:
        """Monday first."""
        return [self.monday + timedelta(days=n) for n in range(7)]


def asked(query: Mapping[str, str], centre: Centre, today: date) -> Asked:
    """What is not said or said wrongly is the week that comes, and its Monday."""
    coming = begin_of(today) + timedelta(days=7)
    typed = _day(query.get("date", ""), today)
    monday = _monday(query.get("week", ""), today) or (begin_of(typed) if typed else coming)
    inside = typed if typed and begin_of(typed) == monday else None
    if typed and inside is None and query.get("view") == "day":
        monday, inside = begin_of(typed), typed
    view = query.get("view", "")
    space = query.get("space", "")
    return Asked(
        monday=monday,
        day=inside or monday,
        coming=coming,
        view=view if view in VIEWS else VIEWS[0],
        space=space if SpaceId(space) in centre.spaces else "",
        open=query.get("open", "")[:64],
    )


def begin_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _day(text: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs(day - today) < _FAR else None


def _monday(text: str, today: date) -> date | None:
    try:
        return _day(monday_of(text).isoformat(), today)
    except ValueError:
        return None
