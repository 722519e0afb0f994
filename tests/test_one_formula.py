"""No figure is worked out twice: what is measured and booked is divided in models/metric and nowhere else."""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from models.metric.sums import Sums
from models.slot import SlotFact
from tests.source import sources, tree

REGISTRY = "models/metric/"

ELSEWHERE = {
    "ingest/bench/query/facts.py": "questions that are timed, asked in the same way of facts and of raw points",
    "dashboard/bench/estimator/oracle.py": "what a filter that knows the truth would still miss: a bound, not a figure",
    "models/aggregate.py": "the mean of one sensor's readings over the part of a step that they cover",
    "models/report/gap.py": "the share of promised hours that facts tell of: what facts themselves cannot know",
    "models/usual.py": "what is usual in the hour around a quarter hour, weighted over its neighbours",
    "models/forecast/measured.py": "mean people of a half hour, which a forecast learns from: arrays of the registry's own mean_people",
    "models/forecast/booked.py": "people per booked place, which turns bookings into a floor of a forecast",
    "models/services/advice_snapshot.py": "mean people by weekday and half hour, kept with the advice that stands on them",
    "models/advice/ground.py": "the numbers of an explanation, worked out once more from the bytes that were kept",
    "models/demand/seats.py": "the chance of a full session by a distribution, no figure of use",
    "models/needs/matching/week.py": "how much of the wanted hours a helper has: a part of a score, no figure of use",
    "models/needs/lights.py": "attendances promised, spread evenly over sittings: a light of a project, no figure of use",
    "models/estimate/learning.py": "what doors miss, learnt from closed days: evidence for people, not a figure of use",
}
"""Divisions of sums that are no figure of the registry, and why."""

OF_FACTS = {field.name for field in fields(SlotFact)} - {
    "space",
    "start",
    "capacity",
    "quality",
    "calc_version",
}
_NOTHING = Sums()
OF_SUMS = {
    one.name
    for part in fields(_NOTHING)
    if is_dataclass(value := getattr(_NOTHING, part.name))
    for one in fields(value)
}
SUMMED = OF_FACTS | OF_SUMS
"""Columns of facts and fields of sums: what rates are ratios of."""

DIVIDES = {"ratio", "ratios", "divide", "true_divide"}
UNITS_OF_TIME = {60, 3600}


def divided(text: str) -> Iterator[tuple[int, set[str]]]:
    """Line and the names that take part in each division, save those that only change minutes into hours."""
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv):
            if not (isinstance(node.right, ast.Constant) and node.right.value in UNITS_OF_TIME):
                yield node.lineno, set(names(node))
        elif isinstance(node, ast.Call) and called(node) in DIVIDES:
            yield node.lineno, {*names(node), called(node)}


def names(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def rates(text: str) -> list[int]:
    """The lines on which a text divides what was measured or booked."""
    return [line for line, taking in divided(text) if taking & (SUMMED | DIVIDES)]


def test_the_sums_that_are_watched_are_those_of_the_registry() -> None:
    assert is_dataclass(Sums)
    assert {"person_min", "seat_measured_hours", "late_cancelled", "fare_fen", "let_stall_days"} <= SUMMED


def test_a_rate_is_divided_in_the_registry_and_nowhere_else() -> None:
    product = sources("models", "ingest", "dashboard", "config")
    dividing = {path for path, text in product.items() if not path.startswith(REGISTRY) and rates(text)}
    assert dividing == set(ELSEWHERE)


def test_a_rate_that_is_worked_out_by_hand_would_be_found() -> None:
    assert rates("share = fact.person_min / (fact.capacity * fact.measured_min)") == [1]
    assert rates("mean = ratio(total.person_hours, total.measured_hours)") == [1]
    assert rates('mean = sums["person_min"] / sums["measured_min"]') == [1]
    assert rates("hours = fact.open_min / 60") == []
