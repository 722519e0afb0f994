"""Where parcels are fetched, over a real server: by who had them made, once they are there."""

from collections.abc import Callable, Iterator
from concurrent.futures import wait
from dataclasses import replace
from threading import Event
from urllib.parse import unquote

import pytest

from dashboard.asgi import create_app
from dashboard.i18n import Translate
from dashboard.report.form import Kept
from dashboard.report.parcel import Packer
from dashboard.report.route import address, report_routes
from models.account import Account, Role
from tests.reports import empty
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, World

ZH = Translate("zh-Hans")


@pytest.fixture
def packer() -> Packer:
    return Packer()


@pytest.fixture
def served(own_world: World, packer: Packer) -> Iterator[int]:
    routes = report_routes(own_world.deployment.centres, packer)
    with serving(create_app(replace(own_world.deployment, streams=routes))) as port:
        yield port


def signed_in(port: int, world: World, role: Role, centre: str = "test") -> tuple[Client, Account]:
    account = world.person(f"{role}-{centre}", role, centre)
    client = Client(port)
    client.sign_in(account.name, PASSWORD)
    return client, account


def packed(packer: Packer, account: Account, kept: Callable[[], Kept] = lambda: Kept(empty(), ())) -> str:
    key = packer.begin(("test", account.id), ["csv"], kept, ZH)
    future = packer.get(("test", account.id), key).future
    assert future is not None
    wait([future])
    return key


def test_a_parcel_comes_down_under_both_of_its_names(served: int, own_world: World, packer: Packer) -> None:
    client, account = signed_in(served, own_world, Role.FINANCE)
    told = client.get(address("test", packed(packer, account)))
    assert (told.status, told.headers["content-type"]) == (200, "application/zip")
    named = told.headers["content-disposition"]
    assert named.isascii()
    assert 'attachment; filename="test-2026-10-zh-Hans.zip"' in named
    assert "试验邻里中心" in unquote(named)


def test_nobody_else_gets_it_and_nobody_learns_that_it_is_there(
    served: int, own_world: World, packer: Packer
) -> None:
    _, account = signed_in(served, own_world, Role.FINANCE)
    key = packed(packer, account)
    assert Client(served).get(address("test", key)).status == 401
    answers = [
        signed_in(served, own_world, Role.MANAGER)[0].get(address("test", key)),
        signed_in(served, own_world, Role.OPERATOR)[0].get(address("test", key)),
        signed_in(served, own_world, Role.FINANCE, "other")[0].get(address("other", key)),
        signed_in(served, own_world, Role.VIEWER)[0].get(address("nowhere", key)),
        signed_in(served, own_world, Role.AUDITOR)[0].get(address("test", "x")),
    ]
    assert [(one.status, one.text) for one in answers] == [(404, "not here\n")] * len(answers)


def test_who_has_lost_the_right_does_not_get_what_was_made_before(
    served: int, own_world: World, packer: Packer
) -> None:
    client, account = signed_in(served, own_world, Role.OPERATOR)
    assert client.get(address("test", packed(packer, account))).status == 404


def test_what_is_not_there_yet_is_not_there(served: int, own_world: World, packer: Packer) -> None:
    client, account = signed_in(served, own_world, Role.FINANCE)
    go = Event()

    def slow() -> Kept:
        go.wait(20)
        return Kept(empty(), ())

    key = packer.begin(("test", account.id), ["csv"], slow, ZH)
    assert client.get(address("test", key)).status == 404
    go.set()
