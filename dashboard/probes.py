"""What machines ask: is it up, is it ready, what does it count, is my session alive, may robots read."""

import asyncio
import hmac

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.deployment import Deployment
from dashboard.serving import LOOPBACK


class Probes:
    """The endpoints. All but /session are open; /metrics looks for itself."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def routes(self) -> list[Route]:
        return [
            Route("/healthz", self.health, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
            Route("/session", self.session, methods=["GET"]),
            Route("/robots.txt", self.robots, methods=["GET"]),
        ]

    async def health(self, _: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(self, _: Request) -> Response:
        missing = await asyncio.to_thread(self._deployment.unready)
        return JSONResponse({"ready": not missing, "missing": list(missing)}, 503 if missing else 200)

    async def metrics(self, request: Request) -> Response:
        if not self._may_read(request):
            return PlainTextResponse("forbidden\n", 403)
        return Response(generate_latest(self._deployment.registry), media_type=CONTENT_TYPE_LATEST)

    def _may_read(self, request: Request) -> bool:
        """With a token setting: who holds it. Without: whoever is on this machine, unless people come by a proxy, which is."""
        token = self._deployment.web.metrics_token
        if not token:
            return (
                not self._deployment.web.public_url
                and request.client is not None
                and request.client.host in LOOPBACK
            )
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(sent.encode(), token.encode())

    async def session(self, _: Request) -> Response:
        """204 behind the gate, so 401 for everybody else: how a page finds out that it was signed out."""
        return Response(status_code=204)

    async def robots(self, _: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")
