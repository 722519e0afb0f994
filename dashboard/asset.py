"""Files of our assets folder: their bytes and their addresses, for pages with and without Dash."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

_ASSET_NAME = re.compile(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)+", re.ASCII)
"""No part of a path may be empty or begin with a dot, so none leads out of the folder."""


def asset_bytes(folder: Path, name: str) -> bytes | None:
    """A file of our assets folder, and of nothing outside it."""
    file = folder / name
    return file.read_bytes() if _ASSET_NAME.fullmatch(name) and file.is_file() else None


@lru_cache(maxsize=64)
def asset_url(name: str) -> str:
    """The address of a file of our assets folder, with its version."""
    body = asset_bytes(Path(__file__).parent / "assets", name)
    if body is None:
        raise FileNotFoundError(f"asset {name} is not there")
    return f"/assets/{name}?m={hashlib.sha256(body).hexdigest()[:12]}"
