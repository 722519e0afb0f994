"""Real child processes: order, restart, stop, and that nothing survives."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.processes.child import Plan
from dashboard.processes.crew import ChildFailedError, Crew
from dashboard.processes.probe import runs
from models.message import Message
from tests.waiting import is_alive, until

ROOT = Path(__file__).parents[3]
FOREVER = "import time\nwhile True: time.sleep(60)"


def plan(name: str, program: str, **more: object) -> Plan:
    fields = {"name": name, "argv": (sys.executable, "-c", program), "ready": runs} | more
    return Plan(**fields)  # type: ignore[arg-type]


Gather = Callable[..., Crew]


@pytest.fixture
def said() -> list[Message]:
    return []


@pytest.fixture
def gather(tmp_path: Path, said: list[Message]) -> Iterator[Gather]:
    crews: list[Crew] = []

    def make(*plans: Plan) -> Crew:
        crews.append(Crew(plans, environ=os.environ, folder=ROOT, logs=tmp_path / "log", say=said.append))
        return crews[-1]

    yield make
    for crew in crews:
        crew.stop(hurry=lambda: True)


def ticked(crew: Crew, holds: Callable[[], object]) -> bool:
    def step() -> object:
        crew.tick()
        return holds()

    return until(step)


def test_a_child_starts_only_when_what_it_needs_is_ready(gather: Gather) -> None:
    is_open = [False]
    crew = gather(
        plan("broker", FOREVER, ready=lambda: is_open[0]), plan("ingest", FOREVER, after=("broker",))
    )
    for _ in range(5):
        crew.tick()
    assert set(crew.pids) == {"broker"}
    is_open[0] = True
    assert ticked(crew, lambda: crew.is_ready)
    assert set(crew.pids) == {"broker", "ingest"}


def test_a_crashed_child_is_started_again_and_its_last_words_are_said(
    gather: Gather, said: list[Message], tmp_path: Path
) -> None:
    mark = tmp_path / "started"
    crew = gather(
        plan("ingest", f"open({str(mark)!r}, 'a').write('x')\nimport os; print('disk is full'); {FOREVER}")
    )
    assert ticked(crew, lambda: crew.is_ready and mark.exists())
    os.kill(crew.pids["ingest"], signal.SIGKILL)
    assert ticked(crew, lambda: mark.read_text() == "xx")
    assert [message.key for message in said] == ["run.restart"]
    assert said[0].values["code"] == -signal.SIGKILL


def test_the_pause_before_a_restart_grows_up_to_its_limit(gather: Gather, said: list[Message]) -> None:
    crew = gather(plan("ingest", "import sys; sys.exit(1)", lasting=False))
    crew._children["ingest"].was_ready = True
    assert ticked(crew, lambda: len(said) == 2)
    assert [message.values["seconds"] for message in said] == [1, 2]


def test_wrong_settings_are_not_tried_again(gather: Gather) -> None:
    crew = gather(plan("ingest", "import sys; print('setting x is wrong'); sys.exit(2)", ready=lambda: False))
    with pytest.raises(ChildFailedError) as failed:
        ticked(crew, lambda: False)
    assert failed.value.message.values == {"name": "ingest", "code": 2, "why": "setting x is wrong"}


def test_a_child_that_was_never_ready_stops_the_start_with_its_sentence(gather: Gather) -> None:
    crew = gather(plan("broker", "import sys; sys.exit('no broker to run')", ready=lambda: False))
    with pytest.raises(ChildFailedError) as failed:
        ticked(crew, lambda: False)
    assert failed.value.message.values["why"] == "no broker to run"


def test_a_child_that_is_done_stays_done(gather: Gather) -> None:
    crew = gather(plan("history", "pass", lasting=False))
    assert ticked(crew, lambda: crew._children["history"].is_done)
    crew.tick()
    assert crew.pids == {}


def test_what_is_waited_for_is_told_and_what_is_sick_with_its_reasons(gather: Gather) -> None:
    is_open = [False]
    crew = gather(
        plan("broker", FOREVER, ready=lambda: is_open[0]),
        plan("ingest", FOREVER, after=("broker",), reasons=lambda: ("not_connected",)),
    )
    crew.tick()
    assert crew.unwell() == {"broker": ()}
    is_open[0] = True
    assert ticked(crew, lambda: crew.is_ready)
    assert crew.unwell() == {"ingest": ("not_connected",)}


def test_stopping_ends_the_broker_after_all_others(gather: Gather, tmp_path: Path) -> None:
    order = tmp_path / "order"
    goodbye = (
        "import signal, sys, time\n"
        "def bye(*_):\n"
        "    open({order!r}, 'a').write({name!r} + ' ')\n"
        "    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, bye)\n"
        "open({order!r} + {name!r}, 'w').close()\n"
        "time.sleep(60)"
    )
    names = ("broker", "ingest", "dashboard")
    crew = gather(*(plan(name, goodbye.format(order=str(order), name=name)) for name in names))
    assert ticked(crew, lambda: all(Path(f"{order}{name}").exists() for name in names))
    crew.stop()
    assert order.read_text().split()[-1] == "broker"
    assert set(order.read_text().split()) == set(names)


def test_a_child_that_will_not_stop_is_killed_within_five_seconds(gather: Gather, tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        f"open({str(tmp_path / 'deaf')!r}, 'w').close()\nwhile True: time.sleep(60)"
    )
    crew = gather(plan("ingest", deaf), plan("broker", FOREVER))
    assert ticked(crew, (tmp_path / "deaf").exists)
    pids = list(crew.pids.values())
    begun = time.monotonic()
    crew.stop()
    assert time.monotonic() - begun < 5
    assert until(lambda: not any(is_alive(pid) for pid in pids))


def test_what_a_child_started_dies_with_it(gather: Gather, tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    program = (
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen([sys.executable, '-c', {FOREVER!r}])\n"
        f"open({str(note)!r}, 'w').write(str(p.pid))\n{FOREVER}"
    )
    crew = gather(plan("history", program))
    assert ticked(crew, lambda: note.exists() and note.read_text())
    crew.stop()
    assert until(lambda: not is_alive(int(note.read_text())))


def test_nothing_survives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "supervisor.py"
    script.write_text(
        "import os, sys, pathlib, time\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from dashboard.processes.child import Plan\n"
        "from dashboard.processes.crew import Crew\n"
        "from dashboard.processes.probe import runs\n"
        f"plans = [Plan(name='a', argv=(sys.executable, '-c', {FOREVER!r}), ready=runs)]\n"
        f"crew = Crew(plans, environ=os.environ, folder=pathlib.Path({str(ROOT)!r}),\n"
        f"            logs=pathlib.Path({str(tmp_path)!r}), say=print)\n"
        "crew.tick()\n"
        "print(crew.pids['a'], flush=True)\n"
        f"{FOREVER}\n"
    )
    supervisor = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout is not None
    orphan = int(supervisor.stdout.readline())
    assert is_alive(orphan)
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    assert until(lambda: not is_alive(orphan))


def test_a_log_that_grew_too_long_is_cut_and_one_older_part_is_kept(gather: Gather, tmp_path: Path) -> None:
    crew = gather(plan("ingest", "import time\nfor _ in range(100): print('x' * 99)\ntime.sleep(60)"))
    child = crew._children["ingest"]
    assert ticked(crew, lambda: child.log.exists() and child.log.stat().st_size == 10_000)
    child.trim_log(max_bytes=1_000)
    assert child.log.stat().st_size == 0
    assert child.log.with_suffix(".1.log").stat().st_size == 10_000
