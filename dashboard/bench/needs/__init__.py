"""`./linli bench needs`: parts of the needs loop against a known truth, or beside simpler ways."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence

from dashboard.bench.needs import duplicates, matching
from dashboard.i18n import Translate
from dashboard.terminal import terminal_locale, verb_parser

PARTS: Mapping[str, Callable[[int], Iterable[str]]] = {
    "duplicates": duplicates.lines,
    "matching": matching.lines,
}
"""Part -> the lines that it prints for so many seeds."""


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = measured."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("bench", translate)
    options.add_argument("part", nargs="?", choices=PARTS, help=translate("bench.option.needs"))
    options.add_argument("--count", type=int, default=30, help=translate("bench.option.count"))
    arguments = parser.parse_args(argv)
    for part in [arguments.part] if arguments.part else PARTS:
        for line in PARTS[part](max(arguments.count, 1)):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0
