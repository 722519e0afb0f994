"""`./linli forecast backtest FILE`: how well people would have been forecast, beside simple and well-known ways."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from config.settings import ConfigError
from dashboard.forecast.backtest import Judged, Progress, judged
from dashboard.forecast.sample_file import SampleFile, read
from dashboard.forecast.table import record, table
from dashboard.forecast.written import write
from dashboard.i18n import Translate
from dashboard.terminal import complain, terminal_locale, verb_parser
from models.forecast.forecaster import FORECASTERS, OURS
from models.forecast.protocol import Trial, trial_of

STEPS = (60, 30)
"""Minutes of a step of the grid."""
INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = judged, 1 = no series is long enough, 130 = stopped; ConfigError names what is wrong with the file."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    here = Path(os.environ.get("LINLI_FROM", "."))
    try:
        return _backtest(here, arguments, translate)
    except KeyboardInterrupt:
        complain(translate("forecast.stopped"))
        return INTERRUPTED


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("forecast", translate)

    def says(option: str) -> str:
        return translate(f"forecast.option.{option}")

    parser.add_argument("action", choices=["backtest"], help=says("action"))
    parser.add_argument("file", metavar="FILE", help=says("file"))
    options.add_argument("--step", type=int, choices=STEPS, default=STEPS[0], help=says("step"))
    options.add_argument("--series", action="append", default=[], metavar="NAME", help=says("series"))
    options.add_argument("--only", action="append", choices=list(FORECASTERS), default=[], help=says("only"))
    options.add_argument("--out", metavar="DIR", help=says("out"))
    options.add_argument("--json", action="store_true", help=says("json"))
    return parser


def _backtest(here: Path, arguments: Namespace, translate: Translate) -> int:
    source = read(here / arguments.file, arguments.step)
    trials = _trials(source, arguments, translate)
    if not trials:
        complain(translate("forecast.too_short_all"))
        return 1
    found = [judged(key, trials, _progress(translate)) for key in _chosen(arguments, translate)]
    sys.stderr.write("\n")
    _tell(found, arguments, translate)
    if arguments.out:
        folder = here / arguments.out
        write(folder, found)
        sys.stderr.write(translate("forecast.written", folder=str(folder)) + "\n")
    return 0


def _trials(source: SampleFile, arguments: Namespace, translate: Translate) -> list[Trial]:
    """The series that were asked for and are long enough; what is left out is said."""
    known = [one.key for one in source.series]
    for name in arguments.series:
        if name not in known:
            raise ConfigError(
                f"option --series {name}: the file has no such series; it has {', '.join(known)}"
            )
    wanted = [one for one in source.series if not arguments.series or one.key in arguments.series]
    sys.stderr.write(translate("forecast.read", rows=source.rows, series=len(known)) + "\n")
    if source.doubled:
        sys.stderr.write(translate("forecast.doubled", rows=source.doubled) + "\n")
    found = [(one, trial_of(one)) for one in wanted]
    for one, trial in found:
        if trial is None:
            sys.stderr.write(translate("forecast.too_short", series=one.key, days=one.days) + "\n")
    return [trial for _, trial in found if trial is not None]


def _chosen(arguments: Namespace, translate: Translate) -> list[str]:
    """All that are installed; ours always, because the table is about it."""
    wanted = [key for key in FORECASTERS if not arguments.only or key in arguments.only or key == OURS]
    missing = [key for key in wanted if not FORECASTERS[key].is_installed]
    if missing:
        names = ", ".join(FORECASTERS[key].needs for key in missing)
        sys.stderr.write(translate("forecast.not_installed", names=names) + "\n")
    return [key for key in wanted if key not in missing]


def _progress(translate: Translate) -> Progress:
    """Over one line of a terminal; silent where the output is kept."""

    def tell(key: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            name = translate(f"forecast.by.{key}")
            sys.stderr.write(f"\r\x1b[K{translate('forecast.progress', name=name, done=done, total=total)}")
            sys.stderr.flush()

    return tell


def _tell(found: Sequence[Judged], arguments: Namespace, translate: Translate) -> None:
    if arguments.json:
        sys.stdout.write(json.dumps([record(one) for one in found], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(table(found, translate))
