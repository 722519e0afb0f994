"""Income and costs of a month by line and account, and its takings held against tills and statements, as their pages have them."""

from models.metric.period import Period
from models.ports import Ports
from models.report.inputs.money import LineBeside, MoneyInputs, StatementMonth, TiedDay
from models.services.earnings import elsewhere
from models.services.ledger import trial
from models.services.month_money import LineMonth, MeansMonth, TieDay, month_table, tie_out


def money_inputs(ports: Ports, period: Period) -> MoneyInputs:
    """Nothing where no books are kept. Raises StoreError."""
    if ports.money is None:
        return MoneyInputs()
    month = period.first
    table, tied = month_table(ports, month), tie_out(ports, month)
    return MoneyInputs(
        has_books=True,
        now=table.now,
        before=table.before,
        lines=tuple(map(_line, table.lines)),
        accounts={key: sum(row.values()) for key, row in sorted(trial(ports, month, month).rows.items())},
        elsewhere=elsewhere(ports, period),
        days=tuple(map(_day, tied.days)),
        statements=tuple(map(_statement, tied.means)),
        revision=ports.money.months.month(month).closed_revision,
    )


def _line(one: LineMonth) -> LineBeside:
    return LineBeside(
        line=one.line,
        now=one.now,
        before=one.before,
        usual_income_fen=one.usual_income_fen,
        usual_cost_fen=one.usual_cost_fen,
    )


def _day(one: TieDay) -> TiedDay:
    return TiedDay(
        day=one.day,
        tills_fen=one.tills_fen,
        booked_fen=one.booked_fen,
        shown_fen=one.shown_fen,
        open_fen=one.open_fen,
        loose_fen=one.loose_fen,
    )


def _statement(one: MeansMonth) -> StatementMonth:
    return StatementMonth(
        source=one.source,
        lines=one.lines,
        in_fen=one.in_fen,
        out_fen=one.out_fen,
        fee_fen=one.fee_fen,
        loose=one.loose,
        aside=one.aside,
        breaks=one.breaks,
        first_fen=one.first_fen,
        last_fen=one.last_fen,
    )
