"""What must be true of the money of a report: it is the book, and what was shared out is what the buckets got."""

from collections.abc import Iterator, Mapping

from models.money.chart import fund_account
from models.money.fund.rule import HELD
from models.money.ports import Sum
from models.money.result import Result, result
from models.report.inputs import MonthInputs
from models.report.inputs.fund import RunOfMonth
from models.report.sheet import Sheet, SheetKey

Found = Iterator[tuple[str, float, float]]
"""Where, and the two numbers that must be one."""


def money_is_the_book(inputs: MonthInputs, _sheets: Mapping[str, Sheet]) -> Found:
    """Lines of business, accounts, and spaces with what belongs to none: each the month's income and costs, to the fen."""
    money = inputs.money
    if not money.has_books:
        return
    yield "trial balance", sum(money.accounts.values()), 0
    now = money.now or Result()
    by_account = result(Sum(fen=fen, account=account) for account, fen in money.accounts.items())
    house = inputs.use.house
    spaces = [*(one.sums for one in inputs.use.spaces), money.elsewhere]
    yield "income by account", by_account.income_fen, now.income_fen
    yield "cost by account", by_account.cost_fen, now.cost_fen
    yield "income by line", sum(one.now.income_fen for one in money.lines), now.income_fen
    yield "cost by line", sum(one.now.cost_fen for one in money.lines), now.cost_fen
    yield "income of the house", house.takings.income_fen, now.income_fen
    yield "cost of the house", house.costs.direct_fen + house.costs.shared_fen, now.cost_fen
    yield "income by space", sum(one.takings.income_fen for one in spaces), house.takings.income_fen
    yield "cost by space", sum(one.costs.direct_fen + one.costs.shared_fen for one in spaces), now.cost_fen


def sheet_is_the_book(inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """What sheet 8 tells at its foot: the result of the month, and debits that are credits."""
    if SheetKey.MONEY not in sheets or not inputs.money.accounts:
        return
    balance = sheets[SheetKey.MONEY].table("trial_balance")
    debit, credit = (balance.cell("total", column).count or 0 for column in ("debit", "credit"))
    yield "debits", debit, credit
    if inputs.money.now is not None:
        lines = sheets[SheetKey.MONEY].table("money_lines")
        told = lines.cell("total", "line_income").count or 0
        yield "income at the foot", told, inputs.money.now.income_fen


def fund_is_the_ledger(inputs: MonthInputs, sheets: Mapping[str, Sheet]) -> Found:
    """Of each run: what there was is what the buckets got and what is carried on; each bucket has it in the ledger."""
    runs = inputs.fund.runs
    for run in runs:
        shared = sum(run.parts.values())
        yield f"run {run.number}: base", run.base + run.released + run.carried, shared + run.after.carried
        for account, fen in _moved(run).items():
            yield f"run {run.number}: {account}", -run.booked.get(account, 0), fen
    if SheetKey.FUND in sheets and inputs.fund.has_fund:
        table = sheets[SheetKey.FUND].table("fund_buckets")
        got = sum(sum(run.parts.values()) - run.released for run in runs)
        yield "allocated", table.cell("total", "allocated").count or 0, got


def _moved(run: RunOfMonth) -> Mapping[str, int]:
    """What came to each bucket's account; what was held and is shared out anew leaves the held one."""
    found = {fund_account(key): fen for key, fen in run.parts.items()}
    held = fund_account(HELD)
    return found | {held: found.get(held, 0) - run.released}
