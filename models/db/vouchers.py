"""Vouchers in the database: a change, its audit row and what it posts are written together or not at all."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.ledger import post_in
from models.db.project_payments import not_overpaid
from models.db.tables import VoucherRow
from models.money.entry import Entry, Posting
from models.money.voucher import Voucher, VoucherChangedError, VoucherState

_TABLE: Table = VoucherRow.__table__  # type: ignore[assignment]


class SqlVouchers:
    """The vouchers of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def put(
        self,
        voucher: Voucher,
        told: AuditEntry,
        entry: Entry | None = None,
        pays: Collection[str] = (),
    ) -> None:
        try:
            with self._connections.writing() as connection:
                if voucher.revision == 1:
                    connection.execute(insert(_TABLE).values(**_row(self._centre, voucher)))
                elif not connection.execute(self._replacing(voucher)).rowcount:
                    raise VoucherChangedError(voucher.id)
                if entry is not None:
                    post_in(connection, self._centre, [entry], by=voucher.decided_by, at=told.at)
                    not_overpaid(connection, self._centre, pays)
                append_to(connection, [told])
        except IntegrityError as error:
            raise VoucherChangedError(voucher.id) from error

    def find(self, key: str) -> Voucher | None:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.id == key)
        with self._connections.reading() as connection:
            row = connection.execute(query).mappings().first()
            return _voucher(row) if row else None

    def newest(self, states: Sequence[VoucherState], limit: int = 200) -> list[Voucher]:
        query = select(_TABLE).where(_TABLE.c.centre == self._centre, _TABLE.c.state.in_(states))
        query = query.order_by(_TABLE.c.entered_at.desc(), _TABLE.c.id).limit(limit)
        with self._connections.reading() as connection:
            return [_voucher(row) for row in connection.execute(query).mappings()]

    def _replacing(self, voucher: Voucher) -> Any:
        return (
            update(_TABLE)
            .where(_TABLE.c.centre == self._centre, _TABLE.c.id == voucher.id)
            .where(_TABLE.c.revision == voucher.revision - 1)
            .values(**_row(self._centre, voucher))
        )


def _row(centre: str, one: Voucher) -> dict[str, Any]:
    fields = {name: getattr(one, name) for name in Voucher.__dataclass_fields__}
    lines = [{name: value for name, value in asdict(line).items() if value} for line in one.lines]
    return fields | {"centre": centre, "state": one.state.value, "lines": lines}


def _voucher(row: RowMapping) -> Voucher:
    fields = {name: row[name] for name in Voucher.__dataclass_fields__}
    lines = tuple(Posting(**line) for line in row["lines"])
    return Voucher(**fields | {"state": VoucherState(row["state"]), "lines": lines})
