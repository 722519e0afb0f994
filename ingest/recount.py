"""`./linli recount`: business days worked out again, from the people that are kept or from the readings themselves."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial

from config.arguments import add_deployment, complain, settings_from
from config.settings import ConfigError, Settings
from ingest.recounting import Wanted, ask_pupils, journal, pieces, recounts, works_of
from ingest.rollup import GRACE
from ingest.runtime import until_signal
from ingest.workers import AskedToStopError, work
from models.calendar import floor_slot
from models.fact_ports import OvertakenError, Settled
from models.ports import StoreError

WORKERS = 2
STOPPED = 130
SAY_EVERY_S = 2.0
BAR = 30


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = done, 130 = stopped on request, 1 = it could not go on and said why; what is done stays right."""
    arguments = _parser().parse_args(argv)
    stop = until_signal()
    wanted = Wanted(arguments.since, arguments.until, tuple(sorted(arguments.space)), arguments.from_readings)
    try:
        settings = settings_from(arguments)
        settled = _recount(settings, wanted, datetime.now(UTC), stop.is_set)
    except AskedToStopError:
        sys.stderr.write("\nrecount: stopped; the same command goes on from here\n")
        return STOPPED
    except (ConfigError, StoreError, OvertakenError) as error:
        return complain(error)
    sys.stdout.write(sentence(settled))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="linli recount",
        description="Work business days out again: their quarter hours, their sums and their months.",
    )
    parser.add_argument(
        "--space", action="append", default=[], metavar="ID", help="only this; again for more"
    )
    parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="first business day (all)")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="last business day (today)")
    parser.add_argument(
        "--from-readings",
        action="store_true",
        help="count the people again too, where their readings are still kept",
    )
    return add_deployment(parser)


def _recount(settings: Settings, wanted: Wanted, now: datetime, asked: Callable[[], bool]) -> Settled:
    works = works_of(settings)
    known = {space for one in works.values() for space in one.centre.spaces}
    for space in wanted.spaces:
        if space not in known:
            raise ConfigError(f"option --space {space!r} is none of {', '.join(sorted(known))}")
    closed = floor_slot(now - GRACE)
    done = journal(settings.data.folder, wanted)
    tasks = done.left(pieces(works, wanted, closed))
    begin = partial(recounts, settings, closed, from_readings=wanted.from_readings)
    bar = Bar(sum(len(piece.days) for piece in tasks))
    whole = Settled()
    # A day is taught by the days before it, so a space's month is not begun before the one before it is done.
    ahead = len({(piece.centre, piece.space) for piece in tasks}) if wanted.from_readings else None
    with closing(work(begin, tasks, WORKERS, asked, ahead)) as results:
        for piece, settled in results:
            whole += settled
            done.mark(piece)
            bar.step(len(piece.days))
    if wanted.from_readings:
        ask_pupils(works, wanted, closed)
    done.close()
    bar.end()
    return whole


class Bar:
    """How far it is, on stderr: a bar that moves on a terminal, elsewhere a line every two seconds."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._done = total, 0
        self._clock, self._begun, self._said = clock, clock(), 0.0
        self._moves = sys.stderr.isatty()

    def step(self, days: int) -> None:
        """So many space-days more are done."""
        self._done += days
        now = self._clock()
        if self._moves:
            sys.stderr.write("\r" + self.text())
            sys.stderr.flush()
        elif now - self._said >= SAY_EVERY_S:
            self._said = now
            sys.stderr.write(self.text() + "\n")

    def text(self) -> str:
        """`[#####.....] 1,200 of 3,650 space-days, 14 s left`"""
        share = self._done / self._total if self._total else 1.0
        passed = self._clock() - self._begun
        left = f", {passed / share - passed:.0f} s left" if 0 < share < 1 else ""
        bar = "#" * round(BAR * share)
        return f"recount: [{bar:.<{BAR}}] {self._done:,} of {self._total:,} space-days{left}"

    def end(self) -> None:
        """Leave the line."""
        if self._moves:
            sys.stderr.write("\n")


def sentence(settled: Settled) -> str:
    """What the run came to."""
    text = f"{settled.days:,} space-days worked out again: {settled.slots:,} quarter hours changed"
    if settled.left:
        text += f"; {settled.left:,} left as they are: neither their readings nor their people are kept"
    return text + "\n"
