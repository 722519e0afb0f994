"""The table of queries: how each number of an explanation is had from the snapshot, so that anybody can have it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.advice.appraisal import appraise, cost_fen
from models.advice.candidate import candidate_of
from models.advice.ground import LOOKED_AT, RECENT_WEEKS, Ground, Window, mean
from models.advice.recommendation import Fact, Outcome, Query
from models.demand.preference import mentions

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """ask: the number, None = no data. digits: that are told. windowed: it is about measured days of a window.

    told_before: it was said at any time of the history.
    """

    unit: str
    digits: int
    ask: Callable[[Ground, Given], float | None]
    windowed: bool = False
    told_before: bool = False


def window_in(given: Given) -> Window:
    """The window that a query is asked about."""
    days = tuple(map(int, given["weekdays"].split(",")))
    return Window(given["space"], days, int(given["start"]), int(given["end"]))


def _percent(part: float | None, whole: float) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _share(ground: Ground, given: Given) -> float | None:
    return _percent(ground.mean_people(window_in(given)), ground.space(given["space"]).capacity)


def _effect(ground: Ground, given: Given) -> float | None:
    """mean, low, high or likely of an outcome; fen as yuan."""
    outcome = Outcome(given["outcome"])
    found = appraise(ground, candidate_of(given)).effect.get(outcome)
    value = getattr(found, given["bound"]) if found is not None else None
    return value / 100 if outcome is Outcome.CONTRIBUTION_FEN and value is not None else value


def _came(ground: Ground, given: Given) -> float | None:
    weekday = given.get("weekday")
    turns = ground.turns(given["series"], int(weekday) if weekday else None)
    return mean([one.came for one in turns if one.came is not None])


def _mentions(what: str) -> Callable[[Ground, Given], float | None]:
    """Persons who named an hour of the window, by the zone of the space."""

    def told(ground: Ground, given: Given) -> float | None:
        window = window_in(given)
        return mentions(
            ground.snapshot.preferences,
            what,
            zone=ground.space(window.space).zone,
            kind=given["kind"],
            weekdays=window.weekdays,
            hours=range(window.start // 2, -(-window.end // 2)),
        )

    return told


def _tariff_yuan(ground: Ground, given: Given) -> float | None:
    return next((one.fen / 100 for one in ground.snapshot.tariffs if one.plan == given["plan"]), None)


def _of_window(name: str) -> Callable[[Ground, Given], float | None]:
    return lambda ground, given: ground.per_week(name, window_in(given))


def _forecast(name: str) -> Callable[[Ground, Given], float | None]:
    return lambda ground, given: ground.expected(name, window_in(given))


QUERIES: Mapping[str, Row] = {
    "mean_people": Row("people", 1, lambda g, q: g.mean_people(window_in(q)), windowed=True),
    "use_percent": Row("percent", 1, _share, windowed=True),
    "coverage_percent": Row("percent", 0, lambda g, q: _percent(g.coverage(window_in(q)), 1), windowed=True),
    "capacity": Row("people", 0, lambda g, q: g.space(q["space"]).capacity),
    "days_seen": Row("days", 0, lambda g, q: g.days_seen(window_in(q)), windowed=True),
    "quiet_days": Row("days", 0, lambda g, q: g.quiet_days(window_in(q)), windowed=True),
    "overflow_minutes": Row("minutes", 0, _of_window("overflow"), windowed=True),
    "ghost_minutes": Row("minutes", 0, _of_window("ghost"), windowed=True),
    "expected_people": Row("people", 1, _forecast("point")),
    "highest_people": Row("people", 1, _forecast("high")),
    "weeks": Row("weeks", 0, lambda _g, _q: LOOKED_AT),
    "recent_weeks": Row("weeks", 0, lambda _g, _q: RECENT_WEEKS),
    "turns": Row("sessions", 0, lambda g, q: len(g.turns(q["series"]))),
    "absences": Row("sessions", 0, lambda g, q: sum(one.absent for one in g.turns(q["series"]))),
    "came": Row("people", 1, _came),
    "waiting": Row("people", 0, lambda g, q: sum(one.waiting for one in g.turns(q["series"]))),
    "needs_mentions": Row("people", 0, _mentions("wanted"), told_before=True),
    "crowd_mentions": Row("people", 0, _mentions("crowded"), told_before=True),
    "places": Row("people", 0, lambda g, q: g.courses[q["series"]].places or None),
    "price": Row("yuan", 2, _tariff_yuan),
    "new_price": Row("yuan", 2, lambda _g, q: int(candidate_of(q).parameters["fen"]) / 100),
    "effect": Row("", 1, _effect),
    "value": Row("points", 1, lambda g, q: appraise(g, candidate_of(q)).value),
    "cost": Row("yuan", 2, lambda g, q: cost_fen(g, candidate_of(q)) / 100),
}
"""By key; `advice.query.<key>` says in words what it counts."""

UNITS: Mapping[Outcome, str] = {
    Outcome.OFF_PEAK_PERSON_HOURS: "person_hours",
    Outcome.OVERFLOW_MINUTES: "minutes",
    Outcome.ATTENDANCES: "people",
    Outcome.CONTRIBUTION_FEN: "yuan",
}


def answered(ground: Ground, number: int, query: Query) -> Fact:
    """The fact with that number. Raises KeyError for a query that is not in the table."""
    row = QUERIES[query.key]
    value = row.ask(ground, query.given)
    first, last = _days(ground, row, query.given)
    return Fact(
        id=f"q{number}",
        key=query.key,
        value=None if value is None else _round(float(value), row.digits),
        unit=row.unit or UNITS[Outcome(query.given["outcome"])],
        first=first,
        last=last,
        coverage=_coverage(ground, row, query.given),
        query=query,
    )


def _round(value: float, digits: int) -> float:
    return round(value, digits) + 0.0  # no -0.0


def _coverage(ground: Ground, row: Row, given: Given) -> float | None:
    found = ground.coverage(window_in(given)) if row.windowed else None
    return None if found is None else round(found, 4)


def _days(ground: Ground, row: Row, given: Given) -> tuple[date, date]:
    if row.windowed:
        return ground.span(window_in(given))
    monday = ground.snapshot.monday
    if row.told_before:
        return ground.snapshot.first, ground.days[-1] if ground.days else ground.snapshot.first
    if row.unit in ("sessions", "weeks") or "series" in given:
        return ground.days[-1] - timedelta(weeks=RECENT_WEEKS, days=-1), ground.days[-1]
    return monday, monday + timedelta(days=6)
