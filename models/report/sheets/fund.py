"""Sheet 9: the rule, the month's runs, what each bucket got and spent, every payment with its reference, the debt."""

from collections.abc import Iterator, Sequence

from models.message import LocalText
from models.metric.metric import Unit
from models.money.fund.rule import HELD, WHOLE_POINTS, Bucket, FundRule
from models.report.figure import NO_DATA, NOT_ASKED, count, day, measured, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.fund import BucketMonth, FundInputs, RunOfMonth
from models.report.sheet import Cell, Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL


def sheet(inputs: MonthInputs) -> Sheet:
    """收益分配: all empty where no books are kept."""
    fund = inputs.fund
    return Sheet(
        key=SheetKey.FUND,
        tables=(
            Table(key="fund_rules", columns=_RULES, rows=tuple(map(_rule, fund.rules))),
            Table(key="fund_runs", columns=_RUNS, rows=tuple(_runs(fund))),
            Table(key="fund_buckets", columns=_BUCKETS, rows=tuple(_buckets(fund))),
            Table(key="fund_spends", columns=_SPENDS, rows=tuple(_spends(fund))),
            Table(key="fund_debt", columns=_DEBT, rows=tuple(_debt(fund))),
        ),
    )


def _fen(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(key=key, unit=Unit.FEN) for key in keys)


_RULES = tuple(Column(key=key) for key in ("rule_version", "fund_base", "payoff", "valid_from", "decision"))
_RUNS = (
    *(Column(key="run"), Column(key="rule_version")),
    *_fen("base", "released", "carried", "shared", "carried_on"),
)
_BUCKETS = (
    *(Column(key="bucket"), Column(key="purpose"), Column(key="points", unit=Unit.SHARE)),
    *_fen("allocated", "allocated_ever", "spent", "spent_ever", "left"),
)
_SPENDS = (Column(key="day"), Column(key="bucket"), *_fen("spent"), Column(key="reference"))
_DEBT = _fen("debt_opened", "debt_owed", "debt_aside", "debt_remaining")


def _rule(rule: FundRule) -> Row:
    """The usual rule of the house is no decision of anybody and holds from the beginning."""
    is_decided = bool(rule.version)
    cells = (
        count(rule.version),
        words(f"fund.base.{rule.base}"),
        words(f"fund.payoff.{rule.payoff}"),
        day(rule.valid_from) if is_decided else NOT_ASKED,
        typed(rule.decision) if is_decided else words("report.usual_rule"),
    )
    return Row(key=f"{rule.version}", cells=cells)


def _runs(fund: FundInputs) -> Iterator[Row]:
    for one in fund.runs:
        yield Row(
            key=f"{one.number}", cells=(count(one.number), count(one.version), *map(count, _split(one)))
        )
    if fund.runs:
        base, released, _carried, shared, _on = (
            sum(each) for each in zip(*map(_split, fund.runs), strict=True)
        )
        sums = (count(base), count(released), NOT_ASKED, count(shared), NOT_ASKED)
        yield Row(key=TOTAL, cells=(words("report.total"), NOT_ASKED, *sums), is_total=True)


def _split(run: RunOfMonth) -> Sequence[int]:
    """base + released + carried = shared + what is carried on."""
    return run.base, run.released, run.carried, sum(run.parts.values()), run.after.carried


def _buckets(fund: FundInputs) -> Iterator[Row]:
    for one in fund.buckets:
        share = measured(one.bucket.points / WHOLE_POINTS)
        head = (bucket_name(one.bucket), words(f"fund.purpose.{one.bucket.purpose}"), share)
        yield Row(key=one.bucket.key, cells=(*head, *map(count, _fens(one))))
    if held := _held(fund):
        yield held
    if fund.has_fund:
        rows = [_fens(one) for one in fund.buckets] + [_held_fens(fund)]
        sums = (sum(column) for column in zip(*rows, strict=True))
        head = (words("report.total"), NOT_ASKED, NOT_ASKED)
        yield Row(key=TOTAL, cells=(*head, *map(count, sums)), is_total=True)


def _fens(one: BucketMonth) -> Sequence[int]:
    return one.got, one.got_ever, one.spent, one.spent_ever, one.left


def _held(fund: FundInputs) -> Row | None:
    """What awaits the next rule, where anything does or did in the month."""
    if not any(_held_fens(fund)):
        return None
    head = (words("report.held"), NOT_ASKED, NOT_ASKED)
    return Row(key=HELD, cells=(*head, *map(count, _held_fens(fund))))


def _held_fens(fund: FundInputs) -> Sequence[int]:
    got = sum(one.parts.get(HELD, 0) - one.released for one in fund.runs)
    return got, fund.held, 0, 0, fund.held


def bucket_name(bucket: Bucket) -> Cell:
    """The buckets of the built-in rule have their names in the catalogue."""
    return name(bucket.name) if bucket.name else words(f"fund.bucket.{bucket.key}")


def _spends(fund: FundInputs) -> Iterator[Row]:
    buckets = {one.bucket.key: one.bucket for one in fund.buckets}
    for one in fund.spends:
        bucket = bucket_name(buckets[one.bucket]) if one.bucket in buckets else NO_DATA
        yield Row(key=one.id, cells=(day(one.day), bucket, count(one.fen), typed(one.reference)))
    if fund.spends:
        whole = count(sum(one.fen for one in fund.spends))
        yield Row(key=TOTAL, cells=(words("report.total"), NOT_ASKED, whole, NOT_ASKED), is_total=True)


def _debt(fund: FundInputs) -> Iterator[Row]:
    if fund.debt is not None:
        one = fund.debt
        yield Row(key="debt", cells=tuple(map(count, (one.opened, one.owed, one.aside, one.remaining))))


def typed(text: str) -> Cell:
    """What people wrote: the same in every language."""
    both: LocalText = {"zh-Hans": text, "en": text}
    return name(both) if text else NO_DATA
