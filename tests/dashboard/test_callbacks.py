"""The one decorator: who forgets a permission cannot start; who blocks does not hold up others; who fails says so."""

import ast
import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, Input, Output, html
from prometheus_client import CollectorRegistry

import dashboard
from dashboard.asgi import create_app
from dashboard.callbacks import Callbacks, UndeclaredPermissionError
from dashboard.offload import Pool
from dashboard.page import Page, Visit
from dashboard.pages import PAGES
from models.account import Permission, Role
from tests.web import Client, serving
from tests.web_deployment import BOARD, PASSWORD, World, a_world

SOURCE = Path(dashboard.__file__).parent


def a_page(register: Any, permission: tuple[Permission, ...] = (Permission.LIVE_READ,)) -> Page:
    return Page(
        key="live",
        path="live",
        icon="x",
        permission=permission,
        layout=lambda visit: html.Div(id="out"),
        register=register,
    )


@pytest.mark.parametrize("permission", [(), ("live.read",), None])
def test_a_callback_without_permission_stops_the_start(tmp_path: Path, permission: Any) -> None:
    def register(callbacks: Callbacks) -> None:
        @callbacks.server(Output("out", "children"), Input("out", "id"), permission=permission)
        def forgotten(visit: Visit, value: str) -> str:
            return value

    with pytest.raises(UndeclaredPermissionError, match=r"callback .*forgotten declares no permission"):
        create_app(a_world(tmp_path, pages=[a_page(register)]).deployment)


def test_a_page_without_permission_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(UndeclaredPermissionError, match="page live declares no permission"):
        create_app(a_world(tmp_path, pages=[a_page(lambda callbacks: None, ())]).deployment)


def server_callbacks_outside(source: str) -> list[str]:
    """Calls of Dash's own ways to hang a server function on the app."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = ""
        if isinstance(node, ast.Attribute):
            name = node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dash"):
            name = next((alias.name for alias in node.names if "callback" in alias.name.lower()), "")
        if name in {"callback", "clientside_callback", "long_callback"}:
            found.append(f"{name} in line {getattr(node, 'lineno', 0)}")
    return found


def test_no_other_file_registers_a_callback() -> None:
    faults = {
        str(file.relative_to(SOURCE)): server_callbacks_outside(file.read_text(encoding="utf-8"))
        for file in SOURCE.rglob("*.py")
        if file.name != "callbacks.py"
    }
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    "planted",
    [
        "from dash import callback",
        "app.callback(Output('a', 'b'))",
        "dash.clientside_callback('function(){}')",
    ],
)
def test_the_search_for_other_callbacks_finds_them(planted: str) -> None:
    assert server_callbacks_outside(planted)


def test_every_server_callback_is_async_and_no_clientside_one_is_inline() -> None:
    app = Dash("dashboard", backend="fastapi")
    callbacks = Callbacks(app, Pool("test", 1), CollectorRegistry())
    for page in (*PAGES, BOARD):
        page.register(callbacks)
    for name, entry in app.callback_map.items():
        if "callback" in entry:
            assert asyncio.iscoroutinefunction(entry["callback"]), name
    assert app._inline_scripts == []


def test_a_blocking_callback_holds_up_nobody(tmp_path: Path) -> None:
    let_go = threading.Event()

    def register(callbacks: Callbacks) -> None:
        @callbacks.server(Output("out", "children"), Input("out", "id"), permission=(Permission.LIVE_READ,))
        def slow(visit: Visit, value: str) -> str:
            assert let_go.wait(20)
            return "done"

    world = a_world(tmp_path, pages=[a_page(register)])
    world.person("li", Role.MANAGER)
    answers: list[str] = []
    with serving(create_app(world.deployment)) as port:
        client = Client(port)
        client.sign_in("li", PASSWORD)
        asked = {
            "output": "out.children",
            "outputs": {"id": "out", "property": "children"},
            "inputs": [{"id": "out", "property": "id", "value": "out"}],
            "changedPropIds": [],
            "state": [],
        }

        def ask() -> None:
            answers.append(client.post_json("/test/live/_dash-update-component", asked, client.csrf).text)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            assert Client(port).get("/healthz").status == 200
            assert answers == []
        finally:
            let_go.set()
        for thread in threads:
            thread.join(20)
    assert [text.count("done") for text in answers] == [1, 1, 1, 1]


def test_a_failing_callback_says_so_in_the_persons_language_and_keeps_the_detail(
    world: World, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    world.person("en", Role.MANAGER)
    client = Client(port)
    client.sign_in("en", PASSWORD)
    client.cookies["linli_lang"] = "en"
    asked = {
        "output": "title.title",
        "outputs": {"id": "title", "property": "title"},
        "inputs": [{"id": "break", "property": "n_clicks", "value": 1}],
        "changedPropIds": [],
        "state": [],
    }
    answer = client.post_json("/test/live/_dash-update-component", asked, client.csrf)
    notice = answer.json()["sideUpdate"]["shell-notice"]["children"]
    assert notice.startswith("Something went wrong")
    assert "secret detail" not in answer.text
    mark = notice.split()[-1].rstrip(".")
    assert mark in caplog.text
    assert "secret detail" in caplog.text


def test_a_callback_above_ones_role_is_refused_in_words(world: World, port: int) -> None:
    world.person("bands", Role.VIEWER)
    client = Client(port)
    client.sign_in("bands", PASSWORD)
    asked = {
        "output": "answer.children",
        "outputs": {"id": "answer", "property": "children"},
        "inputs": [{"id": "ask", "property": "n_clicks", "value": 1}],
        "changedPropIds": [],
        "state": [],
    }
    answer = client.post_json("/test/live/_dash-update-component", asked, client.csrf).json()
    assert answer["response"] == {}
    assert answer["sideUpdate"]["shell-notice"]["children"] == "您没有做这件事的权限。"
