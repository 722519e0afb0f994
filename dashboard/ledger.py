"""`./linli ledger verify` and `./linli ledger dump`: the books for an auditor, without a browser."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from config.arguments import settings_from
from config.centre import load_centres
from config.settings import Settings
from dashboard.as_it_lies import records_of
from dashboard.i18n import Translate
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.centre import CentreId
from models.metric.period import month
from models.money.entry import Posted, digest
from models.money.ports import ALL, Ledger, Such


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = every book holds, or is printed; 1 = one does not; ConfigError, StoreError as everywhere."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    return ACTIONS[arguments.action](settings_from(arguments), arguments, translate)


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("ledger", translate)
    deployment_options(options, translate)
    options.add_argument("--month", type=month, metavar="YYYY-MM", help=translate("ledger.option.month"))
    parser.add_argument("action", choices=list(ACTIONS), help=translate("ledger.option.action"))
    return parser


def _books(settings: Settings) -> Iterator[tuple[CentreId, Ledger]]:
    with records_of(settings) as database:
        for centre in load_centres(settings.centre.files):
            yield centre, database.money(centre).ledger


def _verify(settings: Settings, _arguments: Namespace, translate: Translate) -> int:
    wrong = 0
    for centre, ledger in _books(settings):
        fault = ledger.first_fault()
        if fault is None:
            sys.stdout.write(translate("ledger.holds", centre=centre, entries=ledger.head()) + "\n")
        else:
            complain(translate("ledger.broken", centre=centre, why=translate.message(fault)))
            wrong = 1
    return wrong


def _dump(settings: Settings, arguments: Namespace, translate: Translate) -> int:
    asked = arguments.month
    such = ALL if asked is None else Such(months=(asked.first, asked.first))
    for centre, ledger in _books(settings):
        try:
            for posted in ledger.lines(such):
                sys.stdout.write(json.dumps(as_fields(centre, posted), ensure_ascii=False) + "\n")
        except ValueError as error:  # somebody changed it behind the program's back
            complain(translate("ledger.broken", centre=centre, why=str(error)))
            return 1
    return 0


def as_fields(centre: CentreId, posted: Posted) -> dict[str, Any]:
    """An entry as a line of the dump has it: days as YYYY-MM-DD, instants in UTC, amounts in fen, debits above 0."""
    entry = posted.entry
    return {
        "centre": centre,
        "number": posted.number,
        "key": entry.key,
        "source": entry.source,
        "day": entry.day.isoformat(),
        "month": f"{posted.month:%Y-%m}",
        "revision": posted.revision,
        "at": _instant(entry.at),
        "document": entry.document,
        "memo": entry.memo,
        "reverses": entry.reverses,
        "by": posted.by,
        "posted_at": _instant(posted.posted_at),
        "digest": digest(posted),
        "lines": [asdict(line) for line in entry.postings],
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


ACTIONS: Mapping[str, Callable[[Settings, Namespace, Translate], int]] = {"verify": _verify, "dump": _dump}
"""To add one: a function here and a word in `ledger.option.action`."""
