"""What stands at the head of every sheet of a report, in every form: whose it is, of when, and how much was measured."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.use_words import month_words
from dashboard.report.wording import Wording, clean
from models.metric.metric import Unit
from models.report.monthly_statement import Head
from models.report.sheet import Absent, Cell


@dataclass(frozen=True, slots=True)
class HeadLine:
    """key: its name is `report.head.<key>`; text: as it is read; cell: the value itself, where it is more than a text, and
    the unit of its number.
    """

    key: str
    text: str
    cell: Cell | None = None
    unit: Unit | None = None


def head_lines(head: Head, wording: Wording) -> Sequence[HeadLine]:
    """In their order. What differs between two makings from the same inputs (the run) is not among them."""
    t = wording.t
    as_of = Cell(instant=head.as_of)
    coverage = Cell(absent=Absent.NO_DATA) if head.coverage is None else Cell(number=head.coverage)
    return (
        HeadLine("centre", clean(t.name(head.name))),
        HeadLine("number", clean(head.number)),
        HeadLine("version", version_words(head, wording)),
        HeadLine("period", period_words(head, wording)),
        HeadLine("as_of", wording.words(as_of), as_of),
        HeadLine("calc_version", t("report.head.calc_version.is", version=head.calc_version)),
        HeadLine("coverage", coverage_words(head, wording), coverage, Unit.SHARE),
    )


def version_words(head: Head, wording: Wording) -> str:
    key = "report.head.version.first" if head.version == 0 else "report.head.version.revision"
    return wording.t(key, number=head.version)


def period_words(head: Head, wording: Wording) -> str:
    """First to last day of the month."""
    last = head.month.replace(day=monthrange(head.month.year, head.month.month)[1])
    return wording.t(
        "report.head.period.is", first=head.month.replace(day=1).isoformat(), last=last.isoformat()
    )


def coverage_words(head: Head, wording: Wording) -> str:
    """With its sign, as no heading says it."""
    if head.coverage is None:
        return wording.t(f"report.absent.{Absent.NO_DATA}")
    return f"{head.coverage:.1%}"


def title(head: Head, wording: Wording) -> str:
    """ "October 2026 report" """
    t = wording.t
    return t("report.form.title", centre=clean(t.name(head.name)), month=month_words(t, head.month))
