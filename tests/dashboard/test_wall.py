"""A wall screen stays signed in for more than a year, and may do nothing but show what one centre shows on walls."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dashboard.access import new_link
from dashboard.address import LONGEST_QUERY, encoded
from dashboard.asgi import create_app
from dashboard.wall import WALL_LIFE, wall_centre
from models.account import EVERYWHERE, Account, Grant, Role
from models.centre import CentreId
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, World

HOME = "/test/live?view=wall"
SEEN = f"/test/live/~{encoded('view=wall')}"


@pytest.fixture
def wall(own_world: World) -> Iterator[Client]:
    """The browser of a wall screen, after its link; the account is as fresh as `user add` leaves it."""
    account = own_world.person("wall", Role.VIEWER, "test", must_change=True)
    with serving(create_app(own_world.deployment)) as port:
        client = Client(port)
        path = new_link(own_world.deployment.identity.links, account, own_world.clock(), wall=True)
        page = client.get(path)
        fields = {"csrf": page.hidden("csrf"), "token": page.hidden("token")}
        entered = client.post_form("/sign-in/link", fields)
        assert (entered.status, entered.location) == (303, "/")
        kept = [line for line in entered.headers.get_all("set-cookie") or [] if line.startswith("linli=")]
        assert f"Max-Age={int(WALL_LIFE.total_seconds())}" in kept[0]
        yield client


@pytest.mark.parametrize(
    "path",
    [HOME, f"{HOME}&lang=en", f"{SEEN}/_dash-layout", f"{SEEN}/_dash-dependencies", "/assets/00-base.css"],
)
def test_it_sees_its_page_with_all_that_belongs_to_it(wall: Client, path: str) -> None:
    assert wall.get(path).status == 200


def test_it_asks_whether_it_is_signed_in_and_for_callbacks(wall: Client) -> None:
    assert wall.get("/session").status == 204
    assert wall.post_json(f"{SEEN}/_dash-update-component", {}, wall.csrf).status == 400


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/test/live",
        "/test/live?view=wall&view=full",
        "/test/live?x=" + "x" * LONGEST_QUERY + "&view=wall",
        "/test/health?view=wall",
        "/other/live?view=wall",
        "/account",
        "/nowhere",
    ],
)
def test_every_other_page_leads_back_to_its_own(wall: Client, path: str) -> None:
    answer = wall.get(path)
    assert (answer.status, answer.location) == (303, HOME)


@pytest.mark.parametrize(
    "path",
    [
        "/test/live/_dash-layout",
        f"/test/live/~{encoded('space=gym')}/_dash-layout",
        f"/other/live/~{encoded('view=wall')}/_dash-layout",
        f"/test/health/~{encoded('view=wall')}/_dash-layout",
    ],
)
def test_every_other_question_of_a_script_is_refused(wall: Client, path: str) -> None:
    assert wall.get(path).status == 403


@pytest.mark.parametrize("path", ["/sign-out", "/account/password", "/account/sessions"])
def test_it_can_change_nothing(wall: Client, path: str) -> None:
    assert wall.post_form(path, {}, wall.csrf).status == 403
    assert wall.get("/session").status == 204


def test_it_neither_idles_out_nor_ends_within_a_year(wall: Client, own_world: World) -> None:
    own_world.clock.forward(timedelta(days=399))
    assert wall.get(HOME).status == 200
    own_world.clock.forward(timedelta(days=2))
    assert wall.get("/session").status == 401


def test_it_ends_when_its_account_is_disabled(wall: Client, own_world: World) -> None:
    account = own_world.deployment.identity.accounts.find("wall")
    assert account is not None
    own_world.deployment.identity.accounts.set_disabled(account.id, disabled=True)
    assert wall.get("/session").status == 401


def test_it_ends_when_its_person_signs_out_everywhere_else(wall: Client, own_world: World) -> None:
    account = own_world.deployment.identity.accounts.find("wall")
    assert account is not None
    own_world.deployment.identity.accounts.set_password(
        account.id, own_world.deployment.identity.accounts.password_hash(account.id)
    )
    person = Client(wall.port)
    assert person.sign_in("wall", PASSWORD).status == 303
    assert person.get("/account").status == 200
    assert person.post_form("/account/sessions", {}, person.csrf).status == 303
    assert wall.get("/session").status == 401


def test_it_is_nothing_any_more_once_its_account_may_do_more(wall: Client, own_world: World) -> None:
    accounts = own_world.deployment.identity.accounts
    account = accounts.find("wall")
    assert account is not None
    accounts.set_grants(account.id, [*account.grants, Grant(role=Role.MANAGER, centre="test")])
    assert wall.get(HOME).location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("grants", "centres", "centre"),
    [
        ([(Role.VIEWER, "a")], ["a", "b"], "a"),
        ([(Role.VIEWER, EVERYWHERE)], ["a"], "a"),
        ([(Role.VIEWER, EVERYWHERE)], ["a", "b"], None),
        ([(Role.VIEWER, "a"), (Role.VIEWER, "b")], ["a", "b"], None),
        ([(Role.VIEWER, "a"), (Role.FINANCE, "a")], ["a"], None),
        ([(Role.VIEWER, "a"), (Role.MANAGER, "elsewhere")], ["a"], None),
        ([(Role.MANAGER, "a")], ["a"], None),
        ([(Role.VIEWER, "elsewhere")], ["a"], None),
        ([], ["a"], None),
    ],
)
def test_only_who_is_a_viewer_of_one_centre_and_nothing_else_can_be_a_wall(
    grants: list[tuple[Role, str]], centres: list[str], centre: str | None
) -> None:
    held = tuple(Grant(role=role, centre=place) for role, place in grants)
    account = Account(id=1, name="wall", grants=held)
    assert wall_centre(account, [CentreId(key) for key in centres]) == centre
