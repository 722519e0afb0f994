"""What a report says on paper and in what order: the cover, then parts of sheets, each with its pictures and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.report.finding_words import finding_pieces
from dashboard.report.head_line import cover_title, head_lines, period_words, title
from dashboard.report.paper_highlight import highlights
from dashboard.report.paper_space import MOST, shown_spaces, spaces_of, with_spaces
from dashboard.report.paper_table import WORKBOOK, paper_table
from dashboard.report.picture import PICTURES
from dashboard.report.picture.piece import Block, Subject
from dashboard.report.wording import Wording, clean
from dashboard.report.xlsx_cover import SIGNERS
from models.message import Message
from models.report.monthly_statement import MonthlyStatement
from models.report.paper import UNSIGNED
from models.report.sheet import Sheet, SheetKey, Table

REGION = {"zh-Hans": ("zh", "cn"), "en": ("en", "gb")}
"""Locale -> language and region, as the typesetter names them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter; its title is `report.part.<key>`. is_fresh: begins a page."""

    key: str
    sheets: tuple[str, ...]
    is_fresh: bool = True


PARTS: Sequence[Part] = (
    Part("whole", (SheetKey.OVERVIEW,)),
    Part("space", (SheetKey.USE, SheetKey.HEAT, SheetKey.BOOKING)),
    Part("programme", (SheetKey.PROGRAMME, SheetKey.ACTIVITY)),
    Part("money", (SheetKey.MONEY, SheetKey.FUND)),
    Part("service", (SheetKey.CANTEEN, SheetKey.MARKET), is_fresh=False),
    Part("advice", (SheetKey.ADVICE, SheetKey.NEEDS)),
    Part("standard", (SheetKey.STANDARD, SheetKey.COVER), is_fresh=False),
    Part("rules", ("rules",), is_fresh=False),
    Part("year", ("year", "year_spaces", "year_money"), is_fresh=False),
    Part("week", ("week_free", "week_crowd", "week_change"), is_fresh=False),
    Part("own", ("own",), is_fresh=False),
)
"""In their order; six pages at least, as those that begin one and the cover make."""


@dataclass(frozen=True, slots=True)
class Economy:
    """How much paper there may be. is_airy: parts begin pages; rows: of a table, None = as each is shown best."""

    is_airy: bool = True
    rows: int | None = None


AIRY = Economy()


def paper_plan(
    statement: MonthlyStatement, words: Wording, remarks: Sequence[Message] = (), economy: Economy = AIRY
) -> dict[str, Any]:
    """Everything that the template takes, as JSON can hold it."""
    head, (language, region) = statement.head, REGION[words.t.locale]
    return {
        "lang": language,
        "region": region,
        "numbering": words.t("report.part.numbering"),
        "title": title(head, words),
        "centre": clean(words.t.name(head.name)),
        "number": clean(head.number),
        "head": period_words(head, words),
        "cover": _cover(statement, words, remarks),
        "parts": list(_parts(_on_paper(statement), words, economy)),
    }


def _on_paper(statement: MonthlyStatement) -> MonthlyStatement:
    """With as many spaces as there is room for; its cover still tells of all."""
    shown, every = shown_spaces(statement.sheets), spaces_of(statement.sheets)
    if not shown:
        return statement
    sheets = (
        replace(sheet, tables=tuple(with_spaces(table, shown, every) for table in sheet.tables))
        for sheet in statement.sheets
    )
    return replace(statement, sheets=tuple(sheets))


def _cover(statement: MonthlyStatement, words: Wording, remarks: Sequence[Message]) -> Block:
    t, head = words.t, statement.head
    simulated = [t("report.form.simulated")] if head.is_simulated else []
    return {
        "centre": clean(t.name(head.name)),
        "title": cover_title(head, words),
        "facts": [
            {"name": t(f"report.head.{line.key}"), "text": line.text}
            for line in head_lines(head, words)
            if line.key != "centre"
        ],
        "remarks": [*(clean(t.message(one)) for one in remarks), *simulated],
        "highlights": list(highlights(statement, words)),
        "findings": [
            [
                {"text": piece.text, "cell": piece.cell if piece.is_number else "", "bold": bool(piece.cell)}
                for piece in finding_pieces(statement, one, words)
            ]
            for one in statement.findings
        ],
        "findings-title": t("report.form.findings"),
        "reference": t("report.form.reference"),
        "nothing": t(f"report.nothing.{head.paper}"),
        "signers": [] if head.paper in UNSIGNED else [t(f"report.sign.{signer}") for signer in SIGNERS],
        "date": t("report.sign.date"),
        "digest": t("report.form.digest", digest=head.digest, run=clean(head.run)),
    }


def _parts(statement: MonthlyStatement, words: Wording, economy: Economy) -> Iterator[Block]:
    there = {sheet.key: at for at, sheet in enumerate(statement.sheets)}
    told = [(part, found) for part in PARTS if (found := [there[key] for key in part.sheets if key in there])]
    for n, (part, found) in enumerate(told):
        sections = [_section(at, statement, words, economy.rows) for at in found]
        yield {
            "title": words.t(f"report.part.{part.key}"),
            "fresh": n == 0 or (part.is_fresh and economy.is_airy),
            "sections": sections,
        }


def _section(at: int, statement: MonthlyStatement, words: Wording, most: int | None) -> Block:
    sheet = statement.sheets[at]
    blocks = list(_blocks(sheet, words, statement.sheets, most))
    if elsewhere := [words.table(table) for table in sheet.tables if table.key in WORKBOOK and table.rows]:
        named = words.t("report.form.list").join(elsewhere)
        blocks.append({"kind": "aside", "text": words.t("report.form.elsewhere", tables=named)})
    if sheet.key == SheetKey.HEAT and len(spaces_of(statement.sheets)) > MOST:
        blocks.append({"kind": "aside", "text": words.t("report.form.some_spaces")})
    if sheet.key == SheetKey.COVER:
        blocks.append({"kind": "text", "text": words.t("report.form.method")})
    return {
        "title": words.t("report.form.section", number=at, name=words.sheet(sheet)),
        "blocks": blocks,
    }


def _blocks(sheet: Sheet, words: Wording, sheets: Sequence[Sheet], most: int | None) -> Iterator[Block]:
    """The pictures of a table stand above it; the tables without a row are named together at the end."""
    empty: list[Table] = []
    for table in sheet.tables:
        subject = Subject(table, words, sheets)
        drawn = [one for picture in PICTURES.get(table.key, ()) if (one := picture(subject)) is not None]
        yield from drawn
        if table.rows and (listed := paper_table(subject, most)) is not None:
            yield listed
        elif not drawn and (not table.rows or table.key in PICTURES):
            empty.append(table)
    if empty:
        named = words.t("report.form.list").join(words.table(table) for table in empty)
        yield {"kind": "empty", "text": words.t("report.form.empty", tables=named)}
