"""The outermost layer: security headers on every answer, and one calm answer when something breaks."""

import logging
import secrets
from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

FIXED: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}
STRICT_TRANSPORT = "max-age=31536000"
"""For this host alone: what else is below its name is not ours to bind."""


def content_policy(hashes: Sequence[str]) -> str:
    """What a page may load: our own files and the inline scripts of these hashes, nothing else."""
    rules: Mapping[str, Sequence[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],  # plotly and Dash set styles on elements
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


class Edge:
    """Wraps everything else."""

    def __init__(self, app: ASGIApp, policy: str, *, https: bool) -> None:
        self._app = app
        self._headers = {
            **FIXED,
            "Content-Security-Policy": policy,
            **({"Strict-Transport-Security": STRICT_TRANSPORT} if https else {}),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        answer = _Answer(send, self._headers, head=head)
        try:
            await self._app({**scope, "method": "GET"} if head else scope, receive, answer)
        except Exception:  # the edge of a request: the log gets the trace, the person an id
            mark = secrets.token_hex(4)
            log.exception("%s %s failed (%s)", scope["method"], scope["path"], mark)
            if not answer.begun:
                await PlainTextResponse(f"internal error {mark}\n", 500)(scope, receive, answer)


class _Answer:
    """A send that completes the headers; for HEAD it keeps the body back."""

    def __init__(self, send: Send, headers: Mapping[str, str], *, head: bool) -> None:
        self._send = send
        self._headers = headers
        self._head = head
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        elif self._head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)
