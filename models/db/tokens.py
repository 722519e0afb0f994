"""Tokens that open something: 128 random bits in clear for the browser, SHA-256 for the database."""

import hashlib
import secrets

_BYTES = 16


def new_token() -> str:
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
