"""The money of a centre in the database: each part an adapter of its own."""

from collections.abc import Callable

from models.db.connection import Connections
from models.db.fund import SqlFund
from models.db.item_asides import SqlItemAsides
from models.db.ledger import SqlLedger
from models.db.ledger_trail import SqlTrail
from models.db.months import SqlMonths
from models.db.prices import SqlPrices
from models.db.property_service import SqlProperty
from models.db.statements import SqlStatements
from models.db.subsidies import SqlSubsidies
from models.db.unposted import SqlUnpostedEvents
from models.db.vouchers import SqlVouchers
from models.money.fund.ports import Fund
from models.money.item_aside import ItemAsides
from models.money.ports import Ledger, Months, Prices, Trail
from models.money.property_ports import Property, Subsidies
from models.money.statement import Statements
from models.money.unposted import UnpostedEvents
from models.money.voucher import Vouchers


class SqlMoney:
    """The money of one centre. closed: called once the closing of a month is certain."""

    def __init__(
        self, connections: Connections, centre: str, closed: Callable[[], object] = lambda: None
    ) -> None:
        self.ledger: Ledger = SqlLedger(connections, centre)
        self.unposted: UnpostedEvents = SqlUnpostedEvents(connections, centre)
        self.vouchers: Vouchers = SqlVouchers(connections, centre)
        self.months: Months = SqlMonths(connections, centre, closed)
        self.fund: Fund = SqlFund(connections, centre)
        self.prices: Prices = SqlPrices(connections, centre)
        self.property_service: Property = SqlProperty(connections, centre)
        self.subsidies: Subsidies = SqlSubsidies(connections, centre)
        self.trail: Trail = SqlTrail(connections, centre)
        self.statements: Statements = SqlStatements(connections, centre)
        self.asides: ItemAsides = SqlItemAsides(connections, centre)
