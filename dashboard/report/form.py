"""The forms in which a version of a report leaves the house, and what its files are called."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.i18n import Translate
from dashboard.report.csv_files import csv_files
from dashboard.report.head_line import title
from dashboard.report.pdf_file import pdf_file
from dashboard.report.wording import wording
from dashboard.report.xlsx_file import xlsx_file
from models.account import Permission
from models.message import Message
from models.report.monthly_statement import Head, MonthlyStatement
from models.report.paper import Paper
from models.services.reporting import READS

LONGEST_NAME = 80
_UNNAMEABLE = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))
"""Signs that one system or another refuses in a file's name."""

_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a packed file can have: the same files are the same bytes."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as the forms take it. remarks: what its cover says of it beside its contents; readers: who holds all of one
    of these may fetch its files."""

    statement: MonthlyStatement
    remarks: Sequence[Message]
    readers: Sequence[frozenset[Permission]] = tuple(frozenset({one}) for one in READS)

    @property
    def head(self) -> Head:
        return self.statement.head


Files = Mapping[str, bytes]
"""Name -> content; a folder before the name, where a form is of several files."""


def _xlsx(kept: Kept, t: Translate) -> Files:
    return {f"{stem(kept.head, t)}.xlsx": xlsx_file(kept.statement, t, kept.remarks)}


def _csv(kept: Kept, t: Translate) -> Files:
    folder = f"{stem(kept.head, t)}-csv"
    return {f"{folder}/{name}": content for name, content in csv_files(kept.statement, t).items()}


def _pdf(kept: Kept, t: Translate) -> Files:
    return {f"{stem(kept.head, t)}.pdf": pdf_file(kept.statement, t, kept.remarks)}


FORMS: Mapping[str, Callable[[Kept, Translate], Files]] = {"xlsx": _xlsx, "csv": _csv, "pdf": _pdf}
"""To add one: a function here, a word `reports.form.<key>`, and the type of its files."""

TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "zip": "application/zip",
}
"""What one file that is taken along is, by its ending."""


def stem(head: Head, t: Translate) -> str:
    """ "shijiawan-2026-10-r1-en": in ASCII, of a centre, a month, a revision and a language; else the number of the paper."""
    if head.paper is not Paper.MONTH:
        return f"{head.number.lower()}-{t.locale}"
    revision = f"-r{head.version}" if head.version else ""
    return f"{head.centre}-{head.month:%Y-%m}{revision}-{t.locale}"


def spoken_name(statement: MonthlyStatement, t: Translate) -> str:
    """The same for people: the title, without what the name of a file may not hold."""
    head = statement.head
    revision = f"-r{head.version}" if head.version else ""
    return title(head, wording(statement, t)).translate(_UNNAMEABLE)[:LONGEST_NAME].strip() + revision


def packed(files: Files) -> bytes:
    """All in one ZIP, in their order; the same bytes whenever the files are the same."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _NO_DATE), content, ZIP_DEFLATED)
    return written.getvalue()
