"""Every table of the database; importing this package fills Row.metadata."""

from models.db.tables.accepted_sensor import AcceptedSensorRow
from models.db.tables.account import AccountRow, RoleGrantRow
from models.db.tables.activity import ActivityRow, PublicPageRow, VolunteerWorkRow
from models.db.tables.advice import (
    AdviceResultRow,
    AdviceRow,
    AdviceRuleRow,
    AdviceSnapshotRow,
    AdviceTrialRow,
)
from models.db.tables.audit import AuditLogRow
from models.db.tables.balance import SpaceBalanceRow
from models.db.tables.calendar import CalendarDayRow
from models.db.tables.document import UnpostedEventRow, VoucherRow
from models.db.tables.event import EventRow, MealDayRow
from models.db.tables.exchange import FeedAddressRow, ImportBatchRow, ImportRowRow
from models.db.tables.fact import DayFactRow, MonthFactRow, PeopleDayRow, RecountRow, SlotDayRow, TermsRow
from models.db.tables.feed import FeedItemRow, FeedPlaceRow
from models.db.tables.forecast import ForecastRow
from models.db.tables.fund import FundAskRow, FundOrderRow, FundRuleRow, FundRunRow
from models.db.tables.job import JobRunRow
from models.db.tables.meeting import DecisionRow, MeetingRow
from models.db.tables.money import LedgerEntryRow, LedgerLineRow, LedgerMonthRow
from models.db.tables.need import NeedRow, NeedTopicRow
from models.db.tables.own_report import MadePaperRow, OwnReportRow
from models.db.tables.peak import PeakListRow
from models.db.tables.pool import MatchRuleRow, ProviderMatchRow, ProviderRow
from models.db.tables.price import FeesReachedRow, PriceVersionRow
from models.db.tables.programme import (
    ActivityKindRow,
    AttendanceRow,
    BookingRow,
    OrganiserRow,
    PartyRow,
    ProgrammeClockRow,
    SeriesRow,
    SessionCellRow,
    SessionRow,
)
from models.db.tables.project import ProjectEvidenceRow, ProjectRow
from models.db.tables.property import BuildingRow, ServiceLineRow, TariffRow, WorkOrderRow
from models.db.tables.remark import RemarkRow, SavedViewRow
from models.db.tables.report import ReportContentRow, ReportVersionRow
from models.db.tables.row import Row
from models.db.tables.sending import ReportDeliveryRow, ReportRecipientRow, ReportScheduleRow
from models.db.tables.session import LoginThrottleRow, SignInLinkRow, WebSessionRow
from models.db.tables.slot import SlotFactRow
from models.db.tables.statement import StatementAsideRow, StatementLineRow, StatementMatchRow, StatementTieRow
from models.db.tables.subsidy import MealClaimRow, SubsidyRuleRow
from models.db.tables.survey import SurveyAnswerRow, SurveyRow, SurveyTokenRow
from models.db.tables.tenancy import TenancyRow
from models.db.tables.weather import WeatherHourRow

__all__ = [
    "AcceptedSensorRow",
    "AccountRow",
    "ActivityKindRow",
    "ActivityRow",
    "AdviceResultRow",
    "AdviceRow",
    "AdviceRuleRow",
    "AdviceSnapshotRow",
    "AdviceTrialRow",
    "AttendanceRow",
    "AuditLogRow",
    "BookingRow",
    "BuildingRow",
    "CalendarDayRow",
    "DayFactRow",
    "DecisionRow",
    "EventRow",
    "FeedAddressRow",
    "FeedItemRow",
    "FeedPlaceRow",
    "FeesReachedRow",
    "ForecastRow",
    "FundAskRow",
    "FundOrderRow",
    "FundRuleRow",
    "FundRunRow",
    "ImportBatchRow",
    "ImportRowRow",
    "JobRunRow",
    "LedgerEntryRow",
    "LedgerLineRow",
    "LedgerMonthRow",
    "LoginThrottleRow",
    "MadePaperRow",
    "MatchRuleRow",
    "MealClaimRow",
    "MealDayRow",
    "MeetingRow",
    "MonthFactRow",
    "NeedRow",
    "NeedTopicRow",
    "OrganiserRow",
    "OwnReportRow",
    "PartyRow",
    "PeakListRow",
    "PeopleDayRow",
    "PriceVersionRow",
    "ProgrammeClockRow",
    "ProjectEvidenceRow",
    "ProjectRow",
    "ProviderMatchRow",
    "ProviderRow",
    "PublicPageRow",
    "RecountRow",
    "RemarkRow",
    "ReportContentRow",
    "ReportDeliveryRow",
    "ReportRecipientRow",
    "ReportScheduleRow",
    "ReportVersionRow",
    "RoleGrantRow",
    "Row",
    "SavedViewRow",
    "SeriesRow",
    "ServiceLineRow",
    "SessionCellRow",
    "SessionRow",
    "SignInLinkRow",
    "SlotDayRow",
    "SlotFactRow",
    "SpaceBalanceRow",
    "StatementAsideRow",
    "StatementLineRow",
    "StatementMatchRow",
    "StatementTieRow",
    "SubsidyRuleRow",
    "SurveyAnswerRow",
    "SurveyRow",
    "SurveyTokenRow",
    "TariffRow",
    "TenancyRow",
    "TermsRow",
    "UnpostedEventRow",
    "VolunteerWorkRow",
    "VoucherRow",
    "WeatherHourRow",
    "WebSessionRow",
    "WorkOrderRow",
]
