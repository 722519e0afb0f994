"""`./linli metrics --month 2026-10`: the table of figures without a browser, for people and for other programs."""

import csv
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TextIO

from config.arguments import settings_from
from config.settings import ConfigError
from dashboard.assembly import assemble
from dashboard.i18n import Translate
from dashboard.metric_text import Section, records, table_text
from dashboard.terminal import deployment_options, terminal_locale, verb_parser
from models.calendar import business_date
from models.centre import SpaceId
from models.metric.period import Against, Period, asked, month, month_of
from models.ports import Ports
from models.services.metrics import metric_table, table_against


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = printed; ConfigError names an option that is wrong, StoreError a database that is away."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    assembly = assemble(settings_from(arguments))
    try:
        found = [(ports, _sections(ports, arguments)) for ports in assembly.deployment.centres.values()]
    finally:
        assembly.close()
    FORMATS[arguments.format](found, translate, sys.stdout)
    return 0


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("metrics", translate)
    deployment_options(options, translate)

    def says(option: str) -> str:
        return translate(f"metric.option.{option}")

    options.add_argument("--month", type=month, metavar="YYYY-MM", help=says("month"))
    options.add_argument("--since", type=date.fromisoformat, metavar="DAY", help=says("since"))
    options.add_argument("--until", type=date.fromisoformat, metavar="DAY", help=says("until"))
    options.add_argument("--space", action="append", default=[], metavar="ID", help=says("space"))
    options.add_argument("--against", type=Against, choices=list(Against), help=says("against"))
    options.add_argument("--by-day-type", action="store_true", help=says("by-day-type"))
    options.add_argument("--format", choices=list(FORMATS), default="table", help=says("format"))
    return parser


def _period(ports: Ports, arguments: Namespace) -> Period:
    """The named month or days, else the month that is over."""
    if arguments.since is None and arguments.until is None:
        today = business_date(ports.clock(), ports.centre.zone_info)
        chosen: Period | None = arguments.month
        return chosen or month_of(today.replace(day=1) - timedelta(days=1))
    if arguments.since is None or arguments.until is None or arguments.month is not None:
        raise ConfigError("either --month alone, or --since and --until together")
    try:
        return asked(arguments.since, arguments.until)
    except ValueError as error:
        raise ConfigError(f"--since, --until: {error}") from error


def _sections(ports: Ports, arguments: Namespace) -> list[Section]:
    period, spaces = _period(ports, arguments), [SpaceId(name) for name in arguments.space] or None
    try:
        table = metric_table(ports, period, spaces)
    except LookupError as error:
        raise ConfigError(f"--space: {error}") from error
    sections = [Section("", table)]
    if arguments.by_day_type:
        sections += [Section(day_type, part) for day_type, part in table.day_types(ports.calendar).items()]
    if arguments.against is not None:
        sections.append(Section(arguments.against, table_against(ports, period, arguments.against, spaces)))
    return sections


_Found = Sequence[tuple[Ports, Sequence[Section]]]


def _table(found: _Found, translate: Translate, out: TextIO) -> None:
    for ports, sections in found:
        for section in sections:
            period, centre = section.table.period, translate.name(ports.centre.name)
            title = translate(
                "metric.sheet.title", centre=centre, first=f"{period.first}", last=f"{period.last}"
            )
            out.write(f"{title}{_part(section.name, translate)}\n\n{table_text(section, translate)}\n")


def _part(name: str, translate: Translate) -> str:
    if not name:
        return ""
    kind = "against" if name in set(Against) else "day_type"
    return "  " + translate(f"metric.{kind}.{name}")


def _records(found: _Found) -> Iterable[dict[str, str | float | None]]:
    return (
        record for ports, sections in found for one in sections for record in records(ports.centre.id, one)
    )


def _csv(found: _Found, _translate: Translate, out: TextIO) -> None:
    rows = list(_records(found))
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _json(found: _Found, _translate: Translate, out: TextIO) -> None:
    json.dump(list(_records(found)), out, ensure_ascii=False, indent=1)
    out.write("\n")


FORMATS: Mapping[str, Callable[[_Found, Translate, TextIO], None]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}
"""--format -> what writes it. CSV and JSON hold keys and base units, the table the words of the terminal's language."""
