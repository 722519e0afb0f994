"""Where the yuan went: what came in by line, what it cost and what was shared out, and what each bucket got and has left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.report.picture.piece import Block, Subject
from dashboard.yuan import yuan
from models.report.sheet import Row

BUCKETS = "fund_buckets"
MOST = 6
"""Pieces of a bar; the smallest beyond are told as one."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A piece of a bar: fen above 0; tone: what it is; step: which of its tone, from dark to light."""

    name: str
    fen: int
    tone: str
    step: int = 0


def flow(subject: Subject) -> Block | None:
    """Nothing where no income was written down. The widest bar is the larger of income and costs."""
    t = subject.words.t
    income = _largest(subject, "line_income", "income")
    if not income:
        return None
    stages = [(key, pieces) for key, pieces in _stages(subject, income) if pieces]
    widest = max(_whole(pieces) for _, pieces in stages)
    told = {key: yuan(t, _whole(pieces)) for key, pieces in stages}
    return {
        "kind": "flow",
        "title": t("report.picture.flow"),
        "alt": t(
            "report.picture.flow.alt",
            income=told["income"],
            used=told.get("used", ""),
            shared=told.get("shared", "—"),
        ),
        "stages": [_stage(subject, key, pieces, widest) for key, pieces in stages],
    }


def _stages(subject: Subject, income: Sequence[Amount]) -> Iterator[tuple[str, Sequence[Amount]]]:
    t, costs, shared = subject.words.t, _largest(subject, "line_cost", "cost"), list(_shared(subject))
    given = _whole(shared)
    rest = _whole(income) - _whole(costs) - given
    yield "income", income
    used = [Amount(t("report.picture.flow.shared"), given, "shared")] if given else []
    used += [Amount(t("report.picture.flow.rest"), rest, "rest")] if rest > 0 else []
    yield "used", [*costs, *used]
    yield "shared", shared


def _shared(subject: Subject) -> Iterator[Amount]:
    """What the runs of the month gave to each bucket."""
    buckets = subject.other(BUCKETS)
    for n, row in enumerate(() if buckets is None else buckets.table.rows):
        fen = _fen(buckets, row, "allocated") if buckets else 0
        if buckets and fen > 0 and not row.is_total:
            yield Amount(buckets.name(row), fen, "shared", n)


def _largest(subject: Subject, column: str, tone: str) -> list[Amount]:
    """By line, the largest first; those below nothing, where more was taken back than came, have no width."""
    found = [
        (subject.name(row), _fen(subject, row, column)) for row in subject.table.rows if not row.is_total
    ]
    found = sorted(((name, fen) for name, fen in found if fen > 0), key=lambda one: -one[1])
    pieces = [Amount(name, fen, tone, n) for n, (name, fen) in enumerate(found[:MOST])]
    others = sum(fen for _, fen in found[MOST:])
    return (
        [*pieces, Amount(subject.words.t("report.picture.flow.others"), others, tone, MOST)]
        if others
        else pieces
    )


def _fen(subject: Subject, row: Row, column: str) -> int:
    cell = subject.cell(row, column)
    return cell.count or 0 if cell else 0


def _whole(pieces: Sequence[Amount]) -> int:
    return sum(one.fen for one in pieces)


def _stage(subject: Subject, key: str, pieces: Sequence[Amount], widest: int) -> Block:
    t, whole = subject.words.t, _whole(pieces)
    return {
        "name": t(f"report.picture.flow.{key}"),
        "text": yuan(t, whole),
        "whole": whole / widest,
        "parts": [
            {
                "share": one.fen / whole,
                "tone": one.tone,
                "step": one.step,
                "text": t("report.picture.flow.piece", name=one.name, yuan=yuan(t, one.fen)),
            }
            for one in pieces
        ],
    }
