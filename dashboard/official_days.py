"""`./linli calendar import FILE`: the official notice of holidays and make-up days into the calendar table."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from config.arguments import settings_from
from config.notice import read_notice
from dashboard.i18n import Translate
from dashboard.terminal import deployment_options, terminal_locale, verb_parser
from models.db import open_database


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = every row of the file is in the table; ConfigError names the row that is wrong, and none is kept."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("calendar", translate)
    deployment_options(options, translate)
    parser.add_argument("action", choices=["import"], help=translate("calendar.option.action"))
    parser.add_argument("file", type=Path, metavar="FILE", help=translate("calendar.option.file"))
    arguments = parser.parse_args(argv)
    settings = settings_from(arguments)
    days = read_notice(Path(os.environ.get("LINLI_FROM", ".")) / arguments.file)
    database = open_database(settings.database.url, password=settings.database.password.get_secret_value())
    try:
        database.migrate()
        database.calendar().put(days)
    finally:
        database.close()
    first, last = min(day.day for day in days), max(day.day for day in days)
    sys.stdout.write(translate("calendar.imported", days=len(days), first=f"{first}", last=f"{last}") + "\n")
    return 0
