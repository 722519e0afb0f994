"""Signing in through the real pages: right, wrong, hurried, by link, and out again."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dashboard.access import LIMITS, WINDOW, first_manager, new_link
from dashboard.asgi import create_app
from models.account import Role
from tests.web import Answer, Client, serving
from tests.web_deployment import PASSWORD, World, a_world

SignedIn = Callable[..., Client]


def actions(world: World) -> list[str]:
    return [record.entry.action for record in world.deployment.identity.audit.recent(200)]


def test_a_right_password_opens_a_session_that_scripts_cannot_read(world: World, stranger: Client) -> None:
    world.person("mei", Role.MANAGER)
    answer = stranger.sign_in("mei", PASSWORD)
    assert (answer.status, answer.location) == (303, "/")
    cookies = {line.split("=")[0]: line for line in answer.headers.get_all("set-cookie") or []}
    assert "HttpOnly" in cookies["linli"]
    assert "SameSite=lax" in cookies["linli"]
    assert "HttpOnly" not in cookies["_csrf_token"]
    assert "session.open" in actions(world)


def test_names_are_taken_in_any_case_and_with_spaces_around(world: World, stranger: Client) -> None:
    world.person("Chen", Role.VIEWER)
    assert stranger.sign_in("  chen ", PASSWORD).status == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [("mei", "wrong-password"), ("nobody", PASSWORD), ("", ""), ("x" * 5000, "y" * 5000)],
)
def test_wrong_and_unknown_get_the_same_answer(
    world: World, stranger: Client, name: str, password: str
) -> None:
    answer = stranger.sign_in(name, password)
    assert answer.status == 401
    assert "账号或密码不对" in answer.text
    assert "linli" not in stranger.cookies


def test_a_name_that_is_nobodys_is_not_kept(world: World, stranger: Client) -> None:
    stranger.sign_in("my-secret-password-typed-here", "x")
    assert all("my-secret" not in str(record) for record in world.deployment.identity.audit.recent(200))
    assert "session.refused" in actions(world)


def test_a_disabled_account_is_told_no_more_than_a_wrong_password(world: World, stranger: Client) -> None:
    account = world.person("gone", Role.MANAGER)
    world.deployment.identity.accounts.set_disabled(account.id, disabled=True)
    assert stranger.sign_in("gone", PASSWORD).status == 401


def test_the_session_is_a_new_one_at_every_sign_in(world: World, stranger: Client) -> None:
    world.person("hua", Role.MANAGER)
    stranger.sign_in("hua", PASSWORD)
    first = stranger.cookies["linli"]
    token = stranger.cookies.pop("linli")
    form = stranger.get("/sign-in")
    stranger.cookies["linli"] = token
    stranger.post_form("/sign-in", {"csrf": form.hidden("csrf"), "name": "hua", "password": PASSWORD})
    assert stranger.cookies["linli"] != first
    assert Client(stranger.port, {"linli": first}).get("/session").status == 401


def test_a_session_that_a_stranger_planted_is_not_taken_over(world: World, stranger: Client) -> None:
    world.person("planted", Role.MANAGER)
    stranger.cookies["linli"] = "x" * 22
    stranger.sign_in("planted", PASSWORD)
    assert stranger.cookies["linli"] != "x" * 22


def test_a_form_that_we_did_not_hand_out_is_refused(world: World, stranger: Client) -> None:
    world.person("form", Role.MANAGER)
    fields = {"name": "form", "password": PASSWORD, "csrf": "made-up"}
    assert stranger.post_form("/sign-in", fields).status == 400
    stranger.get("/sign-in")
    assert stranger.post_form("/sign-in", fields).status == 400
    assert "linli" not in stranger.cookies


@pytest.mark.parametrize(
    ("asked", "goal"),
    [
        ("%2Ftest%2Flive%3Fspace%3Dgym", "/test/live?space=gym"),
        ("%2F%2Fevil.example", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2F%5Cevil.example", "/"),
        ("%5C%5Cevil.example", "/"),
        ("%2F%09%2Fevil.example", "/"),
        ("%2Fsign-out", "/"),
        ("javascript%3Aalert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_is_never_led_off_the_site(
    world: World, stranger: Client, asked: str, goal: str
) -> None:
    if world.deployment.identity.accounts.find("led") is None:
        world.person("led", Role.MANAGER)
    assert stranger.sign_in("led", PASSWORD, f"/sign-in?next={asked}").location == goal


def attempts_until_429(port: int, names: list[str]) -> int:
    client = Client(port)
    for number, name in enumerate(names, 1):
        answer = client.sign_in(name, "not-it")
        if answer.status == 429:
            assert answer.headers["retry-after"] == "900"
            return number
    raise AssertionError(f"never throttled in {len(names)} attempts")


def test_guessing_is_slowed_down_and_the_right_password_comes_too_late(own_world: World) -> None:
    own_world.person("lin", Role.MANAGER)
    with serving(create_app(own_world.deployment)) as port:
        assert attempts_until_429(port, ["lin"] * 20) <= 10
        assert Client(port).sign_in("lin", PASSWORD).status == 429
        assert actions(own_world).count("session.throttled") == 1
        own_world.clock.forward(WINDOW + timedelta(seconds=1))
        assert Client(port).sign_in("lin", PASSWORD).status == 303


def test_trying_many_names_from_one_address_is_slowed_down_too(own_world: World) -> None:
    with serving(create_app(own_world.deployment)) as port:
        most = LIMITS["address"].failures
        assert attempts_until_429(port, [f"name-{n}" for n in range(most * 2)]) == most + 1


def test_a_throttled_attempt_computes_no_hash(own_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own_world.person("lin", Role.MANAGER)
    with serving(create_app(own_world.deployment)) as port:
        attempts_until_429(port, ["lin"] * 20)
        hashes: list[str] = []
        monkeypatch.setattr("dashboard.passwords.matches", lambda password, kept: hashes.append(kept))
        assert Client(port).sign_in("lin", PASSWORD).status == 429
        assert hashes == []


def test_successes_do_not_use_up_an_office(own_world: World) -> None:
    own_world.person("lin", Role.MANAGER)
    with serving(create_app(own_world.deployment)) as port:
        outcomes = {Client(port).sign_in("lin", PASSWORD).status for _ in range(12)}
        assert outcomes == {303}


def follow(client: Client, path: str) -> Answer:
    page = client.get(path)
    assert page.status == 200
    fields = {name: page.hidden(name) for name in ("csrf", "token")}
    return client.post_form("/sign-in/link", fields)


def test_a_link_signs_in_once(world: World, port: int) -> None:
    account = world.person("linked", Role.MANAGER)
    path = new_link(world.deployment.identity.links, account, world.clock())
    for _ in range(3):
        assert Client(port).get(path).status == 200, "looking at the link must not use it up"
    first, second = Client(port), Client(port)
    assert follow(first, path).status == 303
    assert first.get("/session").status == 204
    assert follow(second, path).status == 401
    assert second.get("/session").status == 401


def test_an_old_link_is_dead(own_world: World) -> None:
    account = own_world.person("linked", Role.MANAGER)
    path = new_link(own_world.deployment.identity.links, account, own_world.clock(), timedelta(minutes=10))
    own_world.clock.forward(timedelta(minutes=11))
    with serving(create_app(own_world.deployment)) as port:
        assert follow(Client(port), path).status == 401


def test_signing_out_ends_the_session_on_the_server(signed_in: SignedIn) -> None:
    client = signed_in()
    old = dict(client.cookies)
    assert client.post_form("/sign-out", {}, client.csrf).location == "/sign-in"
    assert "linli" not in client.cookies
    assert Client(client.port, old).get("/session").status == 401


def test_with_tls_the_cookie_is_bound_to_the_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    world = a_world(tmp_path_factory.mktemp("tls"), public_url="https://linli.example")
    world.person("mei", Role.MANAGER)
    with serving(create_app(world.deployment)) as port:
        answer = Client(port).sign_in("mei", PASSWORD)
        cookies = [line for line in answer.headers.get_all("set-cookie") or [] if "__Host-linli" in line]
        assert len(cookies) == 1
        assert {"Secure", "Path=/", "HttpOnly"} <= {part.strip() for part in cookies[0].split(";")}
        assert "max-age=31536000" in answer.headers["strict-transport-security"]


def test_the_first_start_makes_one_manager_and_the_second_none(own_world: World) -> None:
    accounts = own_world.deployment.identity.accounts
    password = first_manager(accounts, own_world.clock())
    assert password is not None
    assert first_manager(accounts, own_world.clock()) is None
    manager = accounts.find("manager")
    assert manager is not None
    assert manager.must_change_password
    with serving(create_app(own_world.deployment)) as port:
        client = Client(port)
        assert client.sign_in("manager", password).status == 303
        assert client.get("/").location == "/account"
