"""Every id that Dash knows, one namespace per page: the only place with id strings."""

from enum import StrEnum


class LiveId(StrEnum):
    """The live page. ROOT, FOCUS and TABLE_FOCUS are known to assets/20-live.js by these names."""

    ROOT = "live"
    FOCUS = "live-focus"
    TABLE_FOCUS = "live-table-focus"
    DETAIL = "live-detail"
    GRAPH = "live-graph"
    SUMMARY = "live-summary"
    TABLE = "live-table"
    ALERTS = "live-alerts"


class HealthId(StrEnum):
    """The health page. ROOT, TICK and FACTS are known to assets/30-health.js by these names."""

    ROOT = "health"
    TICK = "health-tick"
    FACTS = "health-facts"
    DRAWN = "health-drawn"


class SensorsId(StrEnum):
    """The sensors page. ROOT is its wrapper; ASK and ANSWER carry questions of assets/40-ask.js, RAW_* those of 42-raw.js."""

    ROOT = "sensors"
    ASK = "sensors-ask"
    ANSWER = "sensors-answer"
    TOLD = "sensors-told"
    RAW_ASK = "sensors-raw-ask"
    RAW = "sensors-raw"
    RAW_DRAWN = "sensors-raw-drawn"
    TICK = "sensors-tick"
    FRESH = "sensors-fresh"
    REDRAWN = "sensors-redrawn"


class LettersId(StrEnum):
    """The dead-letter box."""

    ROOT = "letters"
    ASK = "letters-ask"
    ANSWER = "letters-answer"
    TOLD = "letters-told"


class ProfilesId(StrEnum):
    """The workbench."""

    ROOT = "profiles"
    ASK = "profiles-ask"
    ANSWER = "profiles-answer"
    TOLD = "profiles-told"
    RESULT = "profiles-result"


class WhyId(StrEnum):
    """Why a number is so."""

    ROOT = "why"


class CanteenId(StrEnum):
    """The canteen. TICK and FRESH draw the present anew (assets/39-drawn.js)."""

    ROOT = "canteen"
    ASK = "canteen-ask"
    ANSWER = "canteen-answer"
    TOLD = "canteen-told"
    TICK = "canteen-tick"
    FRESH = "canteen-fresh"
    REDRAWN = "canteen-redrawn"


class MarketId(StrEnum):
    """The market street."""

    ROOT = "market"
    ASK = "market-ask"
    ANSWER = "market-answer"
    TOLD = "market-told"


class FundId(StrEnum):
    """The fund."""

    ROOT = "fund"
    ASK = "fund-ask"
    ANSWER = "fund-answer"
    TOLD = "fund-told"


class UseId(StrEnum):
    """Utilisation."""

    ROOT = "use"
    ASK = "use-ask"
    ANSWER = "use-answer"
    TOLD = "use-told"
    GRAPH = "use-graph"


class TimetableId(StrEnum):
    """The timetable. SHEET and NEW are dialogs that assets/60-timetable.js opens by these names."""

    ROOT = "timetable"
    ASK = "timetable-ask"
    ANSWER = "timetable-answer"
    TOLD = "timetable-told"
    SHEET = "session-sheet"
    NEW = "session-new"


class ImportsId(StrEnum):
    """Files of other systems."""

    ROOT = "imports"
    ASK = "imports-ask"
    ANSWER = "imports-answer"
    TOLD = "imports-told"


class DeskId(StrEnum):
    """The front desk."""

    ROOT = "front"
    ASK = "front-ask"
    ANSWER = "front-answer"
    TOLD = "front-told"


class SeriesId(StrEnum):
    """The editor of series."""

    ROOT = "series"
    ASK = "series-ask"
    ANSWER = "series-answer"
    TOLD = "series-told"


class FreeId(StrEnum):
    """Free now and next."""

    ROOT = "free"
    ASK = "free-ask"
    ANSWER = "free-answer"
    TOLD = "free-told"


class OfferingsId(StrEnum):
    """Kinds, groups, coaches and organisations."""

    ROOT = "offerings"
    ASK = "offerings-ask"
    ANSWER = "offerings-answer"
    TOLD = "offerings-told"


class LedgerId(StrEnum):
    """The book."""

    ROOT = "ledger"
    ASK = "ledger-ask"
    ANSWER = "ledger-answer"
    TOLD = "ledger-told"


class PricesId(StrEnum):
    """Price plans."""

    ROOT = "prices"
    ASK = "prices-ask"
    ANSWER = "prices-answer"
    TOLD = "prices-told"


class TakingsId(StrEnum):
    """Today's takings. TICK and FRESH draw them anew (assets/39-drawn.js)."""

    ROOT = "takings"
    ASK = "takings-ask"
    ANSWER = "takings-answer"
    TOLD = "takings-told"
    TICK = "takings-tick"
    FRESH = "takings-fresh"
    REDRAWN = "takings-redrawn"


class VouchersId(StrEnum):
    """Vouchers."""

    ROOT = "vouchers"
    ASK = "vouchers-ask"
    ANSWER = "vouchers-answer"
    TOLD = "vouchers-told"


class EarningsId(StrEnum):
    """What spaces and programmes earn and cost."""

    ROOT = "earnings"
    ASK = "earnings-ask"
    ANSWER = "earnings-answer"
    TOLD = "earnings-told"


class PropertyId(StrEnum):
    """The property service."""

    ROOT = "property"
    ASK = "property-ask"
    ANSWER = "property-answer"
    TOLD = "property-told"


class ClaimsId(StrEnum):
    """The monthly claim for subsidised meals."""

    ROOT = "claims"
    ASK = "claims-ask"
    ANSWER = "claims-answer"
    TOLD = "claims-told"


class StatementsId(StrEnum):
    """Statements held against the book."""

    ROOT = "statements"
    ASK = "statements-ask"
    ANSWER = "statements-answer"
    TOLD = "statements-told"


class MonthId(StrEnum):
    """A month in money."""

    ROOT = "month"
    ASK = "month-ask"
    ANSWER = "month-answer"
    TOLD = "month-told"


class ClosingId(StrEnum):
    """Closing a month."""

    ROOT = "closing"
    ASK = "closing-ask"
    ANSWER = "closing-answer"
    TOLD = "closing-told"


class AdviceId(StrEnum):
    """Off-peak advice."""

    ROOT = "advice"
    ASK = "advice-ask"
    ANSWER = "advice-answer"
    TOLD = "advice-told"


class EffectsId(StrEnum):
    """What changes brought."""

    ROOT = "effects"
    ASK = "effects-ask"
    ANSWER = "effects-answer"
    TOLD = "effects-told"


class ReportsId(StrEnum):
    """Reports of months."""

    ROOT = "reports"
    ASK = "reports-ask"
    ANSWER = "reports-answer"
    TOLD = "reports-told"


class OwnReportsId(StrEnum):
    """Reports of one's own."""

    ROOT = "own-reports"
    ASK = "own-reports-ask"
    ANSWER = "own-reports-answer"
    TOLD = "own-reports-told"


class DeliveriesId(StrEnum):
    """What leaves the house."""

    ROOT = "deliveries"
    ASK = "deliveries-ask"
    ANSWER = "deliveries-answer"
    TOLD = "deliveries-told"


class ActivitiesId(StrEnum):
    """Activities, volunteer hours and surveys."""

    ROOT = "activities"
    ASK = "activities-ask"
    ANSWER = "activities-answer"
    TOLD = "activities-told"


class KpiId(StrEnum):
    """The board of figures that were promised."""

    ROOT = "kpi"
    ASK = "kpi-ask"
    ANSWER = "kpi-answer"
    TOLD = "kpi-told"


class MeetingsId(StrEnum):
    """Meetings of the four parties."""

    ROOT = "meetings"
    ASK = "meetings-ask"
    ANSWER = "meetings-answer"
    TOLD = "meetings-told"


class ProjectsId(StrEnum):
    """The board of projects. ROOT is known to assets/68-projects.js by this name."""

    ROOT = "projects"
    ASK = "projects-ask"
    ANSWER = "projects-answer"
    TOLD = "projects-told"


class ProjectId(StrEnum):
    """One project. ROOT is known to assets/68-projects.js by this name."""

    ROOT = "project"
    ASK = "project-ask"
    ANSWER = "project-answer"
    TOLD = "project-told"
