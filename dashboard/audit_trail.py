"""`./linli audit verify`: whether anybody edited, deleted, swapped or cut off rows of the audit trail."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.arguments import settings_from
from config.centre import load_centres
from config.settings import ConfigError, Settings
from dashboard.as_it_lies import records_of
from dashboard.i18n import Translate
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.audit import Anchor
from models.db import Database
from models.db.anchors import FILE, AnchorFile


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = the trail is whole, 1 = it is not, with the first row that does not fit."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    settings = settings_from(arguments)
    anchors = list(_anchors(settings, arguments.anchor))
    with records_of(settings) as database:
        faults = list(_faults(database, settings, anchors, translate))
        head = database.audit().head()
    for fault in faults:
        complain(fault)
    if not faults:
        rows = head.number if head else 0
        sys.stdout.write(translate("audit.whole", rows=rows, anchors=len(anchors)) + "\n")
    return 1 if faults else 0


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("audit", translate)
    deployment_options(options, translate)
    options.add_argument(
        "--anchor",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=translate("audit.option.anchor", file=FILE),
    )
    parser.add_argument("action", choices=["verify"], help=translate("audit.option.action"))
    return parser


def _anchors(settings: Settings, files: Sequence[Path]) -> Iterator[Anchor]:
    """Those of the data folder, and of every file that is named: a copy that lay elsewhere proves more."""
    yield from AnchorFile(settings.data.folder / FILE).all()
    for file in files:
        path = Path(os.environ.get("LINLI_FROM", ".")) / file
        if not path.is_file():
            raise ConfigError(f"--anchor: there is no file {path}")
        yield from AnchorFile(path).all()


def _faults(
    database: Database, settings: Settings, anchors: Sequence[Anchor], translate: Translate
) -> Iterator[str]:
    row = database.audit().first_fault(anchors)
    if row is not None:
        yield translate("audit.broken", row=row)
    for centre in load_centres(
        settings.centre.files
    ):  # a trail that was cut may fit its chain, but not the books
        fault = database.money(centre).ledger.first_fault()
        if fault is not None:
            yield translate("ledger.broken", centre=centre, why=translate.message(fault))
