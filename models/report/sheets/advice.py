"""Sheet 12: every recommendation of the month: what, on which facts, what was decided, expected and measured."""

from collections.abc import Iterator, Sequence

from models.advice.recommendation import Outcome
from models.effect.trial import Metric
from models.metric.metric import Unit
from models.report.figure import NOT_ASKED, count, day, measured, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.advice import Advised, FactTold, Measured, WeekSeen
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table

UNITS = {
    Outcome.OFF_PEAK_PERSON_HOURS: Unit.PERSON_HOURS,
    Outcome.OVERFLOW_MINUTES: Unit.MINUTES,
    Outcome.ATTENDANCES: Unit.VISITS,
    Outcome.CONTRIBUTION_FEN: Unit.FEN,
}
"""Of every outcome that a change may be expected to bring, a week."""

WEEKDAYS = {tuple(range(5)): "workdays", (5, 6): "weekend", tuple(range(7)): "every"}
"""Weekdays that have a name together, `report.weekdays.<name>`."""

_NUMBER = Column(key="advice")


def _columns(*keys: str, unit: Unit | None = None) -> tuple[Column, ...]:
    return tuple(Column(key=key, unit=unit) for key in keys)


_ADVICE = (
    _NUMBER,
    *_columns("action", "about", "space", "weekdays", "hours", "change_from", "change_weeks"),
    *_columns("made_on", "state", "decided_on", "reject_reason", "changed", "confidence"),
    Column(key="week_cost", unit=Unit.FEN),
)
_FACTS = (
    _NUMBER,
    *_columns("fact", "fact_value", "fact_unit", "first", "last"),
    Column(key="coverage", unit=Unit.SHARE),
)
_EXPECTED = (
    _NUMBER,
    *_columns("outcome", "unit", "expected_mean", "expected_low", "expected_high", "evidence"),
)
_MEASURED = (
    _NUMBER,
    *_columns("compared", "method", "change_from", "judged_on", "weeks_over", "weeks_planned"),
    *_columns("effect", "effect_low", "effect_high", "smallest", "displaced", unit=Unit.SHARE),
    *_columns("net_week", "p_value"),
    Column(key="weeks_known", unit=Unit.SHARE),
    *_columns("verdict", "verdict_why"),
)
_WEEKS = (
    _NUMBER,
    *_columns("week", "phase"),
    Column(key="week_registered", unit=Unit.VISITS, is_persons=True),
    *_columns("week_measured", "week_usual", "week_low", "week_high"),
)


def sheet(inputs: MonthInputs) -> Sheet:
    """错峰建议与成效: all empty where no advice is given."""
    advised = inputs.advice.advised
    return Sheet(
        key=SheetKey.ADVICE,
        tables=(
            Table(key="advice", columns=_ADVICE, rows=tuple(map(_advice, advised))),
            Table(
                key="advice_why",
                columns=(_NUMBER, Column(key="why")),
                rows=tuple(row for one in advised for row in _why(one)),
            ),
            Table(
                key="advice_facts",
                columns=_FACTS,
                rows=tuple(_fact(one, each) for one in advised for each in one.facts),
            ),
            Table(
                key="advice_expected",
                columns=_EXPECTED,
                rows=tuple(row for one in advised for row in _expected(one)),
            ),
            Table(
                key="advice_measured",
                columns=_MEASURED,
                rows=tuple(_measured(one, one.measured) for one in advised if one.measured),
            ),
            Table(
                key="advice_weeks",
                columns=_WEEKS,
                rows=tuple(_week(one, each) for one in advised for each in one.weeks),
            ),
        ),
    )


def _advice(one: Advised) -> Row:
    spell = one.target
    hours = words("report.hours", start=f"{spell.start:%H:%M}", end=f"{spell.end:%H:%M}")
    cells = (
        *(_number(one), words(f"advice.action.{one.action}")),
        name(one.title or None) if one.title else NOT_ASKED,
        *(name(one.space or None), _weekdays(spell.weekdays), hours),
        *(day(spell.first), count(spell.weeks), day(one.made_on)),
        words(f"advice_page.state.{one.state}"),
        day(one.decided_on) if one.decided_on else NOT_ASKED,
        words(f"advice_page.reason.{one.reason}") if one.reason else NOT_ASKED,
        words("report.yes" if one.changed else "report.no") if one.decided_on else NOT_ASKED,
        words(f"advice.confidence.{one.confidence}"),
        count(one.cost_fen),
    )
    return Row(key=one.id, cells=cells)


def _weekdays(weekdays: Sequence[int]) -> Cell:
    """By a name where they have one in common, else by their numbers."""
    whole = tuple(sorted(weekdays))
    if len(whole) == 1:
        return words(f"weekday.{whole[0]}")
    if whole in WEEKDAYS:
        return words(f"report.weekdays.{WEEKDAYS[whole]}")
    return words("report.weekdays", days=", ".join(f"{one + 1}" for one in whole))


def _number(one: Advised) -> Cell:
    return name({"zh-Hans": one.id, "en": one.id})


def _why(one: Advised) -> Iterator[Row]:
    for n, message in enumerate(one.why, start=1):
        yield Row(key=f"{one.id}.{n}", cells=(_number(one), Cell(text=message)))


def _fact(one: Advised, fact: FactTold) -> Row:
    cells = (
        *(_number(one), words(f"advice_page.query.{fact.key}"), measured(fact.value)),
        words(f"advice_page.fact_unit.{fact.unit}"),
        *(day(fact.first), day(fact.last)),
        measured(fact.coverage) if fact.coverage is not None else NOT_ASKED,
    )
    return Row(key=f"{one.id}.{fact.id}", cells=cells)


def _expected(one: Advised) -> Iterator[Row]:
    """With the bounds of the 80 % interval."""
    for outcome, unit in UNITS.items():
        told = one.expected.get(outcome)
        if told is None:
            continue
        numbers = (
            measured(number, unit) if unit is Unit.FEN else measured(number)
            for number in (told.mean, told.low, told.high)
        )
        cells = (
            *(_number(one), words(f"advice_page.outcome.{outcome}"), words(f"metric.unit.{unit}")),
            *numbers,
            words(f"advice_page.evidence.{told.evidence}"),
        )
        yield Row(key=f"{one.id}.{outcome}", unit=unit, cells=cells)


def _measured(one: Advised, found: Measured) -> Row:
    """Shares are of what would have come otherwise; the interval is that of 95 %. Before its day there is no verdict."""
    verdict = f"effect.verdict.{found.verdict}" if found.is_judged else "effect.verdict.running"
    cells = (
        *(_number(one), words(f"effect.metric.{found.metric}"), words(f"report.method.{found.method}")),
        *(day(found.starts), day(found.until), count(found.weeks), count(found.planned)),
        *map(measured, (found.effect, found.low, found.high, found.smallest, found.displaced)),
        *map(measured, (found.net, found.p, found.coverage)),
        *(words(verdict), words(found.why.replace("effect.why.", "report.verdict_why."))),
    )
    return Row(key=one.id, cells=cells)


def _week(one: Advised, week: WeekSeen) -> Row:
    """Heads of a register are people who know each other; what sensors saw of a hall is not."""
    is_register = one.measured is not None and one.measured.metric is Metric.REGISTERED
    came = None if week.came is None else round(week.came)
    cells = (
        *(
            _number(one),
            day(week.monday),
            words("report.phase.after" if week.is_after else "report.phase.before"),
        ),
        count(came) if is_register else NOT_ASKED,
        NOT_ASKED if is_register else measured(week.came),
        *map(measured, (week.usual, week.low, week.high)),
    )
    return Row(key=f"{one.id}.{week.monday}", cells=cells)
