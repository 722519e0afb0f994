"""`./linli bench`: the ingestor beside its peers, the live page's event stream beside a bare one, questions to facts."""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dashboard.bench import advise, estimator, money, needs, report
from dashboard.bench.sensor_path import followed
from dashboard.bench.stage import BenchError
from dashboard.bench.viewers import watched
from dashboard.i18n import Translate
from dashboard.terminal import complain, terminal_locale, verb_parser

JUDGED: Mapping[str, Callable[[Sequence[str]], int]] = {
    "estimator": estimator.main,
    "advise": advise.main,
    "report": report.main,
    "needs": needs.main,
}
"""What has options of its own and needs no broker."""

ROOT = Path(__file__).parents[2]


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = measured, 1 = something was lost, counted twice or could not be measured."""
    if argv and argv[0] in JUDGED:
        return JUDGED[argv[0]](argv[1:])
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("bench", translate)
    options.add_argument(
        "part",
        nargs="?",
        choices=PARTS,
        metavar="{" + ",".join((*PARTS, *JUDGED)) + "}",
        help=translate("bench.option.part"),
    )
    options.add_argument("--messages", help=translate("bench.option.messages"))
    options.add_argument("--rate", help=translate("bench.option.rate"))
    options.add_argument("--seconds", help=translate("bench.option.seconds"))
    options.add_argument("--kills", help=translate("bench.option.kills"))
    options.add_argument("--troubles", help=translate("bench.option.troubles"))
    options.add_argument(
        "--viewers", default="100,1000", type=_counts, metavar="N,N", help=translate("bench.option.viewers")
    )
    options.add_argument("--entries", default="50000", help=translate("bench.option.entries"))
    arguments = parser.parse_args(argv)
    parts = [arguments.part] if arguments.part else PARTS
    return max(PARTS[part](arguments) for part in parts)


def _counts(text: str) -> list[int]:
    return [int(count) for count in text.split(",") if count]


def _ingest(arguments: Namespace) -> int:
    """In a process of its own: the web side may not import the sensors' side."""
    given = {name: getattr(arguments, name) for name in ("messages", "rate", "seconds", "kills", "troubles")}
    words = [word for name, value in given.items() if value for word in (f"--{name}", value)]
    return subprocess.run([sys.executable, "-m", "ingest", "bench", *words], cwd=ROOT, check=False).returncode


def _viewers(arguments: Namespace) -> int:
    """The whole path once, then one line per crowd beside a bare stream of as many bytes from the same kind of server."""
    try:
        path = followed()
        _say("\nsensor -> broker -> ingest -> store -> broker -> live page's socket")
        _say(
            f"p50 {path.p50_ms:.0f} ms   p99 {path.p99_ms:.0f} ms   longest {path.longest_ms:.0f} ms   of {path.count}"
        )
        for count in arguments.viewers:
            ours, bare = watched(count)
            _say(f"\n{count:,} viewers, a change every second, broker -> browser socket")
            _say(f"{'':24}{'p50 ms':>9}{'p95 ms':>9}{'% of a core':>13}{'MB':>7}{'bytes/event':>13}")
            for row in (ours, bare):
                _say(
                    f"{row.name:24}{row.p50_ms:>9.1f}{row.p95_ms:>9.1f}{row.core:>13.1%}{row.rss_mb:>7.0f}{row.size:>13.0f}"
                )
            _say(
                f"CPU {ours.core / bare.core:.2f}x the bare stream"
                if bare.core
                else "the bare stream took no CPU"
            )
    except BenchError as error:
        complain(str(error))
        return 1
    return 0


def _query(_arguments: Namespace) -> int:
    """Likewise: what pages ask, of facts and of raw points."""
    words = [sys.executable, "-m", "ingest", "bench", "query"]
    return subprocess.run(words, cwd=ROOT, check=False).returncode


def _money(arguments: Namespace) -> int:
    """A year of the books in a database of its own, each question beside plain SQL."""
    _say(f"\n{money.HEAD}")
    for row in money.measured(int(arguments.entries)):
        _say(row.line)
    return 0


PARTS: Mapping[str, Callable[[Namespace], int]] = {
    "ingest": _ingest,
    "viewers": _viewers,
    "query": _query,
    "money": _money,
}
"""What can be measured alone; without a choice all of it is."""


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
