"""The paragraph of the cover: sentences that rules choose from the sheets, the most telling first, each number a cell of them."""

from collections.abc import Sequence
from functools import partial

from models.report import finding_of_house, finding_of_use
from models.report.finding_facts import LAST, Facts, Rule
from models.report.inputs import MonthInputs
from models.report.monthly_statement import Finding
from models.report.sheet import Sheet

MOST = 8
"""Sentences that a cover has room for."""

RULES: Sequence[Rule] = (
    finding_of_use.totals,
    *(partial(finding_of_use.changed, against=against) for against in ("previous", "last_year", "festival")),
    finding_of_use.fullest,
    finding_of_use.ghosts,
    finding_of_use.off_peak,
    finding_of_use.crowded,
    finding_of_house.result,
    finding_of_house.shared,
    finding_of_house.changes,
    finding_of_house.targets,
    finding_of_house.notice,
    finding_of_house.unrated,
    finding_of_house.gaps,
)
"""To add one: a function, a line, its sentence `report.finding.<key>`."""


def findings(inputs: MonthInputs, sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """At most MOST sentences, the most telling first; every blank of them is a cell with something in it."""
    facts = Facts(inputs, sheets)
    told = sorted((one for rule in RULES for one in rule(facts)), key=lambda one: -one.weight)
    last = [one for one in told if one.weight == LAST]  # said however much else there is to say
    first = [one for one in told if one.weight != LAST][: MOST - len(last)]
    return tuple(Finding(key=one.key, values=one.values) for one in (*first, *last))
