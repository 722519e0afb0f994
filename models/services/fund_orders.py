"""Money out of the buckets, and the debt that stood at the beginning: one person proposes, another approves."""

import secrets
from dataclasses import replace
from datetime import date

from models.account import Account, Permission
from models.money.chart import fund_account
from models.money.entry import LONGEST_MEMO, MOST_FEN
from models.money.fund.order import DEBT, FundOrder, OrderKind, OrderStatus, order_entry
from models.money.fund.ports import MovedOnError, ShortError
from models.money.fund.rule import Purpose, usual_rule
from models.money.ports import Money
from models.money.project_payment import OverpaidError, is_line_code
from models.ports import Ports
from models.services.deed import done_by
from models.services.fund import allowed, another, balances, known_buckets
from models.services.project_paying import overpaid, payable_now
from models.services.strangers import refusal

LONGEST_BUILDING = 64


def propose_spend(
    ports: Ports,
    account: Account,
    bucket: str,
    fen: int,
    day: date,
    memo: str,
    building: str = "",
    project: str = "",
) -> FundOrder:
    """memo: what for; building: whose property service is paid, needed there; project: code of the budget line that is paid.

    Raises RefusedError, StoreError.
    """
    money = allowed(ports, account, Permission.FUND_RUN)
    buckets = known_buckets(money.fund.rules(), usual_rule(ports.centre.fund))
    known = next((one for one in buckets if one.key == bucket), None)
    if known is None:
        raise refusal("fund.no_bucket", bucket=bucket[:40])
    _is_held(money, fund_account(bucket), fen)
    order = _order(ports, account, OrderKind.SPEND, fen, day, memo)
    house = _text(building, LONGEST_BUILDING)
    if known.purpose is Purpose.PROPERTY and not house:
        raise refusal("fund.building")
    asked = replace(order, bucket=bucket, purpose=known.purpose, building=house, project=project)
    if project and not is_line_code(project):
        raise refusal("project.no_line", code=project[:40])
    payable_now(ports, order_entry(asked).postings)
    return _propose(ports, account, money, asked)


def propose_debt(ports: Ports, account: Account, fen: int, day: date, decision: str) -> FundOrder:
    """Construction costs that are to be repaid: what stood there, or what came on top. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RUN)
    return _propose(ports, account, money, _order(ports, account, OrderKind.DEBT, fen, day, decision))


def decide_order(ports: Ports, account: Account, order: str, *, approve: bool) -> FundOrder:
    """Approve what another person proposed, which posts it, or refuse it. Raises RefusedError, StoreError."""
    money = allowed(ports, account, Permission.FUND_RULE, Permission.MONEY_APPROVE)
    found = next((one for one in money.fund.orders() if one.id == order), None)
    if found is None or found.status is not OrderStatus.PROPOSED:
        raise refusal("fund.moved_on")
    another(account, found.proposed_by)
    decided = replace(
        found,
        status=OrderStatus.APPROVED if approve else OrderStatus.REFUSED,
        decided_by=account.name,
        decided_at=ports.clock(),
    )
    noted = done_by(
        ports, account, "fund.order.approve" if approve else "fund.order.refuse", order, fen=found.fen
    )
    entry = order_entry(decided) if approve else None
    pays = payable_now(ports, entry.postings) if entry else ()
    try:
        money.fund.decide_order(decided, entry, noted, pays)
    except MovedOnError as error:
        raise refusal("fund.moved_on") from error
    except ShortError as error:
        raise refusal("fund.short_debt" if error.account == DEBT else "fund.short") from error
    except OverpaidError as error:
        raise overpaid(error) from error
    return decided


def _is_held(money: Money, account: str, fen: int) -> None:
    """Said early, to whoever proposes; what counts is asked again when it is approved."""
    if fen > -balances(money).get(account, 0):
        raise refusal("fund.short")


def _order(ports: Ports, account: Account, kind: OrderKind, fen: int, day: date, memo: str) -> FundOrder:
    if not 0 < fen <= MOST_FEN:
        raise refusal("fund.amount")
    if day > ports.centre.business_day_of(ports.clock()):
        raise refusal("fund.future", day=f"{day}")
    words = _text(memo, LONGEST_MEMO)
    if not words:
        raise refusal("fund.memo", most=LONGEST_MEMO)
    return FundOrder(
        id=secrets.token_hex(8),
        kind=kind,
        fen=fen,
        day=day,
        memo=words,
        proposed_by=account.name,
        proposed_at=ports.clock(),
    )


def _text(typed: str, most: int) -> str:
    """One line; "" for what cannot be kept."""
    words = " ".join(typed.split())
    return words if len(words) <= most and words.isprintable() else ""


def _propose(ports: Ports, account: Account, money: Money, order: FundOrder) -> FundOrder:
    noted = done_by(
        ports, account, "fund.order.propose", order.id, kind=order.kind, bucket=order.bucket, fen=order.fen
    )
    money.fund.propose_order(order, noted)
    return order
