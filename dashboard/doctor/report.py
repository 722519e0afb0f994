"""`./linli doctor [--fix]`: what is well, what is not, and what to do about it."""

import os
import sys
import unicodedata
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from config.arguments import settings_from
from config.centre import load_centres
from dashboard.doctor.checks import CHECKS
from dashboard.doctor.finding import Case, Finding, Level
from dashboard.i18n import Translate
from dashboard.terminal import deployment_options, terminal_locale, verb_parser

_FINE = (Level.OK, Level.FIXED)


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = nothing is wrong (warnings may be), 1 = something is; ConfigError goes to the caller."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("doctor", translate)
    deployment_options(options, translate)
    options.add_argument("--fix", action="store_true", help=translate("doctor.option.fix"))
    options.add_argument(
        "--skip",
        type=names,
        metavar="NAME,NAME",
        default=frozenset(),
        help=translate("doctor.option.skip", names=", ".join(CHECKS)),
    )
    arguments = parser.parse_args(argv)
    settings = settings_from(arguments)
    case = Case(
        settings=settings,
        centres=load_centres(settings.centre.files),
        now=datetime.now(UTC),
        fix=arguments.fix,
    )
    return examine(case, translate, arguments.skip)


def names(text: str) -> frozenset[str]:
    """NAME,NAME of checks. Raises ValueError on one that does not exist."""
    given = frozenset(filter(None, text.split(",")))
    if given - set(CHECKS):
        raise ValueError(text)
    return given


def examine(case: Case, translate: Translate, skipped: Collection[str] = ()) -> int:
    """Run every check that is not skipped and print each finding as it comes."""
    levels = []
    for name, check in CHECKS.items():
        if name in skipped:
            continue
        for finding in check(case):
            levels.append(finding.level)
            sys.stdout.write(line(name, finding, translate))
            sys.stdout.flush()
    faults, warnings = levels.count(Level.WRONG), levels.count(Level.WARNING)
    sys.stdout.write(translate("doctor.summary", wrong=faults, warnings=warnings) + "\n")
    return 1 if faults else 0


def line(name: str, finding: Finding, translate: Translate) -> str:
    """A finding as a row of the table, and below it what to do."""
    level = _padded(translate(f"doctor.level.{finding.level}"), 10)
    check = _padded(translate(f"doctor.check.{name}"), 14)
    text = f"{level}{check}{translate(f'doctor.{finding.key}', **finding.values)}\n"
    if finding.level in _FINE:
        return text
    return f"{text}{'':24}-> {translate(f'doctor.{finding.key}.do', **finding.values)}\n"


def _padded(text: str, columns: int) -> str:
    """Chinese characters take two columns of a terminal."""
    taken = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, columns - taken)
