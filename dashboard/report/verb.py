"""`./linli report`: the papers of a centre as files. To add one: a row here and its sentence `report.verb.<name>`."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from dashboard.i18n import Translate
from dashboard.report.paper_verb import KINDS, paper_main
from dashboard.terminal import terminal_locale, verb_parser

PARTS: Mapping[str, Callable[[Sequence[str]], int]] = {
    **{name: partial(paper_main, name) for name in KINDS},
}


def main(argv: Sequence[str]) -> int:
    """Exit codes as each paper says."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("report", translate)
    told = "; ".join(f"{name}: {translate(f'report.verb.{name}')}" for name in PARTS)
    options.add_argument("part", choices=PARTS, metavar="{" + ",".join(PARTS) + "}", help=told)
    return PARTS[parser.parse_args(argv[:1]).part](argv[1:])
