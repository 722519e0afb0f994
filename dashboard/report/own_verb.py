"""`./linli report own NAME`: the files of a report that somebody keeps, without a browser."""

import os
from argparse import ArgumentParser
from collections.abc import Sequence

from config.arguments import settings_from
from dashboard.assembly import assemble
from dashboard.i18n import LOCALES, Translate
from dashboard.report.paper_verb import forms_of, write_forms
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.message import Message
from models.ports import Ports
from models.report.own.choice import fault
from models.report.own.saved import OwnReport
from models.report.papers.own import OwnStatement, own_paper
from models.services.own_reports import own_of, today_of
from models.services.papers.own import own_inputs

NAME = "own"


def own_main(argv: Sequence[str]) -> int:
    """Exit code 0 = written, 1 = no centre has one of that name, or it cannot be made, and why is said; ConfigError,
    StoreError as everywhere. Who may run this on the machine may read its database: no account's rights stand in the way."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    forms = forms_of(arguments.format)
    words = Translate(arguments.lang) if arguments.lang else translate
    assembly = assemble(settings_from(arguments))
    try:
        centres = list(assembly.deployment.centres.values())
        found = [(ports, one) for ports in centres for one in _named(ports, arguments.name)]
        wrong = _wrong(centres, found, arguments.name)
        if wrong is not None:
            complain(translate.message(wrong))
            return 1
        ((ports, report),) = found
        write_forms(_made(ports, report), forms, words, arguments)
    finally:
        assembly.close()
    return 0


def _named(ports: Ports, name: str) -> Sequence[OwnReport]:
    """By id, else by name."""
    kept = own_of(ports).reports.all()
    return [one for one in kept if one.id == name] or [one for one in kept if one.name == name]


def _wrong(centres: Sequence[Ports], found: Sequence[tuple[Ports, OwnReport]], name: str) -> Message | None:
    if not found:
        names = sorted({one.name for ports in centres for one in own_of(ports).reports.all()})
        return Message("refused.own.no_name", {"name": name, "names": ", ".join(names) or "–"})
    if len(found) > 1:
        ids = ", ".join(f"{one.id} ({ports.centre.id}, {one.by})" for ports, one in found)
        return Message("refused.own.ambiguous", {"count": len(found), "name": name, "ids": ids})
    ((ports, report),) = found
    return fault(report.choice, ports.centre, today_of(ports))


def _made(ports: Ports, report: OwnReport) -> OwnStatement:
    return own_paper(own_inputs(ports, report.choice, today_of(ports), report.name))


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("report", translate)
    parser.prog, parser.description = f"./linli report {NAME}", translate(f"report.verb.{NAME}")
    deployment_options(options, translate)
    parser.add_argument("name", metavar="NAME", help=translate("report.option.name"))
    options.add_argument("--format", default="xlsx,csv,pdf", help=translate("report.option.format"))
    options.add_argument("--out", metavar="DIR", default=".", help=translate("report.option.out"))
    options.add_argument("--lang", choices=LOCALES, help=translate("report.option.lang"))
    return parser
