"""What stands at the head of every sheet of a report, in every form: whose it is, of when, and how much was measured."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.use_words import month_words
from dashboard.i18n import Translate
from dashboard.report.wording import Wording, clean
from models.advice.iso_week import week_of
from models.metric.metric import Unit
from models.report.monthly_statement import Head
from models.report.paper import Paper
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
    """First to last day."""
    return wording.t("report.head.period.is", first=head.month.isoformat(), last=head.last.isoformat())


def coverage_words(head: Head, wording: Wording) -> str:
    """With its sign, as no heading says it."""
    if head.coverage is None:
        return wording.t(f"report.absent.{Absent.NO_DATA}")
    return f"{head.coverage:.1%}"


def title(head: Head, wording: Wording) -> str:
    """ "October 2026 report" """
    t = wording.t
    period = PERIODS[head.paper](t, head)
    return t(f"report.title.{head.paper}", centre=clean(t.name(head.name)), period=period)


def cover_title(head: Head, wording: Wording) -> str:
    """The same without the centre, which stands above it."""
    return wording.t(f"report.cover.{head.paper}", period=PERIODS[head.paper](wording.t, head))


def _month(t: Translate, head: Head) -> str:
    return month_words(t, head.month)


def _week(_t: Translate, head: Head) -> str:
    return week_of(head.month)


def _year(_t: Translate, head: Head) -> str:
    return f"{head.month.year}"


def _own(t: Translate, head: Head) -> str:
    """Its name alone would be that of each other making of it."""
    name = clean(head.called) or t("own.unnamed")
    return t("own.called", name=name, first=head.month.isoformat(), last=head.last.isoformat())


PERIODS: Mapping[Paper, Callable[[Translate, Head], str]] = {
    Paper.MONTH: _month,
    Paper.WEEK: _week,
    Paper.YEAR: _year,
    Paper.STANDARD: _year,
    Paper.OWN: _own,
}
"""What the period of a paper is called; one of somebody's own is called as it was named."""
