"""The needs loop of one centre upon the database: each part is a line here."""

from models.db.connection import Connections
from models.db.needs import SqlNeeds
from models.db.projects import SqlProjects
from models.needs.ports import NeedsLoop


def needs_loop(connections: Connections, centre: str) -> NeedsLoop:
    """All parts that are kept here."""
    return NeedsLoop(needs=SqlNeeds(connections, centre), projects=SqlProjects(connections, centre))
