"""One deployment and one real server for the tests of a file; people are made as they are needed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.asgi import create_app
from models.account import EVERYWHERE, Role
from tests.web import Client, serving
from tests.web_deployment import PASSWORD, World, a_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two centres, `test` and `other`; a metrics token is set in the files that need one."""
    return a_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def port(world: World) -> Iterator[int]:
    """The port of the server."""
    with serving(create_app(world.deployment)) as listening:
        yield listening


SignedIn = Callable[..., Client]


@pytest.fixture
def stranger(port: int) -> Client:
    """Somebody without an account."""
    return Client(port)


@pytest.fixture(scope="module")
def signed_in(world: World, port: int) -> SignedIn:
    """signed_in(role, centre) -> a new client of somebody who holds that role there; one account for each."""

    def client(role: Role = Role.MANAGER, centre: str = EVERYWHERE) -> Client:
        name = f"{role}@{centre}".replace("*", "all")
        if world.deployment.identity.accounts.find(name) is None:
            world.person(name, role, centre)
        somebody = Client(port)
        assert somebody.sign_in(name, PASSWORD).status == 303
        return somebody

    return client


@pytest.fixture
def own_world(tmp_path: Path) -> World:
    """A deployment that one test may spoil."""
    return a_world(tmp_path)
