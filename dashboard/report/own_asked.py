"""What the page of own reports is asked, as it stands in its address: the link and the back button restore exactly what was seen."""

from collections.abc import Mapping
from datetime import date

from dashboard.answer import Fields
from dashboard.page import Visit
from models.centre import SpaceId
from models.report.own.choice import Grouping, OwnChoice
from models.report.own.saved import OwnReport
from models.report.own.span import FIXED, SPANS
from models.services.own_reports import own_report
from models.services.strangers import RefusedError

LISTED = 200
"""Names in one field: more than there are figures or spaces in any report, and no endless one."""


def asked(fields: Mapping[str, str]) -> OwnChoice | None:
    """None = nothing is asked for. What is wrong in it stays, so that the refusal can name it; a grouping that is none is
    the usual one."""
    if "metrics" not in fields:
        return None
    by = fields.get("by", "")
    return OwnChoice(
        metrics=_names(fields["metrics"]),
        spaces=tuple(SpaceId(one) for one in _names(fields.get("spaces", ""))),
        by=Grouping(by) if by in set(Grouping) else Grouping.SPACE,
        span=fields.get("span", "") or next(iter(SPANS)),
        first=_day(fields.get("first", "")),
        last=_day(fields.get("last", "")),
    )


def opened(visit: Visit) -> OwnReport | None:
    """The kept report that the address names; None = none, or none that this account may see."""
    key = visit.query.get("report", "")
    try:
        return own_report(visit.ports, visit.account, key) if key else None
    except RefusedError:
        return None


def chosen(visit: Visit) -> OwnChoice | None:
    """What the address says itself, else what the report says that it names."""
    report = opened(visit)
    return asked(visit.query) or (report.choice if report else None)


def query(choice: OwnChoice, report: str = "") -> dict[str, str]:
    """The address of a choice, and the fields of a form that carries it; what is as usual does not stand in it."""
    is_fixed = choice.span == FIXED
    told = {
        "report": report,
        "metrics": ",".join(choice.metrics),
        "spaces": ",".join(choice.spaces),
        "by": "" if choice.by is Grouping.SPACE else choice.by.value,
        "span": "" if choice.span == next(iter(SPANS)) else choice.span,
        "first": choice.first.isoformat() if is_fixed and choice.first else "",
        "last": choice.last.isoformat() if is_fixed and choice.last else "",
    }
    return {key: value for key, value in told.items() if value}


def number_of(fields: Fields, name: str) -> int:
    """A revision that a form carries; 0 = it carries none."""
    text = fields.get(name, "")
    return int(text[:9]) if text.isascii() and text.isdecimal() else 0


def _names(text: str) -> tuple[str, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(one for one in text.split(",") if one))[:LISTED]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
