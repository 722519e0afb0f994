"""The short answer that a script gets in place of what it asked for."""

from typing import Any

from starlette.responses import JSONResponse, Response


def refused(status: int, why: str) -> Response:
    """A short answer for scripts."""
    content: dict[str, Any] = {"error": why}
    return JSONResponse(content, status)
