"""A table of the report on paper: as many columns as a page has room for, the first rows and the totals, and what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.report.picture.piece import Block, Subject
from dashboard.report.wording import is_number, label_width, parts
from dashboard.text_width import cut, width
from models.report.sheet import Cell, Row, Table

ROOM = 104
"""Signs of the small print that stand side by side on A4."""

GAP, WIDEST, HEADING, LONGEST, SENTENCE = 2, 26, 11, 60, 160
"""Around a cell; a column at most; where a heading is broken; where a name ends, and where the report's own words do."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How a table is shown. columns: by key, () = the first that fit; rows: at most, totals besides; 0 = not at all."""

    columns: Sequence[str] = ()
    rows: int = 14


PICTURED = ("heat", "peaks", "booked_used", "advice_weeks")
"""Told by a picture alone."""

WORKBOOK = (
    *("canteen_services", "stalls", "trial_balance", "tie_days", "devices"),
    *(
        "advice_why",
        "advice_facts",
        "advice_expected",
        "booking_kinds",
        "tie_statements",
        "counted_by",
        "by_hand",
    ),
)
"""For whoever checks: a page names them, and the workbook has them."""

LISTINGS: Mapping[str, Listing] = {
    "overview": Listing(
        (
            "metric",
            "unit",
            "now",
            "previous",
            "change_previous",
            "last_year",
            "change_last_year",
            "target",
            "light",
        ),
        30,
    ),
    "use": Listing(
        (
            *("space", "capacity", "open_hours", "coverage", "frequency", "occupancy_rate", "utilisation"),
            *("person_hours", "entries", "dwell", "peak_people", "actual_opening_rate"),
        )
    ),
    "booking": Listing(
        (
            *(
                "space",
                "seat_hours_offered",
                "seat_hours_booked",
                "seat_hours_used",
                "ghost_hours",
                "walkin_hours",
            ),
            *("ghost_rate", "no_show_rate", "late_cancel_rate", "reused_hours"),
        )
    ),
    "canteen_days": Listing(
        (
            *(
                "space",
                "day_type",
                "covers",
                "takeaways",
                "seat_turns",
                "revpash",
                "seat_occupancy",
                "queue_wait",
            ),
            *("fare", "subsidy", "meals_delivered", "on_time_rate"),
        )
    ),
    "fund_spends": Listing(rows=8),
    "own": Listing(rows=400),
    "week_free": Listing(rows=80),
    "week_crowd": Listing(rows=40),
    "week_waiting": Listing(
        ("advice", "action", "about", "space", "weekdays", "hours", "change_from", "change_weeks"), 20
    ),
    "week_changes": Listing(("advice", "action", "about", "space", "weekdays", "hours", "state"), 20),
    "year_months": Listing(
        (
            *("month", "festival_day", "person_hours", "entries", "frequency", "occupancy_rate"),
            *("utilisation", "off_peak_share", "attendances", "covers", "contribution"),
        )
    ),
    "year_spaces": Listing(
        (
            *("space", "open_hours", "coverage", "frequency", "occupancy_rate", "utilisation"),
            *("person_hours", "entries", "actual_opening_rate"),
        )
    ),
    "rules": Listing(("rule", "rule_limit", "rule_found", "unit", "rule_verdict", "rule_source"), 30),
    "advice_measured": Listing(("advice", "effect", "effect_low", "effect_high", "verdict", "verdict_why")),
    "programme": Listing(
        (
            *(
                "offered",
                "organiser",
                "sessions_planned",
                "sessions_held",
                "places",
                "attendances",
                "fill_rate",
            ),
            *("fee", "cost_per_attendance", "off_peak"),
        ),
        16,
    ),
    **dict.fromkeys(PICTURED, Listing(rows=0)),
    **dict.fromkeys(WORKBOOK, Listing(rows=0)),
}
"""Table -> how it is shown where the usual way is not the best one."""


def paper_table(subject: Subject, most: int | None = None) -> Block | None:
    """None = this table is not shown. most: rows, fewer than usual where a report would become too long."""
    listing = LISTINGS.get(subject.table.key, Listing())
    if not listing.rows:
        return None
    lines = [subject.words.line(subject.table, row) for row in subject.table.rows]
    kept = _rows(subject.table.rows, min(listing.rows, most or listing.rows))
    shown = _columns(subject, listing, lines)
    return {
        "kind": "table",
        "title": subject.words.table(subject.table),
        "columns": [_heading(subject, lines, at) for at in shown],
        "rows": [_row(subject, n, shown) for n in kept],
        "note": _note(subject, len(subject.table.rows) - len(kept), len(subject.table.columns) - len(shown)),
    }


def _rows(rows: Sequence[Row], most: int) -> list[int]:
    """The first ones, and every total."""
    plain = [n for n, row in enumerate(rows) if not row.is_total][:most]
    return sorted({*plain, *(n for n, row in enumerate(rows) if row.is_total)})


def _columns(subject: Subject, listing: Listing, lines: Sequence[Sequence[str]]) -> list[int]:
    """The named ones that there are, else from the left; none that says nothing in any row; as many as fit."""
    wanted = [at for key in listing.columns if (at := subject.at(key)) is not None]
    found: list[int] = []
    room = ROOM
    for at in wanted or range(len(subject.table.columns)):
        need = _width_of(subject, lines, at) + GAP
        if found and (need > room or _is_mute(subject.table, at)):
            continue
        found.append(at)
        room -= need
    return found


def _is_mute(table: Table, at: int) -> bool:
    return all(row.cells[at].absent == "not_asked" for row in table.rows)


def _width_of(subject: Subject, lines: Sequence[Sequence[str]], at: int) -> int:
    heading = min(width(subject.words.heading(subject.table.columns[at])), HEADING)
    cells = (
        width(_short(subject, row.cells[at], line[at]))
        for row, line in zip(subject.table.rows, lines, strict=True)
    )
    return min(max([heading, *cells]), WIDEST)


def _heading(subject: Subject, lines: Sequence[Sequence[str]], at: int) -> Block:
    column = subject.table.columns[at]
    is_label = at < label_width(subject.table)
    has_numbers = any(is_number(row.cells[at]) for row in subject.table.rows)
    return {
        "heading": subject.words.heading(column),
        "number": not is_label and (has_numbers or column.unit is not None),
        "width": _width_of(subject, lines, at) + GAP,
    }


def _row(subject: Subject, n: int, shown: Sequence[int]) -> Block:
    row = subject.table.rows[n]
    cells = list(parts(subject.table, row))
    return {
        "total": row.is_total,
        "cells": [_cell(subject, cells[at][1], subject.words.words(*cells[at][1:])) for at in shown],
    }


def _cell(subject: Subject, cell: Cell, text: str) -> Block:
    return {
        "text": _short(subject, cell, text),
        "absent": cell.absent is not None,
        "flagged": cell.is_flagged,
        "marked": cell.is_marked,
    }


def _short(subject: Subject, cell: Cell, text: str) -> str:
    """A text that no line can break ends where its column does."""
    if cell.absent is not None:
        return subject.words.t(f"report.short.{cell.absent}")
    longest = LONGEST if cell.text is None else SENTENCE
    return cut(text, longest) if " " in text or width(text) == 2 * len(text) else cut(text, WIDEST)


def _note(subject: Subject, rows: int, columns: int) -> str:
    if rows and columns:
        return subject.words.t("report.form.more", rows=rows, columns=columns)
    if rows:
        return subject.words.t("report.form.more_rows", rows=rows)
    return subject.words.t("report.form.more_columns", columns=columns) if columns else ""
