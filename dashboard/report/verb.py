"""`./linli report monthly|list|verify|weekly|...`: papers as files, what is kept of a month's, and whether it can be made again."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from config.arguments import settings_from
from config.settings import ConfigError
from dashboard.assembly import assemble
from dashboard.i18n import LOCALES, Translate
from dashboard.report.form import FORMS
from dashboard.report.monthly_many import monthly_many, newest
from dashboard.report.own_verb import NAME as OWN
from dashboard.report.own_verb import own_main
from dashboard.report.paper_verb import KINDS, paper_main
from dashboard.report.written import write
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.metric.period import month as month_from
from models.ports import Ports
from models.report.version import ReportVersion
from models.services.reporting import (
    again_of,
    inputs_of,
    reports_of,
)
from models.services.strangers import RefusedError


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = done, 1 = a centre's could not be made, read or made again, and why is said, beside those of the others;
    ConfigError, StoreError as everywhere."""
    if argv and argv[0] in KINDS:
        return paper_main(argv[0], argv[1:])
    if argv and argv[0] == OWN:
        return own_main(argv[1:])
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    if arguments.action == "monthly" and arguments.month is None:
        raise ConfigError("option --month is missing: report monthly --month 2026-10")
    if arguments.all:
        if arguments.action != "monthly":
            raise ConfigError("option --all is of report monthly")
        return monthly_many(arguments, translate)
    assembly = assemble(settings_from(arguments))
    try:
        return _each(assembly.deployment.centres.values(), arguments, translate)
    finally:
        assembly.close()


def _each(centres: Iterable[Ports], arguments: Namespace, translate: Translate) -> int:
    code = 0
    for ports in centres:
        try:
            code |= ACTIONS[arguments.action](ports, arguments, translate)
        except RefusedError as error:
            complain(f"{ports.centre.id}: {translate.message(error.message)}")
            code = 1
    return code


def _monthly(ports: Ports, arguments: Namespace, translate: Translate) -> int:
    """The newest version, a draft where there is none; its name on stdout, how far it is on stderr."""
    month: date = arguments.month
    _say(translate("report.verb.making", centre=ports.centre.id, month=f"{month:%Y-%m}"))
    version, kept = newest(ports, month)
    if not inputs_of(ports, version).is_over:
        _say(translate("report.verb.provisional", month=f"{month:%Y-%m}"))
    t = Translate(arguments.lang) if arguments.lang else translate
    folder = Path(os.environ.get("LINLI_FROM", ".")) / arguments.out
    for n, form in enumerate(arguments.format, start=1):
        files = FORMS[form](kept, t)
        write(folder, files)
        sys.stdout.writelines(f"{folder / name}\n" for name in files)
        _say(translate("report.verb.written", form=form, done=n, of=len(arguments.format)))
    return 0


def _list(ports: Ports, arguments: Namespace, translate: Translate) -> int:
    for version in reports_of(ports).versions(arguments.month):
        sys.stdout.write(_line(ports, version, translate) + "\n")
    return 0


def _verify(ports: Ports, arguments: Namespace, translate: Translate) -> int:
    """Whether each version is what it was, and comes out the same again; code 1 where bytes are lost or were changed."""
    code = 0
    for version in reports_of(ports).versions(arguments.month):
        try:
            held = again_of(ports, version)
        except RefusedError as error:
            complain(f"{_line(ports, version, translate)}: {translate.message(error.message)}")
            code = 1
        else:
            told = translate(f"report.verb.{held}")
            sys.stdout.write(f"{_line(ports, version, translate)}: {told}\n")
    return code


def _line(ports: Ports, version: ReportVersion, translate: Translate) -> str:
    status = translate(f"report.status.{version.status}")
    return f"{ports.centre.id} {version.month:%Y-%m} r{version.number} {status} {version.run}"


def _say(text: str) -> None:
    sys.stderr.write(f"linli: {text}\n")
    sys.stderr.flush()


ACTIONS: Mapping[str, Callable[[Ports, Namespace, Translate], int]] = {
    "monthly": _monthly,
    "list": _list,
    "verify": _verify,
}
"""To add one: a function here and a word in `report.option.action`."""


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("report", translate)

    def says(option: str) -> str:
        return translate(f"report.option.{option}")

    named = "{" + ",".join((*ACTIONS, *KINDS)) + "}"
    parser.add_argument("action", choices=list(ACTIONS), metavar=named, help=says("action"))
    deployment_options(options, translate)
    options.add_argument("--month", type=_month, metavar="YYYY-MM", help=says("month"))
    options.add_argument(
        "--format", type=_forms, metavar="xlsx,csv,pdf", default=list(FORMS), help=says("format")
    )
    options.add_argument("--out", metavar="DIR", default=".", help=says("out"))
    options.add_argument("--lang", choices=LOCALES, help=says("lang"))
    options.add_argument("--all", action="store_true", help=says("all"))
    return parser


def _month(text: str) -> date:
    try:
        return month_from(text).first
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def _forms(text: str) -> list[str]:
    """Each once, in the order in which they were named."""
    wanted = list(dict.fromkeys(part.strip() for part in text.split(",")))
    unknown = [one for one in wanted if one not in FORMS]
    if unknown:
        raise ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(FORMS)}")
    return wanted
