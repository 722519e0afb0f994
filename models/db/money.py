"""The money of a centre in the database: each part an adapter of its own."""

from models.db.connection import Connections
from models.db.ledger import SqlLedger
from models.db.months import SqlMonths
from models.db.unposted import SqlUnpostedEvents
from models.db.vouchers import SqlVouchers
from models.money.ports import Ledger, Months
from models.money.unposted import UnpostedEvents
from models.money.voucher import Vouchers


class SqlMoney:
    """The money of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self.ledger: Ledger = SqlLedger(connections, centre)
        self.months: Months = SqlMonths(connections, centre)
        self.unposted: UnpostedEvents = SqlUnpostedEvents(connections, centre)
        self.vouchers: Vouchers = SqlVouchers(connections, centre)
