"""The live page at its edges: everything closed, and a server that takes a connection and never answers."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.centre import Closure
from models.ports import Ports
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.house import lively_ports, speak
from tests.ports import free_port
from tests.waiting import until
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NIGHT = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)
Look = Callable[..., Looking]


@contextmanager
def opened(look: Look, ports: Ports, folder: Path, port: int = 0) -> Iterator[Looking]:
    """A manager's window on a house of its own; the server ends with the block."""
    database, identity = open_identity(folder)
    token = session_of(identity, Role.MANAGER, ports)
    app, hub = app_of(ports, identity, folder)
    port = port or free_port()
    speak(ports, ports.clock())
    with serving(app, port):
        looking = look(port, {"linli": token, "_csrf_token": csrf_token(token)})
        looking.page.goto("/shijiawan/live?lang=en")
        yield looking
        hub.close()
    database.close()


def shut(ports: Ports, days: int) -> Ports:
    """Every space closed for so many days from today on."""
    today = ports.centre.day_of(ports.clock())
    closure = Closure(first=today, last=today + timedelta(days=days), reason={})
    spaces = {key: replace(space, closures=(closure,)) for key, space in ports.centre.spaces.items()}
    return replace(ports, centre=replace(ports.centre, spaces=spaces))


@pytest.mark.parametrize(
    ("days", "words"),
    [(2, "the first spaces open at Sun 0"), (30, "stays closed for the next two weeks.")],
)
def test_a_closed_house_says_when_it_opens_if_that_is_known(
    look: Look, tmp_path: Path, days: int, words: str
) -> None:
    ports = shut(lively_ports(lambda: NIGHT, days=0), days)
    with opened(look, ports, tmp_path) as looking:
        expect(looking.page.locator("#live")).to_have_attribute("data-phase", "closed", timeout=20_000)
        expect(looking.page.locator("[data-notice]")).to_contain_text(words)
        looking.shot(f"live-closed-{days}")
        assert looking.axe() == []


def test_a_connection_that_is_never_answered_is_given_up_and_made_anew(look: Look, tmp_path: Path) -> None:
    port = free_port()
    ports = lively_ports(lambda: NIGHT, days=0)
    with opened(look, ports, tmp_path, port) as looking:
        expect(looking.page.locator("#live")).to_have_attribute("data-phase", "closed", timeout=20_000)
    asked: list[bytes] = []
    held: list[socket.socket] = []

    def take(listener: socket.socket) -> None:
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return
            asked.append(held[-1].recv(200).split(b"\r")[0])

    with socket.create_server(("127.0.0.1", port)) as listener:
        threading.Thread(target=take, args=(listener,), daemon=True).start()
        events = b"GET /shijiawan/live/events HTTP/1.1"
        assert until(lambda: asked.count(events) >= 1)
        assert until(lambda: asked.count(events) >= 2)
        listener.shutdown(socket.SHUT_RDWR)
    for connection in held:
        connection.close()


def test_paper_is_white_for_whoever_looks_in_the_dark(look: Look, tmp_path: Path) -> None:
    ports = lively_ports(lambda: NIGHT, days=0)
    with opened(look, ports, tmp_path) as looking:
        looking.page.emulate_media(media="print", color_scheme="dark")
        for theme in ("auto", "dark", "light"):
            looking.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            painted = looking.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            assert painted == "rgb(255, 255, 255)", theme
