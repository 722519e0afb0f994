"""Whether a request comes from one of our own pages, and which address may be gone to next."""

import hmac
import re
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

CSRF_COOKIE = "_csrf_token"
CSRF_HEADER = "x-csrftoken"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_ADDRESS = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]{0,1000}")


def csrf_token(session_token: str) -> str:
    """The token that forms and Dash send back: bound to the session, so that nobody can plant one of their own."""
    return blake2b(b"csrf", key=session_token.encode()[:64], digest_size=24).hexdigest()


def csrf_matches(sent: str, expected: str) -> bool:
    """Compare without telling how much was right."""
    return hmac.compare_digest(sent.encode(), expected.encode())


def from_us(headers: Mapping[str, str], public_url: str) -> bool:
    """Whether the browser says that the request was made by a page of this very site."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    ours = {headers.get("host", ""), urlsplit(public_url).netloc} - {""}
    return urlsplit(origin).netloc in ours


def safe_next(address: str) -> str:
    """A path of ours to go to after signing in; "/" for anything that could lead elsewhere."""
    ours = _ADDRESS.fullmatch(address) and not address.startswith(("/sign-in", "/sign-out", "/_"))
    return address if ours else "/"
