"""Where evidence of projects is fetched: as a download, by whoever may see projects."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from models.account import Account
from models.centre import CentreId
from models.needs.project import Evidence
from models.ports import Ports
from models.services.project_papers import paper_of
from models.services.strangers import RefusedError

NOTHING = 404
"""The answer to whoever may not have it too: nobody learns what there is."""


def project_routes(centres: Mapping[CentreId, Ports]) -> list[Route]:
    """The route of evidence, to be mounted behind the gate, which leaves the account in scope["state"]["account"]."""

    async def fetch(request: Request) -> Response:
        ports = centres.get(CentreId(request.path_params["centre"]))
        account: Account | None = request.scope.get("state", {}).get("account")
        if account is None or ports is None:
            return PlainTextResponse("not here\n", NOTHING)
        key, paper = request.path_params["project"], request.path_params["paper"]
        try:
            found, content = await run_in_threadpool(paper_of, ports, account, key, paper)
        except RefusedError:
            return PlainTextResponse("not here\n", NOTHING)
        return _response(found, content)

    return [Route("/{centre}/project/file/{project}/{paper}", fetch, methods=["GET"], name="project-file")]


def address(centre: str, project: str, paper: str) -> str:
    return f"/{centre}/project/file/{project}/{paper}"


def _response(found: Evidence, content: bytes) -> Response:
    """Never shown in place, whatever it holds: a browser must not take it for a page of ours."""
    ending = found.file.rpartition(".")[2]
    names = f"attachment; filename=\"paper.{ending}\"; filename*=UTF-8''{quote(found.file, safe='')}"
    headers = {"Content-Disposition": names, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=found.media, headers=headers)
