"""The steps of a version's life: who may take which from where, and what stands in the way of a signature."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from models.account import Permission
from models.metric.coverage import FLAGGED_BELOW
from models.report.version import ReportStatus, ReportVersion, Signature


class Deed(StrEnum):
    """What a person does with a version; each is `report.deed.<deed>` of the catalogue."""

    CHECK = "check"
    SIGN = "sign"
    SEND = "send"
    SEND_BACK = "send_back"
    EXCEPT = "except"  # the manager answers for a gap that stands in the way of the signature


class Obstacle(StrEnum):
    """What stands in the way of a signature; each is `report.obstacle.<obstacle>`."""

    NOT_OVER = "not_over"
    COVERAGE = "coverage"
    BOOKS_OPEN = "books_open"


ANSWERABLE = frozenset({Obstacle.COVERAGE, Obstacle.BOOKS_OPEN})
"""Gaps that a person may answer for; a month that is not over nobody can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """froms: where it can be taken; to: where it leads, None = where it stood; needs_reason: it must say why."""

    froms: frozenset[ReportStatus]
    to: ReportStatus | None
    permission: Permission
    needs_reason: bool = False


_UNSIGNED = frozenset({ReportStatus.DRAFT, ReportStatus.CHECKED})

STEPS: Mapping[Deed, Step] = {
    Deed.CHECK: Step(
        froms=frozenset({ReportStatus.DRAFT}), to=ReportStatus.CHECKED, permission=Permission.REPORT_CHECK
    ),
    Deed.SIGN: Step(
        froms=frozenset({ReportStatus.CHECKED}), to=ReportStatus.SIGNED, permission=Permission.REPORT_SIGN
    ),
    Deed.SEND: Step(
        froms=frozenset({ReportStatus.SIGNED}), to=ReportStatus.SENT, permission=Permission.REPORT_SEND
    ),
    Deed.SEND_BACK: Step(
        froms=frozenset({ReportStatus.CHECKED}),
        to=ReportStatus.DRAFT,
        permission=Permission.REPORT_SIGN,
        needs_reason=True,
    ),
    Deed.EXCEPT: Step(froms=_UNSIGNED, to=None, permission=Permission.REPORT_SIGN, needs_reason=True),
}

SIGNED = frozenset({ReportStatus.SIGNED, ReportStatus.SENT})
"""What is out of the house's hands: never taken back, only followed by a revision."""


def obstacles(version: ReportVersion, *, is_over: bool, books_closed: bool) -> frozenset[Obstacle]:
    """What stands in the way of signing, without those that somebody answers for."""
    found = {
        Obstacle.NOT_OVER: not is_over,
        Obstacle.COVERAGE: version.coverage is None or version.coverage < FLAGGED_BELOW,
        Obstacle.BOOKS_OPEN: not books_closed,
    }
    answered = ANSWERABLE if exception(version) else frozenset()
    return frozenset(one for one, stands in found.items() if stands) - answered


def exception(version: ReportVersion) -> Signature | None:
    """The newest one that holds: what is sent back must be answered for anew."""
    last = next(
        (one for one in reversed(version.signatures) if one.act in (Deed.EXCEPT, Deed.SEND_BACK)), None
    )
    return last if last and last.act == Deed.EXCEPT else None


def did(version: ReportVersion, deed: Deed) -> str:
    """Who took a step last; "" = nobody."""
    return next((one.by for one in reversed(version.signatures) if one.act == deed), "")


def stepped(version: ReportVersion, deed: Deed, by: str, at: datetime, reason: str = "") -> ReportVersion:
    """The version after a step. Raises ValueError, with both, for one that cannot be taken from where it stands."""
    step = STEPS[deed]
    if version.status not in step.froms:
        raise ValueError(f"{deed} from {version.status}")
    signed = Signature(act=deed, by=by, at=at, reason=reason)
    return replace(version, status=step.to or version.status, signatures=(*version.signatures, signed))
