"""`python -m ingest bench query`: what pages ask, answered from facts and from raw points, in milliseconds."""

import contextlib
import shutil
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from config.arguments import complain
from ingest.bench.influx_server import influx_running
from ingest.bench.query.facts import CENTRES, QUESTIONS, filled
from ingest.bench.query.points import Points
from ingest.bench.query.postgres_server import PASSWORD, postgres_programs, postgres_running
from ingest.bench.query.raw import InfluxFrames, PostgresRows, RawPoints, SqliteRows, has_frames
from ingest.bench.stage import BenchError, Stage
from models.db import Database, open_database
from models.feed.endpoint import Endpoint

LOOKS, RAW_LOOKS = 7, 3
"""Times that each question is asked of facts and of raw points; the median counts."""

EXTRAPOLATED = 12 * CENTRES
"""Raw points of so many centre-months are not made: that question is a month of one centre so many times."""


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = measured. Servers and files of its own; nothing of a deployment is touched."""
    parser = ArgumentParser(
        prog="linli bench query", description="Measure questions over facts and raw points."
    )
    parser.add_argument(
        "--interval", type=int, default=600, metavar="S", help="seconds between points; 4x is a quarter of it"
    )
    arguments = parser.parse_args(argv)
    try:
        with _stage() as stage:
            _measure(stage, arguments.interval)
    except BenchError as error:
        return complain(error)
    return 0


@contextlib.contextmanager
def _stage() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own account has to reach its folder in it
        yield Stage(Path(folder), Endpoint(host="127.0.0.1", port=0))


def _measure(stage: Stage, interval: int) -> None:
    with contextlib.ExitStack() as ends:
        databases = dict(_databases(stage, ends))
        raws = list(_raws(stage, ends, databases))
        for database in databases.values():
            filled(database)
        _say(f"\n{'milliseconds, median':34}" + "".join(f"{key:>26}" for key in QUESTIONS))
        for load in (1, 4):
            points = Points(interval // load)
            for raw in raws:
                raw.fill(points)
            asked = {f"facts, {name}": _facts(database) for name, database in databases.items()}
            asked |= {raw.name: _raw(raw) for raw in raws}
            _tell(asked, f"{load}x: {points.count:,} raw points")
    _say(
        "four figures: mean and most people, share of time in use and overfull, of each space; a month has all figures"
    )
    _say("* those four of one centre, times 12,000: raw points of 1,000 centres and a year were not made")


def _databases(stage: Stage, ends: contextlib.ExitStack) -> Iterator[tuple[str, Database]]:
    yield "SQLite", ends.enter_context(_opened(f"sqlite:///{stage.folder}/centre.db"))
    programs = postgres_programs()
    if programs is None:
        _say("PostgreSQL's programs are not here: its rows are missing")
        return
    url = ends.enter_context(postgres_running(stage.folder / "postgres", programs))
    yield "PostgreSQL", ends.enter_context(_opened(url, PASSWORD))


@contextlib.contextmanager
def _opened(url: str, password: str = "") -> Iterator[Database]:
    database = open_database(url, password=password)
    try:
        yield database
    finally:
        database.close()


def _raws(stage: Stage, ends: contextlib.ExitStack, databases: Mapping[str, Database]) -> Iterator[RawPoints]:
    yield SqliteRows(stage.folder / "readings.db")
    if "PostgreSQL" in databases:
        yield PostgresRows(databases["PostgreSQL"])
    program = shutil.which("influxd")
    if program is None:
        _say("influxd is not on PATH: its row is missing")
    elif not has_frames():
        _say(
            "pandas is not here (uv pip install pandas): the row of influxdb-client's data frames is missing"
        )
    else:
        yield InfluxFrames(ends.enter_context(influx_running(stage, program)))


def _facts(database: Database) -> dict[str, float]:
    return {key: _timed(partial(ask, database), LOOKS) for key, ask in QUESTIONS.items()}


def _raw(raw: RawPoints) -> dict[str, float]:
    """No raw answer has the whole table of a month: it has neither opening hours nor bookings, meals, money or gaps."""
    heatmap, month = _timed(raw.heatmap, RAW_LOOKS), _timed(raw.month, RAW_LOOKS)
    return {"heatmap of a year": heatmap, "four figures of it": month, "portfolio": month * EXTRAPOLATED}


def _timed(ask: Callable[[], object], looks: int) -> float:
    """Milliseconds; the first time, when files are cold, does not count."""
    ask()
    times = []
    for _ in range(looks):
        begun = time.perf_counter()
        ask()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e3


def _tell(asked: Mapping[str, Mapping[str, float]], head: str) -> None:
    """One line for each way to ask; behind a raw one, how many times the facts of SQLite it takes."""
    _say(f"\n{head}")
    own = asked["facts, SQLite"]
    for name, times in asked.items():
        raw = not name.startswith("facts")
        cells = (cell(times.get(key), own[key] if raw else None, key) for key in QUESTIONS)
        _say(f"{name:34}" + "".join(f"{one:>26}" for one in cells))


def cell(took: float | None, own: float | None, question: str) -> str:
    """Milliseconds; own: those of facts, of which it is told how many times as long it took. None = it has no answer."""
    if took is None:
        return "no answer"
    if own is None:
        return f"{took:,.1f}"
    times = took / own
    ratio = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    return f"{took:,.0f} ({ratio}x)" + ("*" if question == "portfolio" else "")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
