"""Who may do what: roles, permissions and the people who hold them (domain.md 4.7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """The roles of a centre."""

    MANAGER = "manager"
    OPERATOR = "operator"
    FRONT_DESK = "front_desk"
    FINANCE = "finance"
    COORDINATOR = "coordinator"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    EVALUATOR = "evaluator"


class Permission(StrEnum):
    """What a page or a callback asks for. Each is declared once, beside the thing that it protects."""

    LIVE_READ = "live.read"  # the live board with counts
    LIVE_BANDS = "live.bands"  # the live board in bands only
    HEALTH_READ = "health.read"  # ingest counters, sensors, stores
    SENSOR_READ = "sensor.read"  # sensors, their raw messages, what could not be read
    SENSOR_MANAGE = "sensor.manage"  # accept sensors, replay or drop messages, keep profiles
    USE_READ = "use.read"  # utilisation, facts and metrics, with what is on screen as CSV
    USE_NOTE = "use.note"  # remarks on the curve, views kept for everybody
    BOOKING_READ = "booking.read"  # the timetable and who is expected
    BOOKING_DESK = "booking.desk"  # book, check in, cancel, count heads
    BOOKING_EDIT = "booking.edit"  # series, groups, coaches, moving sessions
    IMPORT_RUN = "import.run"  # bring files in and undo a batch
    TAKINGS_READ = "takings.read"  # what was taken today
    MONEY_READ = "money.read"  # ledger, months, statements, what spaces and programmes earn and cost
    MONEY_ENTER = "money.enter"  # vouchers, statements, work orders: what another person may have to approve
    MONEY_APPROVE = "money.approve"  # somebody else's vouchers
    MONTH_CLOSE = "month.close"  # ask for a month's closing, or agree to what somebody else asked for
    PRICE_READ = "price.read"  # price plans and what a place or a meal costs
    PRICE_PROPOSE = "price.propose"  # a new version of a price plan or of a tariff
    PRICE_APPROVE = "price.approve"  # somebody else's version
    FUND_READ = "fund.read"  # where the proceeds went
    FUND_RUN = "fund.run"  # split a month, spend from a bucket
    FUND_RULE = "fund.rule"  # propose a rule, or approve somebody else's
    ADVICE_READ = "advice.read"  # what is proposed, why, and what came of it
    ADVICE_DECIDE = "advice.decide"  # accept, modify or reject; nothing changes without
    ADVICE_RULE = "advice.rule"  # weights, quotas and soft rules of the proposals
    ADVICE_OVERRULE = "advice.overrule"  # keep a change that people are discontent with
    REPORT_READ = "report.read"  # reports of months, also those that nobody has signed
    REPORT_RECEIVE = "report.receive"  # signed reports only
    REPORT_MAKE = "report.make"  # make a month's report anew
    REPORT_CHECK = "report.check"  # say that its numbers were looked at
    REPORT_SIGN = "report.sign"  # sign what another checked, answer for a gap, send back
    REPORT_SEND = "report.send"  # give a signed report out of the house, and say to whom
    NEED_READ = "need.read"  # what residents want, where and when
    NEED_ENTER = "need.enter"  # type in a need that somebody told
    NEED_EDIT = "need.edit"  # accept, decline and link needs; the topics
    MEETING_READ = "meeting.read"  # meetings of the four parties, minutes, decisions
    MEETING_EDIT = "meeting.edit"  # call meetings, count, put motions, take votes, fix minutes
    PROJECT_READ = "project.read"  # service projects, their papers, money and scores
    PROJECT_EDIT = (
        "project.edit"  # begin projects, bring papers, plan money, take steps that nobody must approve
    )
    PROJECT_SUPERVISE = "project.supervise"  # approve, let begin, close, send back a stage, call off
    PROJECT_EVALUATE = "project.evaluate"  # one's own scores and findings as a third party
    ACTIVITY_READ = "activity.read"  # activities, volunteer hours, satisfaction and the board of targets
    ACTIVITY_EDIT = "activity.edit"  # plan, hold and count activities, write down volunteer hours
    SURVEY_EDIT = "survey.edit"  # begin and end surveys
    PUBLIC_SWITCH = "public.switch"  # show what became of needs to everybody, or hide it
    ACCOUNT_SELF = "account.self"  # one's own password and sign-out


_ALL = frozenset(Permission)
_MONEY = frozenset(
    {
        Permission.MONEY_ENTER,
        Permission.MONEY_APPROVE,
        Permission.MONTH_CLOSE,
        Permission.PRICE_PROPOSE,
        Permission.PRICE_APPROVE,
        Permission.FUND_RUN,
        Permission.FUND_RULE,
    }
)
_COORDINATES = frozenset(
    {
        Permission.NEED_ENTER,
        Permission.NEED_EDIT,
        Permission.MEETING_EDIT,
        Permission.PROJECT_EDIT,
        Permission.ACTIVITY_EDIT,
        Permission.SURVEY_EDIT,
    }
)
"""What whoever carries needs from a wish to a project does."""
_JUDGES = frozenset({Permission.PROJECT_SUPERVISE, Permission.PROJECT_EVALUATE, Permission.PUBLIC_SWITCH})
"""What others do in the needs loop, so that nobody judges his own work."""
_CHANGES = (
    _MONEY
    | _COORDINATES
    | _JUDGES
    | {
        Permission.SENSOR_MANAGE,
        Permission.USE_NOTE,
        Permission.BOOKING_DESK,
        Permission.BOOKING_EDIT,
        Permission.IMPORT_RUN,
        Permission.ADVICE_DECIDE,
        Permission.ADVICE_RULE,
        Permission.ADVICE_OVERRULE,
        Permission.REPORT_MAKE,
        Permission.REPORT_CHECK,
        Permission.REPORT_SIGN,
        Permission.REPORT_SEND,
    }
)
_REPORTS = frozenset(one for one in Permission if one.startswith("report."))
_SEES_THE_HOUSE = frozenset(
    {
        Permission.LIVE_READ,
        Permission.LIVE_BANDS,
        Permission.USE_READ,
        Permission.BOOKING_READ,
        Permission.PRICE_READ,
        Permission.FUND_READ,
        Permission.MEETING_READ,
        Permission.PROJECT_READ,
        Permission.ACTIVITY_READ,
        Permission.ACCOUNT_SELF,
    }
)
_KEEPS_THE_BOOKS = (_MONEY - {Permission.PRICE_PROPOSE}) | {
    Permission.USE_READ,
    Permission.TAKINGS_READ,
    Permission.MONEY_READ,
    Permission.PRICE_READ,
    Permission.FUND_READ,
    Permission.MEETING_READ,
    Permission.PROJECT_READ,
    Permission.ACTIVITY_READ,
    Permission.IMPORT_RUN,
    Permission.REPORT_READ,
    Permission.REPORT_RECEIVE,
    Permission.REPORT_MAKE,
    Permission.REPORT_CHECK,
    Permission.ACTIVITY_READ,
    Permission.ACCOUNT_SELF,
}

ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.MANAGER: _ALL - {Permission.MONEY_ENTER, Permission.FUND_RUN, Permission.PROJECT_EVALUATE},
    Role.OPERATOR: _ALL
    - _MONEY
    - _REPORTS
    - _JUDGES
    - {
        Permission.MONEY_READ,
        Permission.TAKINGS_READ,
        Permission.ADVICE_OVERRULE,
        Permission.NEED_EDIT,
        Permission.MEETING_EDIT,
        Permission.PROJECT_EDIT,
    }
    | {Permission.PRICE_PROPOSE},
    Role.FRONT_DESK: _SEES_THE_HOUSE
    | {Permission.BOOKING_DESK, Permission.TAKINGS_READ, Permission.NEED_READ, Permission.NEED_ENTER},
    Role.FINANCE: _KEEPS_THE_BOOKS,
    Role.COORDINATOR: _SEES_THE_HOUSE | _COORDINATES | {Permission.ADVICE_READ, Permission.NEED_READ},
    Role.VIEWER: frozenset(
        {
            Permission.LIVE_BANDS,
            Permission.FUND_READ,
            Permission.REPORT_RECEIVE,
            Permission.NEED_READ,
            Permission.MEETING_READ,
            Permission.PROJECT_READ,
            Permission.ACTIVITY_READ,
            Permission.ACCOUNT_SELF,
        }
    ),
    Role.AUDITOR: _ALL - _CHANGES,
    Role.EVALUATOR: frozenset(
        {Permission.PROJECT_READ, Permission.PROJECT_EVALUATE, Permission.USE_READ, Permission.ACCOUNT_SELF}
    ),
}
"""Nobody approves what he entered himself: that is not a matter of roles, and is checked where it is done."""

EVERYWHERE = "*"
"""The scope of a grant that holds for every centre of the deployment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role that an account holds in one centre, or EVERYWHERE."""

    role: Role
    centre: str = EVERYWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in. The password hash stays in the database adapter."""

    id: int
    name: str
    grants: tuple[Grant, ...] = ()
    must_change_password: bool = False
    disabled: bool = False
    created_at: datetime | None = None
    locale: str = field(default="")

    def may(self, permission: Permission, centre: str) -> bool:
        """Whether one of the account's grants carries the permission in that centre."""
        return not self.disabled and any(
            permission in ROLES[grant.role] and grant.centre in (EVERYWHERE, centre) for grant in self.grants
        )
