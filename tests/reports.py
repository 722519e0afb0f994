"""Statements of a month for the forms: full, without data, with hostile names in every cell, with money and with effects."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import cycle

from models.message import Message
from models.metric.metric import Unit
from models.metric.period import month_of
from models.report.making import Imprint, made
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Absent, Cell, Column, Row, Table
from models.services.month_inputs import gather
from tests.monthly import a_month_house

OCTOBER = date(2026, 10, 1)
PRINT = Imprint(number="TEST-2026-10", run="r1")

HOSTILE = (
    *(
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "＝1+1",
        "http://example.org/x",
        "{=1+1}",
        "0012",
    ),
    *(
        "#panic()",
        "*_$ x $_* `raw`",
        '#read("/etc/passwd")',
        "]] [[ // /* */",
        "\\u{202e}",
        "\u202eabc",
        "مركز الحي",
    ),
    *(
        "🎉🏀👨‍👩‍👧",
        "\x00\x01\x1b[31m",
        "a\nb\r\nc",
        "x" * 5000,
        "[]:*?/\\",
        "'quoted'",
        "&amp;<b>",
        "\ufeff=1",
    ),
    *("𠮷野家", "\ud800", "\uffff", "{name}", "%s%n", "长" * 300, "\u200b", "   "),
)
"""What a name may hold that somebody typed or a device sent."""


@cache
def full() -> MonthlyStatement:
    """A house of two spaces, with money, buckets and a change whose effect was measured."""
    return with_tables(made(gather(a_month_house(OCTOBER), OCTOBER), PRINT), money(), buckets(), *advice())


@cache
def empty() -> MonthlyStatement:
    """A month of which nothing is known."""
    days = [*month_of(OCTOBER).days()]
    return made(gather(a_month_house(OCTOBER, without=days), OCTOBER), PRINT)


@cache
def hostile() -> MonthlyStatement:
    """The full month, every name and text of it replaced."""
    names, statement = cycle(HOSTILE), full()
    sheets = tuple(
        replace(sheet, tables=tuple(_renamed(table, names) for table in sheet.tables))
        for sheet in statement.sheets
    )
    head = replace(
        statement.head, name={"zh-Hans": "#panic()=1+1\n🎉", "en": "=HYPERLINK(1)"}, number="=1\x00[]:*"
    )
    return replace(statement, sheets=sheets, head=head)


def _renamed(table: Table, names: Iterator[str]) -> Table:
    columns = tuple(
        one if one.name is None else replace(one, name=_both(next(names))) for one in table.columns
    )
    rows = tuple(
        replace(row, cells=tuple(named(next(names)) if is_words(cell) else cell for cell in row.cells))
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)


def is_words(cell: Cell) -> bool:
    return cell.text is not None or cell.name is not None


def _both(text: str) -> dict[str, str]:
    return {"zh-Hans": text, "en": text}


def named(text: str) -> Cell:
    return Cell(name=_both(text))


def said(key: str) -> Cell:
    return Cell(text=Message(key))


def with_tables(statement: MonthlyStatement, *tables: Table) -> MonthlyStatement:
    """These in place of those of the same keys."""
    given = {table.key: table for table in tables}
    sheets = tuple(
        replace(sheet, tables=tuple(given.get(table.key, table) for table in sheet.tables))
        for sheet in statement.sheets
    )
    return replace(statement, sheets=sheets)


def money() -> Table:
    """1,000.01 yuan earned, 700 of them spent, 100 to be kept."""
    columns = (
        Column(key="money_line"),
        *(Column(key=f"line_{key}", unit=Unit.FEN) for key in ("income", "cost")),
    )
    lines = {"canteen": (60_001, 50_000), "gym": (40_000, 0), "house": (0, 20_000)}
    rows = [_fen_row(key, f"money.line.{key}", fen) for key, fen in lines.items()]
    total = replace(_fen_row("total", "report.total", (100_001, 70_000)), is_total=True)
    return Table(key="money_lines", columns=columns, rows=(*rows, total))


def _fen_row(key: str, words: str, fen: Sequence[int]) -> Row:
    return Row(key=key, cells=(said(words), *(Cell(count=one) for one in fen)))


def buckets() -> Table:
    """200 yuan shared out 50/40/10."""
    columns = (Column(key="bucket"), Column(key="allocated", unit=Unit.FEN))
    shares = {"repayment": 10_000, "property": 8_000, "volunteer": 2_000}
    return Table(
        key="fund_buckets",
        columns=columns,
        rows=tuple(_fen_row(key, f"fund.bucket.{key}", (fen,)) for key, fen in shares.items()),
    )


def advice() -> tuple[Table, Table, Table]:
    """A price change of the gym whose weeks before and after are known, but for one."""
    weeks = Table(
        key="advice_weeks",
        columns=(
            *(Column(key=key) for key in ("advice", "week", "phase")),
            Column(key="week_registered", unit=Unit.VISITS),
            *(Column(key=key) for key in ("week_measured", "week_usual")),
        ),
        rows=tuple(_week(n) for n in range(8)),
    )
    told = Table(
        key="advice",
        columns=tuple(Column(key=key) for key in ("advice", "action", "about", "space")),
        rows=(
            Row(
                key="a1",
                cells=(
                    named("a1"),
                    said("advice.action.price_band"),
                    Cell(absent=Absent.NOT_ASKED),
                    named("健身房"),
                ),
            ),
        ),
    )
    measured = Table(
        key="advice_measured",
        columns=(
            Column(key="advice"),
            *(Column(key=key, unit=Unit.SHARE) for key in ("effect", "effect_low", "effect_high")),
            Column(key="verdict"),
        ),
        rows=(
            Row(
                key="a1",
                cells=(
                    *(named("a1"), Cell(number=0.123), Cell(number=0.03), Cell(number=0.2)),
                    said("effect.verdict.running"),
                ),
            ),
        ),
    )
    return told, measured, weeks


def _week(n: int) -> Row:
    monday = date(2026, 9, 7) + timedelta(weeks=n)
    came = Cell(absent=Absent.NO_DATA) if n == 2 else Cell(number=100.0 + 5 * n)
    phase = said("report.phase.after" if n >= 4 else "report.phase.before")
    cells = (
        *(named("a1"), Cell(day=monday), phase),
        *(Cell(absent=Absent.NOT_ASKED), came, Cell(number=100.0)),
    )
    return Row(key=f"a1.{monday}", cells=cells)
