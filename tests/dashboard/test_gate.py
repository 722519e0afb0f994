"""Every route times every kind of person: what a stranger, each role and a forged request are told."""

import asyncio
import dataclasses
import http.client
from collections.abc import Callable
from typing import Any

import pytest
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from dashboard.asgi import create_app
from dashboard.body import LIMIT
from dashboard.gate import Gate, is_wall
from dashboard.offload import Pool
from models.account import Role
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, World

SignedIn = Callable[..., Client]

OPEN = {"/healthz": 200, "/readyz": 200, "/sign-in": 200, "/sign-in/link?token=x": 200, "/robots.txt": 200}
PAGES = (
    "/",
    "/test/live",
    "/test/health",
    "/other/live",
    "/account",
    "/nowhere",
    "/docs",
    "/openapi.json",
    "/a/b/c",
)
SCRIPTED = (
    "/test/live/_dash-layout",
    "/test/live/_dash-dependencies",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_reload-hash",
    "/_dash-component-suites/dash/deps/react@18.3.1.min.js",
    "/session",
    "/_mcp",
)
CHANGING = ("/sign-out", "/account/password", "/account/sessions", "/test/live/_dash-update-component")


@pytest.mark.parametrize(("path", "status"), OPEN.items())
def test_what_is_open_is_open_to_strangers(stranger: Client, path: str, status: int) -> None:
    assert stranger.get(path).status == status


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_sent_to_sign_in_from_every_page(stranger: Client, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status == 303
    assert answer.location.startswith("/sign-in?next=%2F")


@pytest.mark.parametrize("path", SCRIPTED)
def test_a_script_of_a_stranger_is_told_401(stranger: Client, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status, answer.headers["content-type"]) == (401, "application/json")


@pytest.mark.parametrize("path", CHANGING)
def test_a_stranger_can_change_nothing(stranger: Client, path: str) -> None:
    assert stranger.post_form(path, {}).status == 401


@pytest.mark.parametrize("path", CHANGING)
def test_a_change_without_the_csrf_token_is_refused(signed_in: SignedIn, path: str) -> None:
    assert signed_in().post_form(path, {}).status == 403


@pytest.mark.parametrize("path", CHANGING)
def test_the_csrf_token_of_somebody_else_is_refused(signed_in: SignedIn, path: str) -> None:
    stolen = signed_in(Role.VIEWER).csrf
    assert signed_in().post_form(path, {}, stolen).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_that_another_site_asks_for_is_refused_even_with_the_token(
    signed_in: SignedIn, headers: dict[str, str]
) -> None:
    client = signed_in()
    assert client.post_form("/account/sessions", {}, {**client.csrf, **headers}).status == 403
    assert client.post_form("/account/sessions", {}, client.csrf).status == 303


@pytest.mark.parametrize("path", CHANGING)
def test_nothing_changes_on_get(signed_in: SignedIn, path: str) -> None:
    client = signed_in()
    assert client.get(path).status == 405
    assert client.get("/session").status == 204


ALLOWED = {
    Role.MANAGER: {"live": 200, "health": 200},
    Role.OPERATOR: {"live": 200, "health": 200},
    Role.FRONT_DESK: {"live": 200, "health": 403},
    Role.COORDINATOR: {"live": 200, "health": 403},
    Role.VIEWER: {"live": 200, "health": 403},
    Role.AUDITOR: {"live": 200, "health": 200},
    Role.EVALUATOR: {"live": 404, "health": 404},  # a centre without a page for them is none to them
    Role.FINANCE: {"live": 404, "health": 404},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", ["live", "health"])
def test_each_role_sees_its_pages_and_no_other(signed_in: SignedIn, role: Role, page: str) -> None:
    client = signed_in(role)
    assert client.get(f"/test/{page}").status == ALLOWED[role][page]
    assert client.get(f"/test/{page}/_dash-layout").status == ALLOWED[role][page]


@pytest.mark.parametrize("path", ["/other/live", "/other/live/_dash-layout", "/other/health"])
def test_another_centre_does_not_exist_for_who_has_nothing_to_do_there(
    signed_in: SignedIn, path: str
) -> None:
    client = signed_in(Role.MANAGER, "test")
    assert client.get(path).status == 404
    assert client.get("/").location == "/test/live"


def test_a_callback_cannot_be_called_below_a_centre_that_is_not_ones_own(signed_in: SignedIn) -> None:
    client = signed_in(Role.MANAGER, "test")
    asked = _ask("answer.children", "ask")
    assert client.post_json("/test/live/_dash-update-component", asked, client.csrf).status == 200
    assert client.post_json("/other/live/_dash-update-component", asked, client.csrf).status == 404


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/_dash-layout", "/_mcp", "/test/live/_dash-ws-callback"]
)
def test_what_dash_and_fastapi_bring_along_is_shut_for_everybody(signed_in: SignedIn, path: str) -> None:
    assert signed_in().get(path).status == 404


def test_a_body_of_more_than_a_megabyte_is_refused_before_anything_else(stranger: Client) -> None:
    assert stranger.ask("POST", "/sign-in", b"x" * (LIMIT + 1)).status == 413


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"output":"answer.children","inputs":' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"output":"answer.children","inputs":[{"id":"ask","property":"n_clicks","value":'
        + b"[" * 200
        + b"]" * 200
        + b"}]}",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b"\xff\xfe",
        b'{"output": 7}',
        b'{"output": "nobody.knows", "inputs": [], "state": []}',
        b'{"output": "answer.children", "inputs": [], "state": []}',
        b'{"output": "answer.children", "inputs": [5], "state": []}',
        b'{"output": "answer.children", "inputs": [{"id": "x", "property": "y", "value": 1}]}',
        b'{"output": "answer.children", "inputs": {}, "state": null}',
    ],
)
def test_a_tampered_callback_is_answered_400_and_not_500(signed_in: SignedIn, body: bytes) -> None:
    client = signed_in()
    assert client.post_json("/test/live/_dash-update-component", body, client.csrf).status == 400


def test_an_ended_idle_or_revoked_session_is_no_session(own_world: World) -> None:
    with serving(create_app(own_world.deployment)) as port:
        account = own_world.person("li", Role.MANAGER)
        client = Client(port)
        client.sign_in("li", PASSWORD)
        own_world.clock.forward(own_world.deployment.web.idle * 0.9)
        assert client.get("/session").status == 204
        own_world.clock.forward(own_world.deployment.web.idle * 1.1)
        assert client.get("/session").status == 401
        client.sign_in("li", PASSWORD)
        steps = int(own_world.deployment.web.absolute / own_world.deployment.web.idle) * 2
        for _ in range(steps - 1):
            own_world.clock.forward(own_world.deployment.web.idle / 2)
            assert client.get("/session").status == 204
        own_world.clock.forward(own_world.deployment.web.idle / 2)
        assert client.get("/session").status == 401
        client.sign_in("li", PASSWORD)
        own_world.deployment.identity.accounts.set_disabled(account.id, disabled=True)
        assert client.get("/session").status == 401


def test_somebody_who_must_change_the_password_can_do_nothing_else(
    signed_in: SignedIn, world: World, stranger: Client
) -> None:
    world.person("new", Role.MANAGER, must_change=True)
    stranger.sign_in("new", PASSWORD)
    assert stranger.get("/test/live").location == "/account"
    assert stranger.get("/test/live/_dash-layout").status == 403
    assert stranger.get("/account").status == 200


def test_a_websocket_is_never_accepted(world: World) -> None:
    sent: list[Message] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the gate let a websocket through")

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    gate = Gate(inner, world.deployment, Pool("test", 1))
    asyncio.run(gate({"type": "websocket", "path": "/_dash-ws-callback"}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_wall_screen_is_known_by_its_address_or_the_page_it_stands_on() -> None:
    def scope(query: bytes, referer: bytes = b"") -> Scope:
        return {"type": "http", "query_string": query, "headers": [(b"referer", referer)]}

    assert is_wall(scope(b"view=wall"))
    assert is_wall(scope(b"", b"http://127.0.0.1/test/live?view=wall"))
    assert not is_wall(scope(b"", b"http://127.0.0.1/test/live"))


def test_an_event_stream_ends_with_its_session(own_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.gate.WATCH_S", 0.05)

    class Endless:
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            headers = [(b"content-type", b"text/event-stream")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
            await asyncio.Event().wait()

    streams = [Route("/{centre}/live/events", Endless())]
    deployment = dataclasses.replace(own_world.deployment, streams=streams)
    with serving(create_app(deployment)) as port:
        account = own_world.person("li", Role.MANAGER)
        client = Client(port)
        assert client.get("/test/live/events").status == 401
        client.sign_in("li", PASSWORD)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/test/live/events", headers={"Cookie": f"linli={client.cookies['linli']}"})
        stream = connection.getresponse()
        assert stream.readline() == b"data: 1\n"
        deployment.identity.sessions.revoke_all(account.id)
        assert stream.read() == b"\n"
        connection.close()


def _ask(output: str, button: str) -> dict[str, Any]:
    name, prop = output.split(".")
    return {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "inputs": [{"id": button, "property": "n_clicks", "value": 1}],
        "changedPropIds": [f"{button}.n_clicks"],
        "state": [],
    }
