"""The money of a centre in the database: each part an adapter of its own."""

from models.db.connection import Connections
from models.db.ledger import SqlLedger
from models.db.months import SqlMonths
from models.db.statements import SqlStatements
from models.money.ports import Ledger, Months
from models.money.statement import Statements


class SqlMoney:
    """The money of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self.ledger: Ledger = SqlLedger(connections, centre)
        self.months: Months = SqlMonths(connections, centre)
        self.statements: Statements = SqlStatements(connections, centre)
