"""Server-Sent Events: one long answer per browser, as plain ASGI, each frame the same bytes for everybody."""

import asyncio
from collections.abc import Mapping

from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.live.hub import Hub
from dashboard.live.snapshot import Audience
from models.account import Account, Permission
from models.centre import CentreId

LIFETIME_S = 600.0
"""A stream ends after this; the browser comes back at once and is let in, or not, by what is true then."""

_RETRY = b"retry: 500\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

AUDIENCES: tuple[tuple[Permission, Audience], ...] = (
    (Permission.LIVE_READ, Audience.FULL),
    (Permission.LIVE_BANDS, Audience.BANDS),
)
"""The first permission that an account holds decides what it sees."""


def audience_of(account: Account, centre: str) -> Audience | None:
    """What the account may see of a centre's live board; None = nothing."""
    return next((seen for permission, seen in AUDIENCES if account.may(permission, centre)), None)


def live_routes(hubs: Mapping[CentreId, Hub]) -> list[Route]:
    """The route of every centre's live stream, to be mounted behind the gate."""
    return [Route("/{centre}/live/events", LiveEvents(hubs), methods=["GET"], name="live-events")]


class LiveEvents:
    """The ASGI app behind the route. The gate has put the signed-in account into scope["state"]["account"]."""

    def __init__(self, hubs: Mapping[CentreId, Hub]) -> None:
        self._hubs = hubs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        centre = scope["path_params"]["centre"]
        account = scope.get("state", {}).get("account")
        hub = self._hubs.get(CentreId(centre))
        audience = audience_of(account, centre) if account is not None else None
        refusal = _refusal(account, hub, audience)
        if hub is None or audience is None or refusal is not None:
            await JSONResponse({"error": refusal}, status_code=_STATUS[refusal])(scope, receive, send)
            return
        hub.start()
        await _until_gone(receive, asyncio.create_task(_stream(hub, audience, send)))


_STATUS: Mapping[str | None, int] = {
    "signed-out": 401,
    "unknown-centre": 404,
    "stopping": 503,
}


def _refusal(account: Account | None, hub: Hub | None, audience: Audience | None) -> str | None:
    if account is None:
        return "signed-out"
    if hub is None or audience is None:  # one answer for both: nobody learns what other centres there are
        return "unknown-centre"
    return "stopping" if hub.closed else None


async def _until_gone(receive: Receive, stream: "asyncio.Task[None]") -> None:
    """Run the stream until it ends or the browser leaves: `send` alone does not tell that nobody listens."""
    gone = asyncio.create_task(_disconnect(receive))
    try:
        await asyncio.wait({gone, stream}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        stream.cancel()
        await asyncio.gather(gone, stream, return_exceptions=True)


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _stream(hub: Hub, audience: Audience, send: Send) -> None:
    """Every frame of the hub. It beats once a second, so no other sign of life is needed for proxies."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _RETRY, "more_body": True})
    sequence = version = 0
    clock = asyncio.get_running_loop().time
    ends = clock() + LIFETIME_S
    while not hub.closed and clock() < ends:
        sequence = await hub.after(sequence)
        frame, version = hub.frame(audience, version)
        await send({"type": "http.response.body", "body": frame, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
