"""What the address of the page of reports asks for: a month, a version, a sheet, another version to hold it against."""

from collections.abc import Sequence
from datetime import date

from dashboard.answer import Fields
from dashboard.components.month_head import month_asked, this_month
from dashboard.page import Visit
from models.metric.period import month as month_from
from models.money.month import previous_month
from models.report.version import ReportVersion
from models.services.reporting import version
from models.services.strangers import refusal


def report_month(visit: Visit) -> date:
    """The month of the address, else the last one that is over."""
    return month_asked(visit, previous_month(this_month(visit)))


def chosen(visit: Visit, kept: Sequence[ReportVersion]) -> ReportVersion | None:
    """The version of the address among those of a month, else the newest; None where there is none."""
    number = visit.query.get("version", "")
    return next((one for one in kept if number == f"{one.number}"), kept[0] if kept else None)


def other(visit: Visit, kept: Sequence[ReportVersion], seen: ReportVersion) -> ReportVersion | None:
    """Of all versions the one to hold it against; None where the address names none, or the same."""
    asked = visit.query.get("with", "")
    return next((one for one in kept if key(one) == asked != key(seen)), None)


def key(one: ReportVersion) -> str:
    """ "2026-10.1" """
    return f"{one.month:%Y-%m}.{one.number}"


def month_of(fields: Fields) -> date:
    """Raises RefusedError."""
    try:
        return month_from(fields.get("month", "")).first
    except ValueError:
        raise refusal("no_deed") from None


def version_of(visit: Visit, fields: Fields) -> ReportVersion:
    """The version that a form was made for. Raises RefusedError, also where the account may not see it."""
    number = fields.get("number", "")
    if not number.isascii() or not number.isdecimal():
        raise refusal("no_deed")
    return version(visit.ports, visit.account, month_of(fields), int(number[:6]))
