"""A paper as files in the forms that were asked for, written whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dashboard.i18n import Translate
from dashboard.report.csv_files import csv_files
from dashboard.report.pdf_file import pdf_file
from dashboard.report.xlsx_file import xlsx_file
from models.report.monthly_statement import MonthlyStatement

Files = Mapping[str, bytes]
"""Name below the folder -> content."""


def _xlsx(statement: MonthlyStatement, t: Translate) -> Files:
    return {f"{stem(statement)}.xlsx": xlsx_file(statement, t)}


def _csv(statement: MonthlyStatement, t: Translate) -> Files:
    return {f"{stem(statement)}-csv/{name}": content for name, content in csv_files(statement, t).items()}


def _pdf(statement: MonthlyStatement, t: Translate) -> Files:
    return {f"{stem(statement)}.pdf": pdf_file(statement, t)}


FORMS: Mapping[str, Callable[[MonthlyStatement, Translate], Files]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "pdf": _pdf,
}


def stem(statement: MonthlyStatement) -> str:
    """ "shijiawan-2026-W49": the number of the paper, which names its centre and its period."""
    return statement.head.number.lower()


def wanted_forms(text: str) -> Sequence[str]:
    """ "xlsx,pdf". Raises ValueError, with the name, for a form that there is not."""
    found = [one.strip() for one in text.split(",") if one.strip()]
    unknown = [one for one in found if one not in FORMS]
    if unknown or not found:
        raise ValueError(f"{text!r} is no list of forms: there are {', '.join(FORMS)}")
    return found


def write(statement: MonthlyStatement, forms: Sequence[str], folder: Path, t: Translate) -> list[Path]:
    """Each file appears whole under its name. Raises OSError, FontMissingError."""
    written = []
    for form in forms:
        for name, content in FORMS[form](statement, t).items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_name(f".{file.name}.part")
            part.write_bytes(content)
            part.replace(file)
            written.append(file)
    return written
