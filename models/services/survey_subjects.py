"""What people can be asked about now: what was held lately or is soon, projects at work, changes on trial, the house's meals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.account import Account, Permission
from models.message import LocalText
from models.metric.period import Period
from models.needs.activity import ActivityStatus
from models.needs.project import Project, Stage, Standing
from models.needs.survey import About
from models.ports import Ports
from models.services.deciding import MAY_END
from models.services.held import happenings
from models.services.strangers import refusal

AROUND = timedelta(days=14)
"""Before and after today; of what was held longer ago few remember enough."""

AT_WORK = frozenset({Stage.DELIVERY, Stage.FEEDBACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """day: of what is held on one, or from which a change applies; it tells two of a name apart."""

    about: About
    subject: str
    name: LocalText
    day: date | None = None


def askables(ports: Ports, account: Account) -> list[Askable]:
    """By kind in the order of About, the nearest day first. Raises RefusedError."""
    if not account.may(Permission.SURVEY_EDIT, ports.centre.id):
        raise refusal("activity.not_allowed")
    today = ports.centre.business_day_of(ports.clock())
    found = [*_held(ports, account, today), *_projects(ports), *_changes(ports), *_meals(ports)]
    kinds = list(About)
    return sorted(found, key=lambda one: (kinds.index(one.about), _far(one, today)))


def is_at_work(project: Project) -> bool:
    """Whether there is something of it to judge already and still."""
    return project.standing is Standing.RUNNING and project.stage in AT_WORK


def meal_names(ports: Ports) -> Mapping[str, LocalText]:
    """By the key that tills use; of two canteens the name that the first gives it."""
    hours = [one for space in ports.centre.spaces.values() for one in space.meals]
    return {one.key: one.name for one in reversed(hours)}


def _far(one: Askable, today: date) -> int:
    return abs((one.day - today).days) if one.day else 0


def _held(ports: Ports, account: Account, today: date) -> Iterator[Askable]:
    for one in happenings(ports, account, Period(today - AROUND, today + AROUND)):
        if one.status is not ActivityStatus.CANCELLED:
            about = About.SESSION if one.session else About.ACTIVITY
            yield Askable(about=about, subject=one.session or one.key, name=one.name, day=one.day)


def _projects(ports: Ports) -> Iterator[Askable]:
    for one in ports.loop.projects.all() if ports.loop.projects else ():
        if is_at_work(one):
            yield Askable(about=About.PROJECT, subject=one.id, name=one.name)


def _changes(ports: Ports) -> Iterator[Askable]:
    for one in ports.advice.recommendations.in_states([*MAY_END]) if ports.advice else ():
        space = ports.centre.spaces.get(one.target.space)
        name = one.title or (space.name if space else {})
        yield Askable(about=About.CHANGE, subject=one.id, name=name, day=one.target.first)


def _meals(ports: Ports) -> Iterator[Askable]:
    for key, name in meal_names(ports).items():
        yield Askable(about=About.MEAL, subject=key, name=name)
