"""Which tests run: those in full size only when they are asked for; and the figures that tests measured, at the end."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

# As `python -m dashboard` does, before anything imports numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import settings

# How long an example takes says something about the machine's other work, and nothing about the property.
settings.register_profile("linli", deadline=None)
settings.load_profile("linli")

MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 2**30
"""Where the folders of tests lie if there is room: what is to survive a crash is written through to the disk at every commit,
which says nothing about what is tested and is most of what many tests wait for. Who sets TMPDIR chooses another place."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

FIGURES = pytest.StashKey[list[str]]()
MOST_WORKERS = 4
"""Each has servers of its own."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked `long`, and no others")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """For `-n auto`: as many as there are processors, two at least since tests wait much; full sizes are measured alone."""
    return 0 if config.getoption("--long") else max(2, min(os.cpu_count() or 2, MOST_WORKERS))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = session.config.stash[FIGURES]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process that runs tests has ended: its figures are told with those of the others."""
    node.config.stash[FIGURES] += getattr(node, "workeroutput", {}).get("figures", [])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.getoption("--long")
    out = [item for item in items if (item.get_closest_marker("long") is not None) is not wanted]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]
    slow = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in slow)  # they begin, so that all processes end together


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[FIGURES]:
        terminalreporter.section("measured figures")
        for line in sorted(config.stash[FIGURES]):
            terminalreporter.write_line(line)


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[str]:
    """Lines to print after the run: what was measured, where passing alone says too little."""
    return request.config.stash[FIGURES]
