"""Where a parcel is fetched: by the person who had it made, while that person may still see reports."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.report.parcel import PACKER, Packer, Parcel
from models.account import Account
from models.centre import CentreId
from models.ports import Ports
from models.services.strangers import RefusedError

NOTHING = 404
"""The answer to whoever may not have it too: nobody learns what there is."""


def report_routes(centres: Mapping[CentreId, Ports], packer: Packer = PACKER) -> list[Route]:
    """The route of parcels, to be mounted behind the gate, which leaves the account in scope["state"]["account"]."""

    async def fetch(request: Request) -> Response:
        centre, key = request.path_params["centre"], request.path_params["key"]
        account: Account | None = request.scope.get("state", {}).get("account")
        known = account is not None and CentreId(centre) in centres
        nothing = PlainTextResponse("not here\n", NOTHING)
        if account is None or not known:
            return nothing
        try:
            packing = packer.get((centre, account.id), key)
            parcel = packing.result() if packing.ended else None
        except RefusedError:
            return nothing
        return _response(parcel) if parcel is not None and _may_have(account, centre, parcel) else nothing

    return [Route("/{centre}/reports/file/{key}", fetch, methods=["GET"], name="report-file")]


def _may_have(account: Account, centre: str, parcel: Parcel) -> bool:
    """Still, whatever it was when the parcel was begun."""
    return any(all(account.may(one, centre) for one in needed) for needed in parcel.readers)


def address(centre: str, key: str) -> str:
    return f"/{centre}/reports/file/{key}"


def _response(parcel: Parcel) -> Response:
    """Both names: old programs read the ASCII one."""
    names = f"attachment; filename=\"{parcel.name}\"; filename*=UTF-8''{quote(parcel.spoken, safe='')}"
    return Response(parcel.content, media_type=parcel.media, headers={"Content-Disposition": names})
