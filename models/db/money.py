"""The money of a centre in the database: each part an adapter of its own."""

from models.db.connection import Connections
from models.db.ledger import SqlLedger
from models.db.months import SqlMonths
from models.db.property_service import SqlProperty
from models.db.subsidies import SqlSubsidies
from models.money.ports import Ledger, Months
from models.money.property_ports import Property, Subsidies


class SqlMoney:
    """The money of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self.ledger: Ledger = SqlLedger(connections, centre)
        self.months: Months = SqlMonths(connections, centre)
        self.property_service: Property = SqlProperty(connections, centre)
        self.subsidies: Subsidies = SqlSubsidies(connections, centre)
