"""Headers on every answer, and the calm answer when something breaks."""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from dashboard.headers import FIXED, Edge, content_policy
from tests.web import Client, serving

SignedIn = Callable[..., Client]
EVERYWHERE = [
    "/sign-in",
    "/healthz",
    "/test/live",
    "/test/live/_dash-layout",
    "/assets/00-base.css",
    "/nowhere",
    "/account",
]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_policy(signed_in: SignedIn, path: str) -> None:
    headers = signed_in().get(path).headers
    assert {name: headers[name] for name in FIXED} == dict(FIXED)
    rules = dict(rule.partition(" ")[::2] for rule in headers["content-security-policy"].split("; "))
    assert (
        rules["default-src"]
        == rules["object-src"]
        == rules["frame-ancestors"]
        == rules["base-uri"]
        == "'none'"
    )
    assert "unsafe" not in rules["script-src"]
    assert rules["script-src"].startswith("'self' 'sha256-")
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_over_tls_this_host_and_no_other_is_bound_to_it() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await PlainTextResponse("ok")(scope, receive, send)

    with serving(Edge(app, content_policy([]), https=True)) as port:
        assert Client(port).get("/x").headers["strict-transport-security"] == "max-age=31536000"


def test_pages_are_not_kept_by_the_browser(signed_in: SignedIn) -> None:
    for path in ("/test/live", "/test/live/_dash-layout", "/account", "/session"):
        assert signed_in().get(path).headers["cache-control"] == "no-store"


def test_every_inline_script_of_a_page_has_its_hash_in_the_policy(signed_in: SignedIn) -> None:
    answer = signed_in().get("/test/live")
    inline = re.findall(r"<script(?![^>]*src)(?![^>]*json)[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]


def test_a_page_says_nothing_about_the_server(signed_in: SignedIn) -> None:
    text = signed_in().get("/test/live").text
    for word in ("python_version", "dash_version", "3.11", "traceback"):
        assert word not in text


def test_head_is_get_without_a_body(signed_in: SignedIn) -> None:
    answer = signed_in().ask("HEAD", "/test/live")
    assert (answer.status, answer.body) == (200, b"")


def test_a_fault_is_answered_with_a_number_and_no_trace() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            raise RuntimeError("secret detail")

    with serving(Edge(broken, content_policy([]), https=False)) as port:
        answer = Client(port).get("/x")
        assert answer.status == 500
        assert re.fullmatch(r"internal error [0-9a-f]{8}\n", answer.text)
        assert answer.headers["x-content-type-options"] == "nosniff"
