"""Before and after each change that was made, week by week, beside what would have come without it."""

from collections.abc import Sequence
from itertools import groupby

from dashboard.report.picture.piece import Block, Subject, measure
from dashboard.text_width import cut
from models.report.sheet import Row

MOST = 6
"""Changes of which a page has room for a picture."""

TITLE = 56
"""Columns of what stands above a panel, in two lines."""

CAME = ("week_registered", "week_measured")
MEASURED, ADVICE = "advice_measured", "advice"


def effects(subject: Subject) -> Block | None:
    """A panel for each change that has weeks of which anything is known."""
    t = subject.words.t
    parts = [(key, list(rows)) for key, rows in groupby(subject.table.rows, key=_change)]
    panels = [panel for key, rows in parts if (panel := _panel(subject, key, rows)) is not None][:MOST]
    if not panels:
        return None
    return {
        "kind": "effects",
        "title": t("report.picture.effect"),
        "alt": t(
            "report.picture.effect.alt",
            told=t("report.picture.effect.join").join(
                t("report.picture.effect.one", name=panel["name"], text=panel["text"]) for panel in panels
            ),
        ),
        "legend": [
            {"text": t("report.picture.effect.came"), "tone": "after"},
            {"text": t("report.picture.effect.usual"), "tone": "control"},
        ],
        "panels": panels,
    }


def _change(row: Row) -> str:
    """The advice's id of "id.2026-10-05"."""
    return row.key.rpartition(".")[0]


def _panel(subject: Subject, key: str, rows: Sequence[Row]) -> Block | None:
    came = [_came(subject, row) for row in rows]
    usual = [measure(subject.cell(row, "week_usual")) for row in rows]
    known = [one for one in (*came, *usual) if one is not None]
    if not known or max(known) <= 0:
        return None
    phases = [subject.said(row, "phase") for row in rows]
    begins = next((n for n, phase in enumerate(phases) if phase != phases[0]), len(rows))
    return {
        "name": _name(subject, key),
        "text": _verdict(subject, key),
        "start": (begins - 0.5) / max(len(rows) - 1, 1),
        "treated": _scaled(came, max(known)),
        "control": _scaled(usual, max(known)),
    }


def _came(subject: Subject, row: Row) -> float | None:
    """A register's heads or what sensors saw, whichever the change is judged by."""
    told = (measure(subject.cell(row, column)) for column in CAME)
    return next((one for one in told if one is not None), None)


def _scaled(values: Sequence[float | None], most: float) -> list[float | None]:
    return [None if one is None else max(one, 0.0) / most for one in values]


def _name(subject: Subject, key: str) -> str:
    """What was done, and with what."""
    row, advice = _row(subject, ADVICE, key)
    if row is None or advice is None:
        return key
    about = advice.cell(row, "about")
    words = [advice.said(row, "action")]
    words += [advice.said(row, "about" if about is not None and about.absent is None else "space")]
    return cut(subject.words.t("report.form.join").join(word for word in words if word), TITLE)


def _verdict(subject: Subject, key: str) -> str:
    row, found = _row(subject, MEASURED, key)
    if row is None or found is None:
        return ""
    said = {column: found.said(row, column) for column in ("effect", "effect_low", "effect_high", "verdict")}
    effect = found.cell(row, "effect")
    if effect is None or effect.absent is not None:
        return said["verdict"]
    low, high = said["effect_low"], said["effect_high"]
    return subject.words.t(
        "report.picture.effect.found", effect=said["effect"], low=low, high=high, verdict=said["verdict"]
    )


def _row(subject: Subject, table: str, key: str) -> tuple[Row | None, Subject | None]:
    other = subject.other(table)
    row = None if other is None else next((one for one in other.table.rows if one.key == key), None)
    return row, other
