"""`./linli bench report`: a centre's month from reading to files, each step apart, beside bare writers of as much."""

import io
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import openpyxl
import typst

from config.arguments import settings_from
from config.settings import ConfigError
from dashboard.assembly import assemble
from dashboard.i18n import Translate
from dashboard.report.form import FORMS, Kept
from dashboard.report.wording import parts, wording
from dashboard.terminal import deployment_options, terminal_locale, verb_parser
from models.metric.period import month, month_of
from models.ports import Ports
from models.report.making import Imprint, made
from models.report.monthly_statement import MonthlyStatement
from models.services.month_inputs import gather

PAGES = 8
"""Of the bare document: as many as a month's report usually has."""

HEAD = f"{'':28}{'CPU s':>8}{'wall s':>8}"
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of a step."""

    name: str
    cpu_s: float
    wall_s: float

    @property
    def line(self) -> str:
        return f"{self.name:28}{self.cpu_s:8.2f}{self.wall_s:8.2f}"


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = measured. Nothing is kept or written."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("bench", translate)
    deployment_options(options, translate)
    options.add_argument("--month", metavar="YYYY-MM", default="", help=translate("report.option.month"))
    arguments = parser.parse_args(argv)
    assembly = assemble(settings_from(arguments))
    try:
        ports = next(iter(assembly.deployment.centres.values()))
        for line in measured(ports, _month(ports, arguments), Translate("zh-Hans")):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    finally:
        assembly.close()
    return 0


def _month(ports: Ports, arguments: Namespace) -> date:
    """The one that is over, where none is named. Raises ConfigError."""
    if not arguments.month:
        today = ports.centre.business_day_of(ports.clock())
        return month_of(today.replace(day=1) - timedelta(days=1)).first
    try:
        return month(arguments.month).first
    except ValueError as error:
        raise ConfigError(f"--month: {error}") from error


def measured(ports: Ports, first: date, t: Translate) -> Iterator[str]:
    """Lines of the table. The typefaces are read before: a process that makes many reports reads them once."""
    yield f"{ports.centre.id} {first:%Y-%m}"
    yield HEAD
    inputs, gathered = _timed("gather", lambda: gather(ports, first))
    statement, stated = _timed("made", lambda: made(inputs, Imprint(number="BENCH", run="bench")))
    kept = Kept(statement, ())
    # In the other language: what the typesetter remembers of the very same document would not be measured.
    FORMS["pdf"](kept, Translate("en"))
    forms = {name: _timed(name, lambda form=form: form(kept, t))[1] for name, form in FORMS.items()}  # type: ignore[misc]
    whole = [gathered, stated, *forms.values()]
    total = Took("all", sum(one.cpu_s for one in whole), sum(one.wall_s for one in whole))
    yield from (one.line for one in (*whole, total))
    for name, peer in (("xlsx", lambda: plain_book(statement, t)), ("pdf", bare_pages)):
        _, took = _timed(f"{name}, bare", peer)
        yield f"{took.line}   ours {forms[name].cpu_s / max(took.cpu_s, 1e-3):.1f}x its CPU"
    yield f"1,000 centres on one core, extrapolated from this one: {1000 * total.cpu_s / 60:.0f} minutes"


def plain_book(statement: MonthlyStatement, t: Translate) -> bytes:
    """The same cells as plain texts by openpyxl: no styles, no charts."""
    words, book, written = wording(statement, t), openpyxl.Workbook(write_only=True), io.BytesIO()
    for sheet in statement.sheets:
        paper = book.create_sheet()
        for table in sheet.tables:
            for row in table.rows:
                paper.append([words.words(cell, unit) for _, cell, unit in parts(table, row)])
    book.save(written)
    return written.getvalue()


def bare_pages() -> bytes:
    """A bare document of as many pages of running text by the same typesetter."""
    text = '#set page(paper: "a4")\n' + "#lorem(450)\n#pagebreak()\n" * (PAGES - 1) + "#lorem(450)"
    content = typst.compile(text.encode(), format="pdf")
    assert isinstance(content, bytes)
    return content


def _timed(name: str, work: Callable[[], Found]) -> tuple[Found, Took]:
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, Took(name, time.process_time() - cpu, time.perf_counter() - wall)
