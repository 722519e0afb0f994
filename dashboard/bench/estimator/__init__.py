"""`./linli bench estimator`: people by the estimator against a simulated truth, beside what is done elsewhere."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict

from dashboard.bench.estimator.case import CASES
from dashboard.bench.estimator.judge import DAYS_PER_ROOM, Verdict, judged
from dashboard.bench.estimator.oracle import HEARD, told
from dashboard.bench.estimator.witness import WATCHES, Joined, joined
from dashboard.i18n import Translate
from dashboard.terminal import terminal_locale, verb_parser
from models.estimate.learning import REMEMBERED

DAYS = 30
SEED = 1


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = judged. Nothing of the deployment is touched."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("bench", translate)
    options.add_argument("--days", type=int, default=DAYS, help=translate("bench.option.days"))
    options.add_argument("--seed", type=int, default=SEED, help=translate("bench.option.seed"))
    options.add_argument("--case", action="append", choices=list(CASES), help=translate("bench.option.case"))
    options.add_argument("--doors", action="store_true", help=translate("bench.option.doors"))
    options.add_argument("--oracle", action="store_true", help=translate("bench.option.oracle"))
    options.add_argument("--json", action="store_true", help=translate("bench.option.json"))
    options.add_argument("--beside", action="store_true", help=translate("bench.option.beside"))
    arguments = parser.parse_args(argv)
    if arguments.beside:
        return _beside(arguments.days, arguments.seed, as_json=arguments.json)
    cases = [case for key, case in CASES.items() if not arguments.case or key in arguments.case]
    inside = not (arguments.doors or arguments.oracle)
    if arguments.json:
        verdicts = [asdict(judged(case, arguments.days, arguments.seed, inside=inside)) for case in cases]
        _say(json.dumps(verdicts, indent=1))
        return 0
    _say(f"{arguments.days} days per case, seed {arguments.seed}; persons; MAE / 95th percentile")
    _say(
        f"{'':12}{'people':>7}{'live':>13}{'in 90 %':>8}{'final':>13}{'in 90 %':>8}{'drift':>7}"
        f"{'clamp':>14}{'midnight':>13}{'HA 0.9':>14}{'live/best':>10}{'final/best':>11}"
        f"{'camera+doors' if inside else '':>14}".rstrip()
    )
    for case in cases:
        found = judged(case, arguments.days, arguments.seed, inside=inside)
        _say(row(found))
        if arguments.oracle and case.key in HEARD:
            live, final = told(case, arguments.days, arguments.seed, DAYS_PER_ROOM, REMEMBERED)
            _say(bound(found, live, final))
    return 0


def _beside(days: int, seed: int, *, as_json: bool) -> int:
    """The rooms in which something looks inside beside the doors."""
    if as_json:
        _say(json.dumps([asdict(joined(watch, days, seed)) for watch in WATCHES.values()], indent=1))
        return 0
    _say(f"{days} days per case, seed {seed}; mean absolute error in persons")
    _say(f"{'':26}{'people':>7}{'doors':>8}{'inside':>8}{'live':>8}{'final':>8}{'in 90 %':>9}{'gaps':>7}")
    for watch in WATCHES.values():
        _say(beside_row(joined(watch, days, seed)))
    return 0


def beside_row(found: Joined) -> str:
    """One line of that table."""
    errors = "".join(f"{off:>8.2f}" for off in (found.doors, found.inside, found.live, found.final))
    return f"{found.watch:26}{found.people:>7.1f}{errors}{found.covered:>9.1%}{found.gaps:>7.1%}"


def row(found: Verdict) -> str:
    """One line of the table."""
    others = [f"{score.mae:.2f} / {score.p95:.0f}" for score in found.baselines.values()]
    looked = f"{f'{found.looked.mae:.2f} / {found.looked.p95:.0f}':>14}" if found.looked else ""
    return (
        f"{found.case:12}{found.people:>7.1f}"
        f"{f'{found.live.mae:.2f} / {found.live.p95:.0f}':>13}{found.live.covered:>8.1%}"
        f"{f'{found.final.mae:.2f} / {found.final.p95:.0f}':>13}{found.final.covered:>8.1%}{found.drift_error:>7.2f}"
        f"{others[0]:>14}{others[1]:>13}{others[2]:>14}"
        f"{found.live.mae / found.best:>10.2f}{found.final.mae / found.best:>11.2f}{looked}"
    )


def bound(found: Verdict, live: float, final: float) -> str:
    """What is left, in the columns of `row`, to a filter that is told how the room lives and what its doors miss."""
    return (
        f"{'  told all':19}{live:>9.2f}{'':12}{final:>9.2f}{'':60}"
        f"{live / found.best:>10.2f}{final / found.best:>11.2f}"
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
