"""The money of a centre in the database: each part an adapter of its own."""

from collections.abc import Callable

from models.db.connection import Connections
from models.db.ledger import SqlLedger
from models.db.months import SqlMonths
from models.db.statements import SqlStatements
from models.db.unposted import SqlUnpostedEvents
from models.db.vouchers import SqlVouchers
from models.money.ports import Ledger, Months
from models.money.statement import Statements
from models.money.unposted import UnpostedEvents
from models.money.voucher import Vouchers


class SqlMoney:
    """The money of one centre. closed: called once the closing of a month is certain."""

    def __init__(
        self, connections: Connections, centre: str, closed: Callable[[], object] = lambda: None
    ) -> None:
        self.ledger: Ledger = SqlLedger(connections, centre)
        self.months: Months = SqlMonths(connections, centre, closed)
        self.statements: Statements = SqlStatements(connections, centre)
        self.unposted: UnpostedEvents = SqlUnpostedEvents(connections, centre)
        self.vouchers: Vouchers = SqlVouchers(connections, centre)
