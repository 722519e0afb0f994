"""The fund in the database. Every step waits for whoever writes to the centre's book, and keeps its entry with it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.book import lock
from models.db.connection import Connections
from models.db.fund_rows import (
    ASK,
    ORDER,
    RULE,
    RUN,
    ask_from,
    ask_row,
    order_from,
    order_row,
    rule_from,
    rule_row,
    run_from,
    run_row,
)
from models.db.ledger import post_in
from models.db.ledger_rows import LINE
from models.db.project_payments import not_overpaid
from models.money.chart import fund_account
from models.money.entry import Entry
from models.money.fund.ask import FundAsk
from models.money.fund.order import DEBT, FundOrder, OrderKind, OrderStatus
from models.money.fund.ports import MovedOnError, ShortError
from models.money.fund.rule import FundRule, Purpose, RuleStatus
from models.money.fund.run import FundRun, standing_runs


class SqlFund:
    """The fund of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def rules(self) -> list[FundRule]:
        with self._connections.reading() as connection:
            query = select(RULE).where(RULE.c.centre == self._centre).order_by(RULE.c.version)
            return [rule_from(row) for row in connection.execute(query).mappings()]

    def propose_rule(self, rule: FundRule, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._is_next(connection, RULE, "version", rule.version)
            connection.execute(insert(RULE), rule_row(self._centre, rule))
            append_to(connection, [told])

    def decide_rule(self, rule: FundRule, told: AuditEntry, *, after: date | None) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            stood = standing_runs(self._runs(connection))
            if (stood[-1].month if stood else None) != after:
                raise MovedOnError(f"fund rule {rule.version}: a month was shared out meanwhile")
            row = {"version": rule.version, "status": RuleStatus.PROPOSED.value}
            self._decide(connection, RULE, row, rule_row(self._centre, rule))
            append_to(connection, [told])

    def runs(self) -> list[FundRun]:
        with self._connections.reading() as connection:
            return self._runs(connection)

    def asked(self) -> FundAsk | None:
        with self._connections.reading() as connection:
            row = connection.execute(select(ASK).where(ASK.c.centre == self._centre)).mappings().first()
        return ask_from(row) if row else None

    def ask(self, wanted: FundAsk, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._is_next(connection, RUN, "number", wanted.number)
            if connection.execute(select(ASK.c.number).where(ASK.c.centre == self._centre)).first():
                raise MovedOnError(f"fund run {wanted.number} was asked for already")
            connection.execute(insert(ASK), ask_row(self._centre, wanted))
            append_to(connection, [told])

    def drop_ask(self, wanted: FundAsk, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._strike(connection, wanted.number, wanted.by)
            append_to(connection, [told])

    def keep_run(self, run: FundRun, entry: Entry | None, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            self._is_next(connection, RUN, "number", run.number)
            for key, fen in run.parts.items():
                if fen < 0:
                    self._has(connection, fund_account(key), -fen)
            if run.asked_by:
                self._strike(connection, run.number, run.asked_by)
            connection.execute(insert(RUN), run_row(self._centre, run))
            self._post(connection, entry, told)

    def orders(self) -> list[FundOrder]:
        query = select(ORDER).where(ORDER.c.centre == self._centre)
        with self._connections.reading() as connection:
            rows = connection.execute(query.order_by(ORDER.c.proposed_at.desc(), ORDER.c.id)).mappings()
            return [order_from(row) for row in rows]

    def propose_order(self, order: FundOrder, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            connection.execute(insert(ORDER), order_row(self._centre, order))
            append_to(connection, [told])

    def decide_order(
        self, order: FundOrder, entry: Entry | None, told: AuditEntry, pays: Collection[str] = ()
    ) -> None:
        with self._connections.writing() as connection:
            lock(connection, self._centre)
            row = {"id": order.id, "status": OrderStatus.PROPOSED.value}
            self._decide(connection, ORDER, row, order_row(self._centre, order))
            if entry is not None and order.kind is OrderKind.SPEND:
                self._has(connection, fund_account(order.bucket), order.fen)
                if order.purpose is Purpose.REPAYMENT:
                    self._has(connection, DEBT, order.fen)
            self._post(connection, entry, told)
            not_overpaid(connection, self._centre, pays)

    def _runs(self, connection: Connection) -> list[FundRun]:
        query = select(RUN).where(RUN.c.centre == self._centre).order_by(RUN.c.number)
        return [run_from(row) for row in connection.execute(query).mappings()]

    def _strike(self, connection: Connection, number: int, by: str) -> None:
        same = (ASK.c.centre == self._centre, ASK.c.number == number, ASK.c.by == by)
        if connection.execute(delete(ASK).where(*same)).rowcount != 1:
            raise MovedOnError(f"nobody asks for fund run {number} any more")

    def _is_next(self, connection: Connection, table: Table, column: str, number: int) -> None:
        newest = select(func.max(table.c[column])).where(table.c.centre == self._centre)
        kept = connection.execute(newest).scalar() or 0
        if number != kept + 1:
            raise MovedOnError(f"{table.name} {number}: the newest one is {kept}")

    def _decide(
        self, connection: Connection, table: Table, such: Mapping[str, Any], row: Mapping[str, Any]
    ) -> None:
        """Only what a decision changes is written: the rest of a version stays as it was proposed."""
        columns = (table.c[name] == value for name, value in such.items())
        query = update(table).where(table.c.centre == self._centre, *columns)
        changed = query.values({name: row[name] for name in ("status", "decided_by", "decided_at")})
        if connection.execute(changed).rowcount != 1:
            raise MovedOnError(f"{table.name} {such} was decided already")

    def _has(self, connection: Connection, account: str, fen: int) -> None:
        """That a fund account, or a debt, whose balance is below 0, holds so much. Raises ShortError."""
        query = select(func.sum(LINE.c.fen)).where(LINE.c.centre == self._centre, LINE.c.account == account)
        left = -int(connection.execute(query).scalar() or 0)
        if fen > left:
            raise ShortError(account, left)

    def _post(self, connection: Connection, entry: Entry | None, told: AuditEntry) -> None:
        if entry is not None:
            post_in(connection, self._centre, [entry], by=told.actor, at=told.at)
        append_to(connection, [told])
