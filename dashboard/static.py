"""Scripts, styles and icons: found by address, sent compressed, cached for ever where the address names the version."""

import hashlib
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dash import Dash, fingerprint
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.asset import asset_bytes
from dashboard.compressed import ENCODINGS, Compressed
from dashboard.offload import Pool

VENDOR = Path(__file__).parent / "vendor"
PLOTLY_PATH = "/_dash-component-suites/plotly/package_data/plotly.min.js"
PLOTLY_PARTS = (VENDOR / "plotly-cartesian.min.js", VENDOR / "plotly-locale-zh-cn.js")
PLOTLY_URL = f"{PLOTLY_PATH}?m=cartesian-4.1.1"
"""Where the renderer looks for plotly. We put the cartesian bundle there: a third of the bytes, a quarter of the time."""

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

_RARE = re.compile(r"dash_table/|polyfill|mathjax|highlight|markdown|upload|\.dev\.")
"""Parts of the component packages that no page of ours loads: not worth half a minute of a core at the first start."""


TYPES: Mapping[str, str] = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".map": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
"""What we serve; any other ending is not found."""


@dataclass(frozen=True, slots=True)
class Asset:
    """The bytes behind one address. fixed: the address names the version, so it may be kept for ever."""

    body: bytes
    kind: str
    fixed: bool

    @property
    def tag(self) -> str:
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:24]}"'


class Static:
    """Serves /assets/ and /_dash-component-suites/; hand it only requests that the gate let through."""

    def __init__(self, dash: Dash, compressed: Compressed, pool: Pool) -> None:
        self._dash = dash
        self._compressed = compressed
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        versioned = scope["query_string"].startswith(b"m=")
        asset = await self._pool.run(self._find, scope["path"], versioned)
        await (await self._response(asset, headers))(scope, receive, send)

    async def _response(self, asset: Asset | None, headers: Headers) -> Response:
        if asset is None:
            return Response("not found", status_code=404, media_type="text/plain")
        kept = {
            "Cache-Control": FOR_EVER if asset.fixed else ASK_AGAIN,
            "ETag": asset.tag,
            "Vary": "Accept-Encoding",
        }
        if asset.tag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=kept)
        encoding = accepted(headers.get("accept-encoding", ""))
        body = asset.body
        if encoding and not asset.kind.startswith("image/png"):
            body = await self._pool.run(self._compressed.get, asset.body, encoding)
            kept["Content-Encoding"] = encoding
        return Response(body, headers=kept | {"Content-Type": asset.kind})

    def _find(self, path: str, versioned: bool) -> Asset | None:
        kind = TYPES.get(Path(path).suffix)
        if kind is None:
            return None
        if path == PLOTLY_PATH:
            return Asset(plotly_bundle(), kind, versioned)
        if path.startswith("/assets/"):
            body = asset_bytes(Path(self._dash.config.assets_folder), path.removeprefix("/assets/"))
            return Asset(body, kind, versioned) if body is not None else None
        return self._suite(path.removeprefix("/_dash-component-suites/"), kind)

    def _suite(self, path: str, kind: str) -> Asset | None:
        """A file of a component package; only those that the package itself registered."""
        package, _, rest = path.partition("/")
        inside, fixed = unfingerprinted(rest)
        if inside not in self._dash.registered_paths.get(package, ()):
            return None
        body = package_bytes(package, inside)
        return Asset(body, kind, fixed) if body is not None else None


def unfingerprinted(path: str) -> tuple[str, bool]:
    """The path without the version that Dash wrote into it, and whether there was one."""
    check: Callable[[str], tuple[str, bool]] = fingerprint.check_fingerprint
    return check(path)


def accepted(header: str) -> str | None:
    """The best of our encodings that the browser names."""
    names = {part.partition(";")[0].strip() for part in header.split(",")}
    return next((name for name in ENCODINGS if name in names), None)


@lru_cache(maxsize=1)
def plotly_bundle() -> bytes:
    """The cartesian bundle with the Chinese words for its dates, as one file."""
    return b"\n".join(part.read_bytes() for part in PLOTLY_PARTS)


@lru_cache(maxsize=64)
def package_bytes(package: str, inside: str) -> bytes | None:
    """A file inside an installed package; the package does not change while we run."""
    file = Path(str(importlib.import_module(package).__file__)).parent / inside
    return file.read_bytes() if file.is_file() else None


def all_bodies(dash: Dash) -> list[bytes]:
    """Everything that a first load may ask for: what is worth compressing ahead of time."""
    suites = [
        package_bytes(package, inside)
        for package, paths in dash.registered_paths.items()
        for inside in paths
        if inside.endswith((".js", ".css")) and package != "plotly" and not _RARE.search(inside)
    ]
    folder = Path(dash.config.assets_folder)
    own = [file.read_bytes() for file in sorted(folder.rglob("*")) if file.suffix in (".js", ".css", ".svg")]
    return [plotly_bundle(), *own, *(body for body in suites if body)]
