"""What a report says on paper and in what order: the cover, then parts of sheets, each with its pictures and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.components.use_words import month_words
from dashboard.report.finding_words import finding_pieces
from dashboard.report.head_line import head_lines, period_words, title
from dashboard.report.paper_table import paper_table
from dashboard.report.picture import PICTURES
from dashboard.report.picture.piece import Block, Subject
from dashboard.report.wording import Wording, clean
from dashboard.report.xlsx_cover import SIGNERS
from models.message import Message
from models.report.monthly_statement import MonthlyStatement
from models.report.sheet import Sheet, SheetKey

REGION = {"zh-Hans": ("zh", "cn", "一、"), "en": ("en", "gb", "1 ")}
"""Locale -> language, region and numbering of parts, as the typesetter names them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter; its title is `report.part.<key>`. is_fresh: begins a page."""

    key: str
    sheets: tuple[SheetKey, ...]
    is_fresh: bool = True


PARTS: Sequence[Part] = (
    Part("whole", (SheetKey.OVERVIEW,)),
    Part("space", (SheetKey.USE, SheetKey.HEAT, SheetKey.BOOKING)),
    Part("programme", (SheetKey.PROGRAMME, SheetKey.ACTIVITY)),
    Part("money", (SheetKey.MONEY, SheetKey.FUND)),
    Part("service", (SheetKey.CANTEEN, SheetKey.MARKET), is_fresh=False),
    Part("advice", (SheetKey.ADVICE, SheetKey.NEEDS)),
    Part("standard", (SheetKey.STANDARD, SheetKey.COVER), is_fresh=False),
)
"""In their order; six pages at least, as those that begin one and the cover make."""


def paper_plan(
    statement: MonthlyStatement, words: Wording, remarks: Sequence[Message] = (), most: int | None = None
) -> dict[str, Any]:
    """Everything that the template takes, as JSON can hold it. most: rows of a table."""
    head, (language, region, numbering) = statement.head, REGION[words.t.locale]
    return {
        "lang": language,
        "region": region,
        "numbering": numbering,
        "title": title(head, words),
        "centre": clean(words.t.name(head.name)),
        "number": clean(head.number),
        "head": period_words(head, words),
        "cover": _cover(statement, words, remarks),
        "parts": list(_parts(statement, words, most)),
    }


def _cover(statement: MonthlyStatement, words: Wording, remarks: Sequence[Message]) -> Block:
    t, head = words.t, statement.head
    simulated = [t("report.form.simulated")] if head.is_simulated else []
    return {
        "centre": clean(t.name(head.name)),
        "title": t("report.form.cover", month=month_words(t, head.month)),
        "facts": [
            {"name": t(f"report.head.{line.key}"), "text": line.text}
            for line in head_lines(head, words)
            if line.key != "centre"
        ],
        "remarks": [*(clean(t.message(one)) for one in remarks), *simulated],
        "findings": [
            [{"text": piece.text, "cell": piece.cell} for piece in finding_pieces(statement, one, words)]
            for one in statement.findings
        ],
        "findings-title": t("report.form.findings"),
        "reference": t("report.form.reference"),
        "nothing": t("report.form.nothing"),
        "signers": [t(f"report.sign.{signer}") for signer in SIGNERS],
        "date": t("report.sign.date"),
        "digest": t("report.form.digest", digest=head.digest, run=clean(head.run)),
    }


def _parts(statement: MonthlyStatement, words: Wording, most: int | None) -> Iterator[Block]:
    there = {sheet.key: (at, sheet) for at, sheet in enumerate(statement.sheets)}
    for part in PARTS:
        found = [there[key] for key in part.sheets if key in there]
        sections = [_section(at, sheet, words, most) for at, sheet in found]
        yield {"title": words.t(f"report.part.{part.key}"), "fresh": part.is_fresh, "sections": sections}


def _section(at: int, sheet: Sheet, words: Wording, most: int | None) -> Block:
    blocks = list(_blocks(sheet, words, most))
    if sheet.key == SheetKey.COVER:
        blocks.append({"kind": "text", "text": words.t("report.form.method")})
    return {
        "title": words.t("report.form.section", number=at, name=words.sheet(sheet)),
        "blocks": blocks,
    }


def _blocks(sheet: Sheet, words: Wording, most: int | None) -> Iterator[Block]:
    """The pictures of a table stand above it."""
    for table in sheet.tables:
        subject = Subject(table, words)
        for picture in PICTURES.get(table.key, ()):
            drawn = picture(subject)
            if drawn is not None:
                yield drawn
        listed = paper_table(subject, most)
        if listed is not None:
            yield listed
