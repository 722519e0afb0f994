"""The options of `./linli run`, and the same things as environment variables for the children."""

import os
from argparse import Namespace
from collections.abc import Mapping, Sequence

from config.settings import DEFAULT_FILE, ENV_PREFIX
from dashboard.i18n import Translate
from dashboard.terminal import verb_parser

_OPTIONS: Mapping[str, tuple[str, str]] = {
    "port": ("N", "DASHBOARD__PORT"),
    "host": ("HOST", "DASHBOARD__HOST"),
    "data-dir": ("DIR", "DATA__FOLDER"),
    "speed": ("X", "SIMULATE__SPEED"),
}
"""Option -> (what stands in the help, the setting that it overrules). Values are checked where all settings are."""


def parse(argv: Sequence[str], translate: Translate) -> Namespace:
    """The command line of `./linli run`; exits with 2 on an unknown option."""
    parser, options = verb_parser("run", translate)
    for name, (metavar, _) in _OPTIONS.items():
        options.add_argument(f"--{name}", metavar=metavar, help=translate(f"run.option.{name}"))
    options.add_argument("--centre", metavar="FILE", action="append", help=translate("run.option.centre"))
    options.add_argument("--no-simulate", action="store_true", help=translate("run.option.no-simulate"))
    options.add_argument(
        "--settings", metavar="FILE", default=str(DEFAULT_FILE), help=translate("run.option.settings")
    )
    return parser.parse_args(argv)


def overrides(arguments: Namespace) -> dict[str, str]:
    """What the options say, as the environment variables that every process of the deployment reads."""
    values = vars(arguments)
    chosen = {
        f"{ENV_PREFIX}{setting}": values[name.replace("-", "_")]
        for name, (_, setting) in _OPTIONS.items()
        if values[name.replace("-", "_")] is not None
    }
    if arguments.centre:
        chosen[f"{ENV_PREFIX}CENTRE__FILES"] = os.pathsep.join(arguments.centre)
    if arguments.no_simulate:
        chosen[f"{ENV_PREFIX}SIMULATE__ENABLED"] = "false"
    return chosen
