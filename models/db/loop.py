"""The needs loop of one centre upon the database: each part is a line here."""

from datetime import tzinfo

from models.db.activities import SqlActivities
from models.db.connection import Connections
from models.db.meetings import SqlMeetings
from models.db.needs import SqlNeeds
from models.db.pool import SqlPool
from models.db.projects import SqlProjects
from models.db.public_page import SqlPublicPage
from models.db.surveys import SqlSurveys
from models.needs.ports import NeedsLoop


def needs_loop(connections: Connections, centre: str, zone: tzinfo) -> NeedsLoop:
    """All parts that are kept here. zone: in which months begin."""
    return NeedsLoop(
        needs=SqlNeeds(connections, centre),
        meetings=SqlMeetings(connections, centre),
        pool=SqlPool(connections, centre, zone),
        projects=SqlProjects(connections, centre),
        activities=SqlActivities(connections, centre),
        surveys=SqlSurveys(connections, centre),
        public_page=SqlPublicPage(connections, centre),
    )
