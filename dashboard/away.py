"""The answer while the database cannot be reached."""

from starlette.responses import Response

from dashboard.error import error_page
from dashboard.plain import Speech
from dashboard.refused import refused

RETRY_S = 5
"""When to ask again."""


def away(said: Speech | None) -> Response:
    """503 with the time to come again: a calm page for a person, JSON for a script (None)."""
    response = error_page(said, 503) if said else refused(503, "try again soon")
    response.headers["Retry-After"] = str(RETRY_S)
    return response
