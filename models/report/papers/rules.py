"""开放达标: every rule for public places with its limit, what was found and whether it is kept; closures with their notice."""

from models.metric.metric import Unit
from models.report.figure import NO_DATA, NOT_ASKED, count, measured, words
from models.report.inputs.rules import RulesInputs
from models.report.monthly_statement import MonthlyStatement
from models.report.opening_standard import RULES, Judged, RuleVerdict, judged
from models.report.paper import Paper
from models.report.papers.head import head
from models.report.sheet import Absent, Cell, Column, Row, Sheet, Table
from models.report.sheets.standard import closure_table
from models.suppression import K

COLUMNS = tuple(
    Column(key=key)
    for key in ("rule", "rule_source", "rule_limit", "rule_found", "unit", "rule_verdict", "rule_how")
)


def rules_paper(inputs: RulesInputs) -> MonthlyStatement:
    """The same inputs always make the same paper."""
    table = Table(key="rules", columns=COLUMNS, rows=tuple(_row(key, inputs) for key in RULES))
    sheet = Sheet(key="rules", tables=(table, closure_table(inputs.closures, inputs.names)))
    return MonthlyStatement(head=head(inputs, Paper.STANDARD, f"{inputs.first.year}-S"), sheets=(sheet,))


def _row(key: str, inputs: RulesInputs) -> Row:
    rule, found = RULES[key], judged(key, inputs)
    unit = words(f"metric.unit.{rule.unit}") if rule.unit else words(f"report.rule_unit.{key}")
    cells = (
        words(f"report.rule.{key}"),
        words(f"report.rule_source.{rule.source}"),
        _number(found.limit, rule.unit),
        _found(found, rule.unit),
        unit,
        words(f"report.rule_verdict.{found.verdict}"),
        words(f"report.rule_how.{key}"),
    )
    return Row(key=key, unit=rule.unit, cells=cells)


def _found(found: Judged, unit: Unit | None) -> Cell:
    """Few people who came are not told."""
    if found.measured is None:
        return NOT_ASKED if found.verdict in (RuleVerdict.NOT_ASKED, RuleVerdict.PENDING) else NO_DATA
    if unit is Unit.VISITS and 0 < found.measured < K:
        return Cell(absent=Absent.FEW)
    return _number(found.measured, unit)


def _number(value: float, unit: Unit | None) -> Cell:
    """Days and events are counted one by one."""
    return count(round(value)) if unit is None and float(value).is_integer() else measured(value, unit)
