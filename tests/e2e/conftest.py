"""Chromium for the browser tests: one browser and one server for all, a fresh person for each, complaints collected."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dashboard.asgi import create_app
from models.account import Role
from tests.e2e.looking import Looking, watched
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, World, a_world

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of this machine; skipped by name where there is none.

    It goes with its file: while Playwright runs, no other test of this process can have an event loop of its own.
    """
    if CHROMIUM is None:
        pytest.skip("chromium is not on PATH")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two small centres with the web side's own test pages."""
    return a_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def port(world: World) -> Iterator[int]:
    """The port of the shared server."""
    with serving(create_app(world.deployment)) as listening:
        yield listening


Open = Callable[..., Looking]


@pytest.fixture
def look(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Looking]]:
    """look(port, token="", **context) -> a window of a person, with everything that the browser complains about."""
    contexts: list[BrowserContext] = []

    def window(port: int, cookies: dict[str, str] | None = None, **options: Any) -> Looking:
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", **options)
        contexts.append(context)
        jar = [
            {"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}
            for name, value in (cookies or {}).items()
        ]
        context.add_cookies(jar)  # type: ignore[arg-type]
        page: Page = context.new_page()
        shots = Path(os.environ.get("LINLI_SHOTS", str(tmp_path)))
        return watched(page, shots)

    yield window
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def signed_in(world: World, port: int) -> Callable[[Role], dict[str, str]]:
    """signed_in(role) -> the cookies of somebody with that role in every centre of the shared world."""
    known: dict[Role, dict[str, str]] = {}

    def cookies(role: Role) -> dict[str, str]:
        if role not in known:
            world.person(f"the-{role}", role)
            client = Client(port)
            assert client.sign_in(f"the-{role}", PASSWORD).status == 303
            known[role] = client.cookies
        return known[role]

    return cookies
