"""Pictures of bars: measured beside booked for each space, and what each space's measured hours were."""

from collections.abc import Iterator

from dashboard.report.picture.piece import Block, Subject, measure
from models.metric.metric import Unit
from models.report.sheet import Row

MOST = 31
"""Rows of a picture: a month by day."""

PAIR = {"utilisation": "measured", "utilisation_booked": "booked"}
MATRIX = {"booked_used_hours": "both", "walkin_hours": "walkin", "ghost_hours": "ghost", "idle_hours": "idle"}
"""Column -> tone of its bar."""


def used_beside_booked(subject: Subject) -> Block | None:
    """The longest bar is as wide as the picture."""
    t, table = subject.words.t, subject.table
    told = [one for row in table.rows for key in PAIR if (one := measure(subject.cell(row, key))) is not None]
    longest = max(told, default=0.0)
    if longest <= 0:
        return None
    rows = [
        {
            "name": subject.name(row),
            "bars": [
                {
                    "share": share(measure(subject.cell(row, key)), longest),
                    "text": _text(subject, row, key),
                    "tone": tone,
                }
                for key, tone in PAIR.items()
            ],
        }
        for row in table.rows
    ]
    fullest = max(table.rows, key=lambda row: measure(subject.cell(row, "utilisation")) or 0)
    return {
        "kind": "pairs",
        "title": t("report.picture.use"),
        "alt": t(
            "report.picture.use.alt",
            space=subject.name(fullest),
            share=_text(subject, fullest, "utilisation"),
        ),
        "legend": _legend(subject, PAIR),
        "rows": rows,
    }


def share(value: float | None, longest: float) -> float | None:
    """The part of the longest bar, which is longer than nothing; None = no data."""
    return None if value is None else value / longest


def _text(subject: Subject, row: Row, key: str) -> str:
    cell = subject.cell(row, key)
    said = subject.said(row, key)
    return said if measure(cell) is None else f"{said}%"


def _legend(subject: Subject, tones: dict[str, str]) -> list[Block]:
    return [
        {"text": subject.words.column(one), "tone": tones[one.key]} for one in subject.columns(list(tones))
    ]


def chosen_figure(subject: Subject) -> Block | None:
    """The first figure of a report of somebody's own that has any number, by its rows; many rows are no picture."""
    rows = [row for row in subject.table.rows if not row.is_total]
    for column in subject.table.columns if len(rows) <= MOST else ():
        told = [measure(subject.cell(row, column.key)) for row in rows]
        longest = max((one for one in told if one is not None), default=0.0)
        if column.is_metric and longest > 0:
            name, highest = subject.words.heading(column), rows[told.index(longest)]
            bars = [
                {"share": share(None if one is None else max(one, 0.0), longest), "tone": "measured"}
                for one in told
            ]
            alt = {"row": subject.name(highest), "value": subject.said(highest, column.key)}
            return {
                "kind": "pairs",
                "title": subject.words.t("report.picture.own", metric=name),
                "alt": subject.words.t("report.picture.own.alt", metric=name, **alt),
                "legend": [{"text": subject.words.column(column), "tone": "measured"}],
                "rows": [
                    {"name": subject.name(row), "bars": [{**bar, "text": subject.said(row, column.key)}]}
                    for row, bar in zip(rows, bars, strict=True)
                ],
            }
    return None


def booked_beside_used(subject: Subject) -> Block | None:
    """Of each space's measured hours: booked and used, used without a booking, booked and empty, neither."""
    t = subject.words.t
    rows = list(_matrix(subject))
    if not any(row["parts"] for row in rows):
        return None
    return {
        "kind": "stacks",
        "title": t("report.picture.booking"),
        "alt": t("report.picture.booking.alt", spaces=len(rows)),
        "legend": _legend(subject, MATRIX),
        "rows": rows,
    }


def _matrix(subject: Subject) -> Iterator[Block]:
    for row in subject.table.rows:
        hours = {key: measure(subject.cell(row, key)) for key in MATRIX}
        whole = sum(one or 0 for one in hours.values())
        parts = [
            {"share": one / whole, "tone": MATRIX[key]}
            for key, one in hours.items()
            if one is not None and one > 0
        ]
        unit = subject.words.unit(Unit.HOURS)
        text = f"{whole:,.0f} {unit}" if parts else subject.said(row, next(iter(MATRIX)))
        yield {"name": subject.name(row), "parts": parts, "text": text}
