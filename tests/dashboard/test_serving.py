"""Whose word about the address of a person is believed."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.serving import server

PERSON = "203.0.113.9"


def seen(peer: str, forwarded: str, trusted: tuple[str, ...]) -> tuple[str, str]:
    """Address and scheme that the app sees when a peer claims to speak for somebody."""
    found: list[tuple[str, str]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append((scope["client"][0], scope["scheme"]))

    async def receive() -> Message:
        raise AssertionError("nothing to read")

    async def send(message: Message) -> None:
        raise AssertionError("nothing to say")

    config = server(app, trusted_proxies=trusted).config
    config.load()
    claims = [(b"x-forwarded-for", forwarded.encode()), (b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": claims, "extensions": {}}
    asyncio.run(config.loaded_app(scope, receive, send))
    return found[0]


@pytest.mark.parametrize(
    ("peer", "trusted"),
    [
        ("127.0.0.1", ()),
        ("::1", ()),
        ("172.30.80.1", ("172.30.80.0/24",)),
        ("10.0.0.7", ("172.30.80.0/24", "10.0.0.7")),
        ("fd00::1", ("fd00::/64",)),
    ],
)
def test_a_trusted_proxy_tells_who_asks(peer: str, trusted: tuple[str, ...]) -> None:
    assert seen(peer, PERSON, trusted) == (PERSON, "https")


@pytest.mark.parametrize(("peer", "trusted"), [("172.30.80.1", ()), ("172.30.81.1", ("172.30.80.0/24",))])
def test_nobody_else_is_believed(peer: str, trusted: tuple[str, ...]) -> None:
    assert seen(peer, PERSON, trusted) == (peer, "http")


def test_what_a_person_claims_before_the_proxy_does_not_count() -> None:
    assert seen("172.30.80.1", f"127.0.0.1, {PERSON}", ("172.30.80.0/24",))[0] == PERSON
