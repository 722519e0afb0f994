"""The steps of a version's life: who may take which from where, and what stands in the way of a signature."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from models.account import Permission
from models.metric.coverage import FLAGGED_BELOW
from models.report.inputs.money import MoneyInputs
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
    BOOKS_SINCE = "books_since"  # closed, or closed again, after the version was made


ANSWERABLE = frozenset({Obstacle.COVERAGE, Obstacle.BOOKS_OPEN})
"""Gaps that a person may answer for; the others go away by making the report anew, in time."""


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


def obstacles(
    version: ReportVersion, *, is_over: bool, money: MoneyInputs, closed: int | None
) -> frozenset[Obstacle]:
    """What stands in the way of signing, without those that somebody answers for.

    money: what the version was made from; closed: the revision of the month that the book keeps now, None = it is open.
    """
    is_behind = money.has_books and money.revision != closed
    found = {
        Obstacle.NOT_OVER: not is_over,
        Obstacle.COVERAGE: version.coverage is None or version.coverage < FLAGGED_BELOW,
        Obstacle.BOOKS_OPEN: money.has_books and money.revision is None and not is_behind,
        Obstacle.BOOKS_SINCE: is_behind,
    }
    answered = {obstacle for one in exceptions(version) for obstacle in one.answers}
    return frozenset(one for one, stands in found.items() if stands and one not in answered)


def exceptions(version: ReportVersion) -> Sequence[Signature]:
    """Those that hold, the oldest first: what is sent back must be answered for anew."""
    backs = [n for n, one in enumerate(version.signatures, start=1) if one.act == Deed.SEND_BACK]
    since = version.signatures[max(backs, default=0) :]
    return [one for one in since if one.act == Deed.EXCEPT]


def did(version: ReportVersion, deed: Deed) -> str:
    """Who took a step last; "" = nobody."""
    return next((one.by for one in reversed(version.signatures) if one.act == deed), "")


def stepped(
    version: ReportVersion,
    deed: Deed,
    by: str,
    at: datetime,
    reason: str = "",
    answers: Set[Obstacle] = frozenset(),
) -> ReportVersion:
    """The version after a step. answers: what is answered for with it. Raises ValueError, with both, for one that cannot be taken from where it stands."""
    step = STEPS[deed]
    if version.status not in step.froms:
        raise ValueError(f"{deed} from {version.status}")
    signed = Signature(act=deed, by=by, at=at, reason=reason, answers=tuple(sorted(answers)))
    return replace(version, status=step.to or version.status, signatures=(*version.signatures, signed))
