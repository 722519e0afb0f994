"""`./linli import FILE`: a file of sessions, bookings, series or head counts, tried or taken in; and a batch undone."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.arguments import settings_from
from config.settings import ConfigError
from dashboard.assembly import assemble
from dashboard.components.spoken import sentence
from dashboard.i18n import Translate
from dashboard.imports.limits import MOST_BYTES
from dashboard.imports.trial import Trial, settled, tried, tried_feed
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.account import Account, Grant, Role
from models.exchange.batch import Outcome
from models.exchange.columns import IMPORTS
from models.exchange.sheet import Fault
from models.ports import Ports
from models.services import offerings
from models.services.imports import Judged, begin, history, take_in, undo
from models.services.strangers import RefusedError

OPERATOR = Account(id=0, name="command line", grants=(Grant(role=Role.OPERATOR),))
"""Somebody with access to the machine."""

SLICE = 50
SHOWN = 50
"""Faults that are told one by one."""


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = done, 1 = refused or some rows are faulty, 2 = wrong use."""
    translate = Translate(terminal_locale(os.environ))
    arguments = _parser(translate).parse_args(argv)
    assembly = assemble(settings_from(arguments))
    try:
        centres = list(assembly.deployment.centres.values())
        if len(centres) != 1:
            raise ConfigError("option --centre: say which centre the file is for, there are several")
        return _run(centres[0], arguments, translate)
    except RefusedError as refused:
        complain(sentence(translate, refused.message))
        return 1
    finally:
        assembly.close()


def _parser(translate: Translate) -> ArgumentParser:
    parser, options = verb_parser("import", translate)
    deployment_options(options, translate)

    def says(option: str) -> str:
        return translate(f"import.option.{option}")

    parser.add_argument("file", metavar="FILE|undo|list", help=says("file"))
    parser.add_argument("batch", metavar="BATCH", nargs="?", default="", help=says("batch"))
    options.add_argument("--kind", choices=list(IMPORTS), default="", help=says("kind"))
    options.add_argument("--dry-run", action="store_true", help=says("dry-run"))
    options.add_argument(
        "--default", action="append", default=[], metavar="COLUMN=TEXT", help=says("default")
    )
    return parser


def _run(ports: Ports, arguments: Namespace, translate: Translate) -> int:
    if arguments.file == "list":
        return _list(ports, translate)
    if arguments.file == "undo":
        return _undo(ports, arguments.batch, translate)
    offerings.begin(ports)  # of a centre whose pages were never opened
    trial = _tried(ports, arguments)
    _tell(trial, translate)
    faulty: Sequence[Judged] = [one for one in trial.rows if one.outcome is Outcome.FAULTY]
    if not arguments.dry_run:
        faulty = [*faulty, *_take(ports, trial, translate)]
    return 1 if faulty else 0


def _tried(ports: Ports, arguments: Namespace) -> Trial:
    """A file, or the address of a feed."""
    defaults = _defaults(arguments.default)
    if arguments.file.startswith(("https://", "http://")):
        return tried_feed(ports, arguments.file, defaults)
    file = Path(os.environ.get("LINLI_FROM", ".")) / arguments.file
    return tried(ports, file.name, _content(file), arguments.kind, defaults)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"file {file} cannot be read: {error.strerror}") from error


def _defaults(pairs: Sequence[str]) -> Mapping[str, str]:
    known = {column.key for kind in IMPORTS.values() for column in kind.columns}
    named = [pair.partition("=") for pair in pairs]
    for key, _, _ in named:
        if key not in known:
            raise ConfigError(
                f"option --default {key}: there is no such column; there are {', '.join(sorted(known))}"
            )
    return {key: value for key, _, value in named}


def _tell(trial: Trial, translate: Translate) -> None:
    told = ", ".join(f"{translate(f'import.outcome.{one}')} {n}" for one, n in trial.counts.items())
    sys.stdout.write(f"{trial.file}: {told}\n")
    if trial.ignored:
        sys.stdout.write(translate("import.ignored", names=", ".join(trial.ignored)) + "\n")
    _faults([fault for one in trial.rows for fault in one.faults], translate)


def _faults(faults: Sequence[Fault], translate: Translate) -> None:
    for fault in faults[:SHOWN]:
        sys.stdout.write(f"  {fault_words(fault, translate)}\n")
    if len(faults) > SHOWN:
        sys.stdout.write(f"  {translate('import.more', n=len(faults) - SHOWN)}\n")


def fault_words(fault: Fault, translate: Translate) -> str:
    """Row, column, value and what is expected, as a sentence."""
    expected = sentence(translate, fault.expected)
    if not fault.column:
        return translate("import.fault.row", row=fault.row, expected=expected)
    column = translate(f"import.column.{fault.column}")
    return translate("import.fault.cell", row=fault.row, column=column, value=fault.value, expected=expected)


def _take(ports: Ports, trial: Trial, translate: Translate) -> Sequence[Judged]:
    rows = [one for one in trial.rows if one.wanted is not None]
    if not rows:
        sys.stdout.write(translate("import.nothing") + "\n")
        settled(ports, trial, 0)
        return []
    batch = begin(ports, OPERATOR, trial.kind, trial.file, trial.digest)
    refused: list[Judged] = []
    for n in range(0, len(rows), SLICE):
        batch, some = take_in(ports, OPERATOR, batch, rows[n : n + SLICE])
        refused += some
    settled(ports, trial, len(refused))
    _faults([fault for one in refused for fault in one.faults], translate)
    sys.stdout.write(translate("import.taken", rows=batch.rows, batch=batch.id) + "\n")
    return refused


def _undo(ports: Ports, batch: str, translate: Translate) -> int:
    done = undo(ports, OPERATOR, batch)
    for row, why in sorted(done.refused.items()):
        sys.stdout.write(translate("import.fault.row", row=row, expected=sentence(translate, why)) + "\n")
    sys.stdout.write(translate("import.undone", rows=done.rows, left=len(done.refused)) + "\n")
    return 1 if done.refused else 0


def _list(ports: Ports, translate: Translate) -> int:
    for one in history(ports):
        at = one.at.astimezone(ports.centre.zone_info)
        state = translate("import.is_undone") if one.undone_at else ""
        line = f"{one.id}  {at:%Y-%m-%d %H:%M}  {one.kind:<12} {one.rows:>6}  {one.file}  {one.by}  {state}"
        sys.stdout.write(line.rstrip() + "\n")
    return 0
