"""`./linli bench advise`: forecasts, expected people, plans and measured effects, each against a truth that is known."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard.bench.advise import cases, centres, demand, effect, forecast, plan
from dashboard.i18n import Translate
from dashboard.terminal import terminal_locale, verb_parser

PARTS: Mapping[str, Callable[..., Iterable[str]]] = {
    "forecast": forecast.measure,
    "demand": demand.measure,
    "plan": plan.measure,
    "centres": centres.measure,
    "cases": cases.measure,
    "effect": effect.measure,
}
"""What can be measured alone; each takes how many towns, seeds or cases it is tried on."""


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = measured. Nothing of the deployment is touched."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("bench", translate)
    options.add_argument(
        "part",
        nargs="?",
        choices=PARTS,
        metavar="{" + ",".join(PARTS) + "}",
        help=translate("bench.option.advise"),
    )
    options.add_argument("--count", type=int, metavar="N", help=translate("bench.option.count"))
    options.add_argument("--json", action="store_true", help=translate("bench.option.json"))
    arguments = parser.parse_args(argv)
    told: dict[str, list[str]] = {}
    for part in [arguments.part] if arguments.part else PARTS:
        told[part] = []
        for line in PARTS[part](*([arguments.count] if arguments.count else [])):
            told[part].append(line)
            if not arguments.json:
                _say(line)
    if arguments.json:
        _say(json.dumps(told, indent=1))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
