"""One deployment and one real server for the tests of a file; people are made as they are needed."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.asgi import create_app
from models.account import EVERYWHERE, Role
from tests.source import ROOT
from tests.waiting import until
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


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A real scheduler with two worker processes."""
    file, programs = tmp_path / "scheduler.json", []
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    ]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        for one in (command, worker, worker):
            programs.append(subprocess.Popen([*one, "--scheduler-file", str(file)], **quiet))  # type: ignore[call-overload]
            until(file.exists)
        yield str(json.loads(file.read_text(encoding="utf-8"))["address"])
    finally:
        for program in programs:
            program.kill()  # a worker that is asked politely may wait for its scheduler for ever
        for program in programs:
            program.wait()
