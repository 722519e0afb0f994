"""Where entries of the ledger stand in the audit trail."""

from models.audit import AuditRecord
from models.db.audit import row_of
from models.db.connection import Connections
from models.db.ledger import told
from models.money.entry import Posted


class SqlTrail:
    """The rows of one centre's book."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def row(self, posted: Posted) -> AuditRecord | None:
        with self._connections.reading() as connection:
            return row_of(connection, told(self._centre, posted))
