"""Where a version of a report stands, by sign and word."""

from dashboard.i18n import Translate
from models.report.version import ReportStatus, ReportVersion

ICONS = {
    ReportStatus.DRAFT: "○",
    ReportStatus.CHECKED: "◐",
    ReportStatus.SIGNED: "●",
    ReportStatus.SENT: "✓",
}
NOT_MADE = "·"


def status_words(t: Translate, one: ReportVersion) -> str:
    return f"{ICONS[one.status]} {t(f'report.status.{one.status}')}"


def version_words(t: Translate, one: ReportVersion) -> str:
    """ "First version", "Revision 1" """
    return t("reports.version.first") if one.number == 0 else t("reports.version.later", n=one.number)


def coverage_words(t: Translate, one: ReportVersion) -> str:
    """How much was measured of the time in which anything was open."""
    if one.coverage is None:
        return t("reports.coverage.none")
    return t("reports.coverage", share=f"{one.coverage:.1%}")
