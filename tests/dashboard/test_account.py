"""One's own account page: changing the password, signing out elsewhere."""

from collections.abc import Callable

import pytest

from models.account import Role
from tests.web import Answer, Client
from tests.web_deployment import PASSWORD, World

SignedIn = Callable[..., Client]
NEW = "quiet-lantern-73-harbour"


def change(client: Client, old: str, new: str, again: str | None = None) -> Answer:
    fields = {"old": old, "new": new, "again": new if again is None else again}
    return client.post_form("/account/password", fields, client.csrf)


@pytest.fixture
def person(world: World, port: int, request: pytest.FixtureRequest) -> Client:
    name = f"p{abs(hash(request.node.name))}"
    world.person(name, Role.MANAGER)
    client = Client(port)
    assert client.sign_in(name, PASSWORD).status == 303
    return client


def test_a_new_password_replaces_the_old_one_and_ends_other_sessions(world: World, port: int) -> None:
    world.person("wen", Role.MANAGER)
    here, there = Client(port), Client(port)
    here.sign_in("wen", PASSWORD)
    there.sign_in("wen", PASSWORD)
    assert change(here, PASSWORD, NEW).location == "/account?done=password"
    assert here.get("/session").status == 204
    assert there.get("/session").status == 401
    assert Client(port).sign_in("wen", PASSWORD).status == 401
    assert Client(port).sign_in("wen", NEW).status == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "word"),
    [
        ("wrong", NEW, NEW, "现在的密码不对"),
        (PASSWORD, NEW, NEW + "x", "不一样"),
        (PASSWORD, "short", "short", "太短"),
        (PASSWORD, "x" * 300, "x" * 300, "太长"),
        (PASSWORD, "qwertyuiop123", "qwertyuiop123", "太容易"),
        (PASSWORD, PASSWORD, PASSWORD, "与现在的一样"),
    ],
)
def test_a_bad_change_is_refused_in_words(person: Client, old: str, new: str, again: str, word: str) -> None:
    answer = change(person, old, new, again)
    assert answer.status == 400
    assert word in answer.text


def test_guessing_the_present_password_is_slowed_down(person: Client) -> None:
    texts = [change(person, f"guess-{n}", NEW).text for n in range(7)]
    assert "现在的密码不对" in texts[0]
    assert "次数过多" in texts[-1]


def test_a_forced_change_asks_only_for_the_new_password_and_then_opens_the_house(
    world: World, stranger: Client
) -> None:
    world.person("fresh", Role.MANAGER, must_change=True)
    stranger.sign_in("fresh", PASSWORD)
    page = stranger.get("/account")
    assert 'name="old"' not in page.text
    assert "<nav" not in page.text
    assert change(stranger, "", NEW).location == "/"
    assert stranger.get("/").location == "/test/live"


def test_one_can_sign_out_everywhere_else(world: World, port: int) -> None:
    world.person("everywhere", Role.MANAGER)
    here, there = Client(port), Client(port)
    here.sign_in("everywhere", PASSWORD)
    there.sign_in("everywhere", PASSWORD)
    assert here.post_form("/account/sessions", {}, here.csrf).status == 303
    assert there.get("/session").status == 401
    assert here.get("/session").status == 204


def test_finance_lands_on_the_account_page_because_no_other_page_is_theirs(signed_in: SignedIn) -> None:
    client = signed_in(Role.FINANCE)
    assert client.get("/").location == "/account"
    assert "财务" in client.get("/account").text
