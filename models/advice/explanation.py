"""Why something is advised, as sentences by key whose every number is a fact with its query."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models.advice.action import Action
from models.advice.candidate import Candidate, given_of, window_of
from models.advice.ground import Ground
from models.advice.query import answered
from models.advice.recommendation import Fact, Outcome, Query
from models.expectation import Expected
from models.message import Message

Asked = Mapping[str, Query]
"""Blank of the sentence -> what fills it."""


@dataclass(slots=True)
class Telling:
    """Sentences and their facts as they are told; the same question is one fact."""

    ground: Ground
    facts: dict[str, Fact] = field(default_factory=dict)

    def say(self, key: str, asked: Asked) -> Message | None:
        """A sentence; None where one of its numbers is not known: what is not known is not said."""
        found = {name: self.fact(query) for name, query in asked.items()}
        known = {name: fact.value for name, fact in found.items() if fact.value is not None}
        if len(known) < len(found):
            return None
        return Message(key, {name: int(one) if one == int(one) else one for name, one in known.items()})

    @classmethod
    def going_on(cls, ground: Ground, told: Iterable[Fact]) -> "Telling":
        """With the facts that were told already, under their numbers."""
        return cls(ground, {_name(one.query): one for one in told})

    def fact(self, query: Query) -> Fact:
        name = _name(query)
        if name not in self.facts:
            self.facts[name] = answered(self.ground, len(self.facts) + 1, query)
        return self.facts[name]


def _name(query: Query) -> str:
    return f"{query.key} {sorted(query.given.items())}"


def sentences(telling: Telling, candidate: Candidate, outcomes: Mapping[Outcome, Expected]) -> list[Message]:
    """What speaks for it, and what it is expected to bring."""
    asked = [*WHY[candidate.action](candidate), *_effects(candidate, outcomes)]
    return [one for key, blanks in asked if (one := telling.say(key, blanks)) is not None]


def _quiet(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    window = window_of(candidate.target)
    names = {
        "mean": "mean_people",
        "capacity": "capacity",
        "share": "use_percent",
        "weeks": "weeks",
        "coverage": "coverage_percent",
        "quiet": "quiet_days",
        "seen": "days_seen",
    }
    yield "advice.why.quiet", {name: Query(key=key, given=window) for name, key in names.items()}
    forecast = {"expected": "expected_people", "high": "highest_people"}
    yield "advice.why.forecast", {name: Query(key=key, given=window) for name, key in forecast.items()}


def _crowd(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    if candidate.source is not None:
        window = window_of(candidate.source)
        names = {"overflow": "overflow_minutes", "mean": "mean_people", "capacity": "capacity"}
        yield "advice.why.crowd", {name: Query(key=key, given=window) for name, key in names.items()}


def _named(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    """What residents say of the new hours, and of those that it would leave."""
    kind = {"kind": candidate.parameters.get("kind", "")}
    wanted = Query(key="needs_mentions", given=window_of(candidate.target) | kind)
    yield "advice.why.needs", {"needs": wanted}
    if candidate.source is not None:
        crowded = Query(key="crowd_mentions", given=window_of(candidate.source) | kind)
        yield "advice.why.crowded", {"crowded": crowded}


def _turnout(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    given = {"series": candidate.series}
    names = {"weeks": "recent_weeks", "turns": "turns", "came": "came"}
    yield "advice.why.turnout", {name: Query(key=key, given=given) for name, key in names.items()}
    yield "advice.why.places", {"places": Query(key="places", given=given)}


def _full(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    yield from _turnout(candidate)
    yield "advice.why.waiting", {"waiting": Query(key="waiting", given={"series": candidate.series})}


def _absent(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    given = {"series": candidate.series}
    names = {"weeks": "recent_weeks", "turns": "turns", "absent": "absences"}
    yield "advice.why.absent", {name: Query(key=key, given=given) for name, key in names.items()}


def _ghost(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    yield from _absent(candidate)
    ghost = Query(key="ghost_minutes", given=window_of(candidate.target))
    yield "advice.why.ghost_minutes", {"ghost": ghost}


def _asked(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    given = {"series": f"group:{candidate.parameters['group']}"}
    names = {"weeks": "recent_weeks", "asked": "turns"}
    yield "advice.why.asked", {name: Query(key=key, given=given) for name, key in names.items()}


def _sized(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    assert candidate.source is not None
    yield (
        "advice.why.sized",
        {
            "came": Query(key="came", given={"series": candidate.series}),
            "now": Query(key="capacity", given={"space": candidate.source.space}),
            "then": Query(key="capacity", given={"space": candidate.target.space}),
        },
    )


def _priced(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    yield (
        "advice.why.priced",
        {
            "before": Query(key="price", given={"plan": candidate.parameters["price_plan"]}),
            "price": Query(key="new_price", given=given_of(candidate)),
        },
    )


def _cost(candidate: Candidate) -> Iterator[tuple[str, Asked]]:
    if candidate.parameters.get("coach"):
        yield "advice.why.cost", {"cost": Query(key="cost", given=given_of(candidate))}


def _effects(candidate: Candidate, outcomes: Mapping[Outcome, Expected]) -> Iterator[tuple[str, Asked]]:
    for outcome, one in outcomes.items():
        if one.unchanged:
            yield f"advice.why.unchanged.{outcome}", {}
            continue
        given = given_of(candidate) | {"outcome": outcome.value}
        bounds = {
            bound: Query(key="effect", given=given | {"bound": bound}) for bound in ("mean", "low", "high")
        }
        yield f"advice.why.effect.{outcome}", bounds


Part = Callable[[Candidate], Iterator[tuple[str, Asked]]]


def _told(*parts: Part) -> Part:
    return lambda candidate: (one for part in parts for one in part(candidate))


WHY: Mapping[Action, Part] = {
    Action.MOVE_SESSION: _told(_crowd, _turnout, _quiet, _named),
    Action.ADD_CLASS: _told(_full, _quiet, _named, _cost),
    Action.GRANT_SLOT: _told(_asked, _quiet, _named),
    Action.PRICE_BAND: _told(_quiet, _priced),
    Action.MEAL_BAND: _told(_crowd, _quiet),
    Action.RELEASE_GHOST: _told(_ghost),
    Action.RIGHT_SIZE: _told(_turnout, _sized),
    Action.DUAL_USE: _told(_full, _quiet, _named, _cost),
    Action.OPENING_HOURS: _told(_quiet),
    Action.REMINDER: _told(_turnout, _absent),
}
"""What is told of each action, in order."""
