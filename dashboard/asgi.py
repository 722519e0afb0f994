"""The web side put together: headers, gate, static files, sign-in, streams, pages."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from dashboard.access import Access
from dashboard.account import AccountPage
from dashboard.app import LinliDash, create_dash
from dashboard.callbacks import POOL_SIZE
from dashboard.compressed import Compressed
from dashboard.deployment import Deployment
from dashboard.gate import Gate
from dashboard.headers import Edge, content_policy
from dashboard.locale import LanguageCookie
from dashboard.offload import Pool
from dashboard.probes import Probes
from dashboard.router import Router as PageRouter
from dashboard.sign_in import SignIn
from dashboard.static import Static, all_bodies

GATE_THREADS = 4
HASHING_THREADS = 2
"""At most two password hashes at a time: each takes 40 ms of a core and 19 MiB."""


def create_app(deployment: Deployment) -> ASGIApp:
    """The whole ASGI app of a deployment. Raises UndeclaredPermissionError when a page or callback says not who may use it."""
    work, gate, hashing = (
        Pool("callback", POOL_SIZE),
        Pool("gate", GATE_THREADS),
        Pool("hashing", HASHING_THREADS),
    )
    dash = create_dash(deployment, work)
    prime: Callable[[], object] = dash._setup_server  # noqa: SLF001 -- else the first request would wait for it
    prime()
    policy = content_policy(dash.csp_hashes())
    compressed = Compressed(deployment.web.cache)
    access = Access(identity=deployment.identity, web=deployment.web, clock=deployment.clock)
    pages = PageRouter(deployment, dash.server, dash.callback_map)
    static = Static(dash, compressed, work)
    routes = [
        *Probes(deployment).routes(),
        *SignIn(access, hashing).routes(),
        *AccountPage(deployment, access, hashing).routes(),
        Route("/", pages.home, methods=["GET"]),
        Mount("/assets", static),
        Mount("/_dash-component-suites", static),
        *deployment.streams,
        *deployment.feeds,
        *deployment.public,
    ]
    inner = Router(
        routes,
        redirect_slashes=False,
        default=pages,
        lifespan=_lifespan(deployment, dash, compressed, (work, gate, hashing)),
    )
    secure = deployment.web.https
    squeezed = GZipMiddleware(inner, minimum_size=1000, compresslevel=5)
    gated = LanguageCookie(Gate(squeezed, deployment, gate), secure=secure)
    return Edge(gated, policy, https=secure)


def _lifespan(
    deployment: Deployment, dash: LinliDash, compressed: Compressed, pools: tuple[Pool, ...]
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        helper = await asyncio.to_thread(lambda: compressed.prepare(all_bodies(dash)))
        try:
            async with AsyncExitStack() as stack:
                for enter in deployment.background:
                    await stack.enter_async_context(enter())
                yield
        finally:
            if helper is not None:
                helper.terminate()
                helper.wait()
            for pool in pools:
                pool.close()

    return lifespan
