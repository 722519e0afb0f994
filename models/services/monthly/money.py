"""Income and costs of a month by line and account, and its takings held against tills and statements, as their pages have them."""

from dataclasses import fields
from typing import TypeVar

from models.metric.period import Period
from models.ports import Ports
from models.report.inputs.money import LineBeside, MoneyInputs, StatementMonth, TiedDay
from models.services.earnings import elsewhere
from models.services.ledger import trial
from models.services.month_money import month_table, tie_out

T = TypeVar("T", LineBeside, TiedDay, StatementMonth)


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
        lines=tuple(_kept(LineBeside, one) for one in table.lines),
        accounts={key: sum(row.values()) for key, row in sorted(trial(ports, month, month).rows.items())},
        elsewhere=elsewhere(ports, period),
        days=tuple(_kept(TiedDay, one) for one in tied.days),
        statements=tuple(_kept(StatementMonth, one) for one in tied.means),
        revision=ports.money.months.month(month).closed_revision,
    )


def _kept(kind: type[T], told: object) -> T:
    """What a page shows, as far as the report keeps it: fields of the same names."""
    return kind(**{one.name: getattr(told, one.name) for one in fields(kind)})
