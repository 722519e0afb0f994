"""The peer of the live stream: a bare Starlette endpoint that sends everybody the same bytes once a second."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

PADDING = "x" * 640
"""About as much as one changed space and the head of a frame."""


async def _events() -> AsyncIterator[bytes]:
    while True:
        yield b'data: {"sent":%d,"pad":"%s"}\n\n' % (int(time.time() * 1000), PADDING.encode())
        await asyncio.sleep(1)


async def _stream(_request: Request) -> StreamingResponse:
    return StreamingResponse(_events(), media_type="text/event-stream")


if __name__ == "__main__":
    app = Starlette(routes=[Route("/events", _stream)])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
