"""A month's report as a PDF of six to ten A4 pages, tagged for readers who hear it, its typefaces inside."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard.i18n import Translate
from dashboard.report.paper_font import Typefaces, typefaces
from dashboard.report.paper_plan import Economy, paper_plan
from dashboard.report.wording import wording
from models.message import Message
from models.report.monthly_statement import MonthlyStatement

FOLDER = Path(__file__).parent / "paper"
TEMPLATE = FOLDER / "report.typ"

MOST_PAGES = 10
LADDER: Sequence[Economy] = (
    Economy(),
    Economy(is_airy=False),
    *(Economy(is_airy=False, rows=n) for n in (10, 6, 3)),
)
"""Tried in turn until the pages are few enough."""


def pdf_file(statement: MonthlyStatement, t: Translate, remarks: Sequence[Message] = ()) -> bytes:
    """remarks: what the cover says of this version beside its contents. Raises FontMissingError."""
    faces, words = typefaces(), wording(statement, t)
    written = b""
    for economy in LADDER:
        plan = _drawable(paper_plan(statement, words, remarks, economy), faces)
        written, pages = _typeset(plan | {"fonts": faces.families}, statement)
        if pages <= MOST_PAGES:
            break
    return written


def _typeset(plan: dict[str, Any], statement: MonthlyStatement) -> tuple[bytes, int]:
    """What a person or a device wrote travels as JSON beside the template and is never part of it."""
    compiler = _compiler()
    content = compiler.compile(
        sys_inputs={"report": json.dumps(plan, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(statement.head.as_of.timestamp()),
    )
    if not isinstance(content, bytes):
        raise TypeError(f"the typesetter gave {type(content).__name__}, not the bytes of a PDF")
    pages: int = json.loads(compiler.query("<pages>", field="value", one=True))
    return content, pages


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        TEMPLATE,
        root=FOLDER,
        font_paths=typefaces().fonts,
        ignore_system_fonts=True,
        sys_inputs={"report": "{}"},
    )


def _drawable(value: Any, faces: Typefaces) -> Any:
    """The same with every text in signs that the typefaces have."""
    if isinstance(value, str):
        return faces.drawable(value)
    if isinstance(value, dict):
        return {key: _drawable(one, faces) for key, one in value.items()}
    return [_drawable(one, faces) for one in value] if isinstance(value, list | tuple) else value
