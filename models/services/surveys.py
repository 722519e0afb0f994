"""Surveys: begun for something that took place, ended, and told with their number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import choice, token_hex

from models.account import Account, Permission
from models.message import LocalText
from models.needs.discretion import masked
from models.needs.ports import Surveys
from models.needs.satisfaction import Opinion, opinion
from models.needs.survey import About, Survey
from models.ports import Ports
from models.satisfaction import FEWEST
from models.services.deed import done_by
from models.services.loop import surveys_of
from models.services.strangers import refusal
from models.services.survey_subjects import meal_names

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes: none is read as another one when a slip is typed off."""

CODE_LENGTH = 10
LONGEST_DAYS = 60
MOST_INVITED = 100_000
LONGEST_MEAL = 40

Name = LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveying:
    """A survey as its house sees it. name: of what is judged, empty = it is there no more; remarks: masked, none while so few
    answered that somebody could be known by the words."""

    survey: Survey
    name: Name
    opinion: Opinion
    is_open: bool
    remarks: tuple[str, ...] = ()


def begin_survey(
    ports: Ports, account: Account, about: About, subject: str, days: int, invited: int | None = None
) -> Survey:
    """days: until it ends. invited: how many could answer, None = not known. Raises RefusedError."""
    kept = _allowed(ports, account)
    subject = masked(subject)[:LONGEST_MEAL] if about is About.MEAL else subject
    if not subject or not name_of(ports, about, subject):
        raise refusal("survey.subject")
    if not 1 <= days <= LONGEST_DAYS:
        raise refusal("survey.days", most=LONGEST_DAYS)
    if invited is not None and not 0 < invited <= MOST_INVITED:
        raise refusal("survey.invited", n=invited)
    at = ports.clock()
    one = Survey(
        id=token_hex(6),
        code="".join(choice(SIGNS) for _ in range(CODE_LENGTH)),
        about=about,
        subject=subject,
        begun_at=at,
        until=at + timedelta(days=days),
        invited=invited,
        key=token_hex(16),
    )
    kept.put(one, done_by(ports, account, "survey.begin", one.id, about=about.value, subject=subject))
    return one


def end_survey(ports: Ports, account: Account, key: str) -> Survey:
    """Nobody can answer any more; what told devices apart is forgotten at once. Raises RefusedError."""
    kept = _allowed(ports, account)
    one = next((one for one in kept.all() if one.id == key), None)
    if one is None or not one.is_open(ports.clock()):
        raise refusal("survey.ended")
    ended = replace(one, until=ports.clock())
    kept.put(ended, done_by(ports, account, "survey.end", one.id))
    kept.forget(ports.clock())
    return ended


def surveys(ports: Ports, account: Account) -> list[Surveying]:
    """The newest first. Raises RefusedError."""
    if not account.may(Permission.ACTIVITY_READ, ports.centre.id):
        raise refusal("activity.not_allowed")
    kept = surveys_of(ports)
    every = kept.all()
    tallies = kept.tallies([one.id for one in every])
    return [
        Surveying(
            survey=one,
            name=name_of(ports, one.about, one.subject),
            opinion=opinion([one], tallies),
            is_open=one.is_open(ports.clock()),
        )
        for one in every
    ]


def survey_of(ports: Ports, account: Account, key: str) -> Surveying:
    """One with its remarks. Raises RefusedError."""
    found = next((one for one in surveys(ports, account) if one.survey.id == key), None)
    if found is None:
        raise refusal("survey.ended")
    if found.opinion.answered < FEWEST:
        return found
    said = surveys_of(ports).answers([key])
    return replace(found, remarks=tuple(sorted(one.remark for one in said if one.remark)))


def forget_devices(ports: Ports) -> int:
    """What told devices apart is forgotten of every survey that has ended; how many that were."""
    return ports.loop.surveys.forget(ports.clock()) if ports.loop.surveys else 0


def name_of(ports: Ports, about: About, subject: str) -> Name:
    """What is judged; empty where there is no such thing."""
    return _NAMES[about](ports, subject)


def _activity(ports: Ports, key: str) -> Name:
    every = ports.loop.activities.all() if ports.loop.activities else []
    return next((one.name for one in every if one.id == key), {})


def _session(ports: Ports, key: str) -> Name:
    found = ports.programme.sessions.find([key]) if ports.programme else []
    return found[0].title if found else {}


def _project(ports: Ports, key: str) -> Name:
    one = ports.loop.projects.find(key) if ports.loop.projects else None
    return one.name if one else {}


def _change(ports: Ports, key: str) -> Name:
    """By its own name, else by that of its space."""
    one = ports.advice.recommendations.find(key) if ports.advice else None
    if one is None:
        return {}
    space = ports.centre.spaces.get(one.target.space)
    return one.title or (space.name if space else {})


def _meal(ports: Ports, subject: str) -> Name:
    """The house's own by its key, in every language; any other by the words that were typed."""
    return meal_names(ports).get(subject) or {"zh-Hans": subject}


_NAMES: Mapping[About, Callable[[Ports, str], Name]] = {
    About.ACTIVITY: _activity,
    About.SESSION: _session,
    About.PROJECT: _project,
    About.CHANGE: _change,
    About.MEAL: _meal,
}


def _allowed(ports: Ports, account: Account) -> Surveys:
    if not account.may(Permission.SURVEY_EDIT, ports.centre.id):
        raise refusal("activity.not_allowed")
    return surveys_of(ports)
