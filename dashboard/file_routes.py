"""The routes of files that people take along: reports, and evidence of projects."""

from collections.abc import Mapping

from starlette.routing import Route

from dashboard.project_file import project_routes
from dashboard.report.route import report_routes
from models.centre import CentreId
from models.ports import Ports


def file_routes(centres: Mapping[CentreId, Ports]) -> list[Route]:
    """To be mounted behind the gate, which leaves the account in scope["state"]["account"]."""
    return [*report_routes(centres), *project_routes(centres)]
