"""`./linli report weekly|yearly|compliance`: papers that need no signature, without a browser."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.arguments import settings_from
from config.settings import ConfigError
from dashboard.assembly import assemble
from dashboard.i18n import LOCALES, Translate
from dashboard.report.form import FORMS, Kept
from dashboard.report.written import write
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.advice.iso_week import coming_week
from models.metric.period import YEARS
from models.ports import Ports
from models.report.monthly_statement import MonthlyStatement
from models.report.papers.rules import rules_paper
from models.report.papers.weekly import weekly_paper
from models.report.papers.yearly import yearly_paper
from models.services.papers.rules import rules_inputs
from models.services.papers.week import week_inputs
from models.services.papers.year import year_inputs
from models.services.strangers import RefusedError


@dataclass(frozen=True, slots=True)
class Kind:
    """option: what says the period; metavar: how it is written; make: raises ValueError, which names what is wrong with it;
    usual: of which period where nobody says."""

    option: str
    metavar: str
    make: Callable[[Ports, str], MonthlyStatement]
    usual: Callable[[Ports], str]


def year_of(text: str) -> int:
    """Raises ValueError, with the text, for anything that is no year."""
    if not text.isdecimal() or int(text) not in YEARS:
        raise ValueError(f"{text!r} is no year like 2026")
    return int(text)


def _this_year(ports: Ports) -> str:
    return f"{ports.centre.day_of(ports.clock()).year}"


def _rules(ports: Ports, year: str) -> MonthlyStatement:
    return rules_paper(rules_inputs(ports, year_of(year)))


def _yearly(ports: Ports, year: str) -> MonthlyStatement:
    return yearly_paper(year_inputs(ports, year_of(year)))


def _weekly(ports: Ports, week: str) -> MonthlyStatement:
    return weekly_paper(week_inputs(ports, week))


def _coming_week(ports: Ports) -> str:
    return coming_week(ports.centre.day_of(ports.clock()))


KINDS: Mapping[str, Kind] = {
    "weekly": Kind("week", "YYYY-Www", _weekly, _coming_week),
    "yearly": Kind("year", "YYYY", _yearly, _this_year),
    "compliance": Kind("year", "YYYY", _rules, _this_year),
}
"""Sub-command -> what it makes; to add one: a row and its sentence `report.verb.<name>`."""


def paper_main(name: str, argv: Sequence[str]) -> int:
    """Exit code 0 = written, 1 = a centre's cannot be made, and why is said, beside those of the others; ConfigError,
    StoreError as everywhere."""
    translate = Translate(terminal_locale(os.environ))
    kind = KINDS[name]
    arguments = _parser(name, kind, translate).parse_args(argv)
    forms = forms_of(arguments.format)
    words = Translate(arguments.lang) if arguments.lang else translate
    failed = 0
    assembly = assemble(settings_from(arguments))
    try:
        for ports in assembly.deployment.centres.values():
            try:
                statement = kind.make(ports, arguments.period or kind.usual(ports))
            except ValueError as error:
                raise ConfigError(f"--{kind.option}: {error}") from error
            except RefusedError as error:
                complain(f"{ports.centre.id}: {translate.message(error.message)}")
                failed = 1
                continue
            write_forms(statement, forms, words, arguments)
    finally:
        assembly.close()
    return failed


def write_forms(
    statement: MonthlyStatement, forms: Sequence[str], t: Translate, arguments: Namespace
) -> None:
    """Each form below --out, its name on stdout."""
    folder = Path(os.environ.get("LINLI_FROM", ".")) / arguments.out
    for form in forms:
        files = FORMS[form](Kept(statement, ()), t)
        write(folder, files)
        sys.stdout.writelines(f"{folder / name}\n" for name in files)


def _parser(name: str, kind: Kind, translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("report", translate)
    parser.prog, parser.description = f"./linli report {name}", translate(f"report.verb.{name}")
    deployment_options(options, translate)
    says = translate(f"report.option.{kind.option}")
    options.add_argument(f"--{kind.option}", dest="period", metavar=kind.metavar, default="", help=says)
    options.add_argument("--format", default="xlsx,csv,pdf", help=translate("report.option.format"))
    options.add_argument("--out", metavar="DIR", default=".", help=translate("report.option.out"))
    options.add_argument("--lang", choices=LOCALES, help=translate("report.option.lang"))
    return parser


def forms_of(text: str) -> Sequence[str]:
    """Raises ConfigError, with the name, for a form that there is not."""
    found = [one.strip() for one in text.split(",")]
    if unknown := [one for one in found if one not in FORMS]:
        raise ConfigError(f"--format: {unknown[0]!r} is none of {', '.join(FORMS)}")
    return found
