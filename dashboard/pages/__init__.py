"""The table of all pages; its order is that of the navigation."""

from dashboard.page import Page as Page
from dashboard.page import Visit as Visit
from dashboard.pages.activities import ACTIVITIES
from dashboard.pages.advice import ADVICE
from dashboard.pages.canteen import CANTEEN
from dashboard.pages.claims import CLAIMS
from dashboard.pages.closing import CLOSING
from dashboard.pages.deliveries import DELIVERIES
from dashboard.pages.desk import DESK
from dashboard.pages.earnings import EARNINGS
from dashboard.pages.effects import EFFECTS
from dashboard.pages.free import FREE
from dashboard.pages.fund import FUND
from dashboard.pages.health import HEALTH
from dashboard.pages.imports import IMPORTS
from dashboard.pages.kpi import KPI
from dashboard.pages.ledger import LEDGER
from dashboard.pages.letters import LETTERS
from dashboard.pages.live import LIVE
from dashboard.pages.market import MARKET
from dashboard.pages.meetings import MEETINGS
from dashboard.pages.month import MONTH
from dashboard.pages.needs import NEEDS
from dashboard.pages.offerings import OFFERINGS
from dashboard.pages.own_reports import OWN_REPORTS
from dashboard.pages.prices import PRICES
from dashboard.pages.profiles import PROFILES
from dashboard.pages.project import PROJECT
from dashboard.pages.projects import PROJECTS
from dashboard.pages.property import PROPERTY
from dashboard.pages.reports import REPORTS
from dashboard.pages.sensors import SENSORS
from dashboard.pages.series import SERIES
from dashboard.pages.statements import STATEMENTS
from dashboard.pages.takings import TAKINGS
from dashboard.pages.timetable import TIMETABLE
from dashboard.pages.use import USE
from dashboard.pages.vouchers import VOUCHERS
from dashboard.pages.why import WHY

PAGES: tuple[Page, ...] = (
    LIVE,
    DESK,
    FREE,
    TIMETABLE,
    ADVICE,
    EFFECTS,
    SERIES,
    OFFERINGS,
    PRICES,
    ACTIVITIES,
    KPI,
    USE,
    REPORTS,
    OWN_REPORTS,
    DELIVERIES,
    CANTEEN,
    MARKET,
    NEEDS,
    MEETINGS,
    TAKINGS,
    MONTH,
    FUND,
    EARNINGS,
    PROPERTY,
    CLAIMS,
    VOUCHERS,
    STATEMENTS,
    CLOSING,
    LEDGER,
    PROJECTS,
    PROJECT,
    IMPORTS,
    SENSORS,
    LETTERS,
    PROFILES,
    HEALTH,
    WHY,
)
"""Every page of the product. To add one: a file beside this one, a row here, its words in both catalogues."""
