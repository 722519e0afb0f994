"""`./linli advise --week 2026-W49`: the week's proposals with their reasons, without a browser."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TextIO

from config.arguments import settings_from
from dashboard.advice_text import advice_text
from dashboard.advise_many import advise_many, row_of
from dashboard.assembly import assemble
from dashboard.i18n import Translate
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.advice.iso_week import coming_week
from models.advice.proposing import Advised
from models.centre import CentreId
from models.message import Message
from models.ports import Ports
from models.services.advising import keep, worked_out
from models.services.strangers import RefusedError

Found = Sequence[tuple[Ports, str, Advised]]


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = printed, 1 = a centre's cannot be worked out, and why is said, beside those of the others; ConfigError,
    StoreError as everywhere."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    if arguments.all or arguments.centres:
        return advise_many(arguments, translate)
    assembly = assemble(settings_from(arguments))
    try:
        found, refused = advised(assembly.deployment.centres.values(), arguments.week, kept=arguments.keep)
    finally:
        assembly.close()
    FORMATS["json" if arguments.json else "text"](found, translate, sys.stdout)
    for centre, why in refused.items():
        complain(f"{centre}: {translate.message(why)}")
    return 1 if refused else 0


def advised(centres: Iterable[Ports], week: str, *, kept: bool) -> tuple[Found, Mapping[CentreId, Message]]:
    """What each centre is advised for a week, "" = its coming one; and why the others are not, by centre. Raises StoreError."""
    found, refused = [], {}
    for ports in centres:
        asked = week or coming_week(ports.centre.day_of(ports.clock()))
        try:
            made = worked_out(ports, asked)
            if kept:
                keep(ports, made)
        except RefusedError as error:
            refused[ports.centre.id] = error.message
        else:
            found.append((ports, asked, made.advised))
    return found, refused


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("advise", translate)
    deployment_options(options, translate)
    options.add_argument("--week", metavar="YYYY-Www", default="", help=translate("advice.option.week"))
    options.add_argument("--keep", action="store_true", help=translate("advice.option.keep"))
    options.add_argument("--all", action="store_true", help=translate("advice.option.all"))
    options.add_argument("--centres", metavar="A,B", default="", help=translate("advice.option.centres"))
    options.add_argument("--json", action="store_true", help=translate("advice.option.json"))
    return parser


def _text(found: Found, translate: Translate, out: TextIO) -> None:
    out.writelines(advice_text(ports.centre, week, advised, translate) for ports, week, advised in found)


def _json(found: Found, _translate: Translate, out: TextIO) -> None:
    rows = [row_of(ports.centre.id, week, made) for ports, week, made in found]
    json.dump(rows, out, ensure_ascii=False, indent=1)
    out.write("\n")


FORMATS: Mapping[str, Callable[[Found, Translate, TextIO], None]] = {"text": _text, "json": _json}
