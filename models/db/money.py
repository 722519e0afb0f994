"""The money of a centre in the database: each part an adapter of its own."""

from models.db.connection import Connections
from models.db.ledger import SqlLedger
from models.db.ledger_trail import SqlTrail
from models.db.months import SqlMonths
from models.money.ports import Ledger, Months, Trail


class SqlMoney:
    """The money of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self.ledger: Ledger = SqlLedger(connections, centre)
        self.months: Months = SqlMonths(connections, centre)
        self.trail: Trail = SqlTrail(connections, centre)
