"""What everybody may see of a centre's needs loop: counts that lead to nobody, decisions, money and results. No person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.account import Account, Permission, Role
from models.account import Grant as RoleGrant
from models.calendar import business_date
from models.message import LocalText
from models.metric.period import Period
from models.money.fund.rule import Bucket
from models.money.project_payment import line_code
from models.needs.activity import ActivityStatus
from models.needs.decision import Decision, decided
from models.needs.discretion import masked
from models.needs.funding import Funds, funds_of
from models.needs.need import Need, NeedStatus
from models.needs.project import Project, Stage, Standing
from models.needs.satisfaction import Opinion, Tally, opinion
from models.needs.survey import About, Survey
from models.needs.voice import met
from models.ports import Ports
from models.report.disclosure import PUBLISHED_K, disclosed
from models.report.figure import count, name, words
from models.report.links import Links
from models.report.sheet import Cell, Column, Row, Sheet, Table
from models.report.sheets.use import TOTAL, row_key
from models.services.deed import done_by
from models.services.fund import fund_state
from models.services.held import Happening, happenings
from models.services.needs import topic_names
from models.services.project_progress import payments
from models.services.strangers import refusal

NOBODY = Account(id=0, name="public", grants=(RoleGrant(role=Role.VIEWER),))
"""Who reads in the name of everybody: with no more rights than a viewer."""

MOST_DECISIONS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicProject:
    """paid, budget: fen; opinion: shown only with enough answers."""

    number: str
    name: LocalText
    stage: Stage
    is_paused: bool
    begun_on: date
    decision: str
    funds: Funds
    opinion: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBucket:
    """A part of the proceeds, in fen: got = spent + left."""

    bucket: Bucket
    got: int
    spent: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicView:
    """period: of this year, to the end of yesterday, so that nobody sees a number move when somebody has spoken.

    topics: need_topic, came, met; kinds: activity_kind, activities, attendances; both with their total and small counts told
    as few. decisions: text masked. None = this house keeps nothing of it, or shows nothing.
    """

    period: Period
    topics: Table | None
    kinds: Table | None
    decisions: Sequence[Decision]
    projects: Sequence[PublicProject]
    buckets: Sequence[PublicBucket]
    opinion: Opinion


def is_public(ports: Ports) -> bool:
    """Whether the page is switched on. Raises StoreError."""
    return ports.loop.public_page is not None and ports.loop.public_page.is_on()


def switch_public(ports: Ports, account: Account, *, on: bool) -> None:
    """Raises RefusedError."""
    if not account.may(Permission.PUBLIC_SWITCH, ports.centre.id):
        raise refusal("activity.not_allowed")
    if ports.loop.public_page is None:
        raise refusal("loop.none")
    ports.loop.public_page.put(done_by(ports, account, "public.on" if on else "public.off"), on=on)


def public_view(ports: Ports) -> PublicView:
    """Raises StoreError."""
    period = _so_far(ports)
    surveys = _surveys(ports, period)
    sheet = _masked(ports, period)
    return PublicView(
        period=period,
        topics=_table(sheet, "topics"),
        kinds=_table(sheet, "kinds"),
        decisions=_decisions(ports, period),
        projects=_projects(ports, period, surveys),
        buckets=_buckets(ports),
        opinion=_opinion(ports, surveys),
    )


def _so_far(ports: Ports) -> Period:
    """On New Year's Day it is the year before."""
    yesterday = ports.centre.business_day_of(ports.clock()) - timedelta(days=1)
    return Period(yesterday.replace(month=1, day=1), yesterday)


def _masked(ports: Ports, period: Period) -> Sheet:
    """Both tables as one sheet, so that neither gives the other away."""
    tables = [one for one in (_topics(ports, period), _kinds(ports, period)) if one is not None]
    (sheet,) = disclosed([Sheet(key="public", tables=tuple(tables))], k=PUBLISHED_K, links=Links())
    return sheet


def _table(sheet: Sheet, key: str) -> Table | None:
    return next((one for one in sheet.tables if one.key == key), None)


def _topics(ports: Ports, period: Period) -> Table | None:
    """Voices by topic: what was said before by somebody else is heard again."""
    if ports.loop.needs is None:
        return None
    zone, every = ports.centre.zone_info, ports.loop.needs.of()
    needs = [
        one
        for one in every
        if one.status is not NeedStatus.DECLINED and period.holds(business_date(one.received_at, zone))
    ]
    days = met(every)
    done = [one for one in needs if one.id in days]
    names = topic_names(ports)
    keys = sorted({one.topic for one in needs})
    rows = [
        (key, names.get(key, {"zh-Hans": key}), _of_topic(needs, key), _of_topic(done, key)) for key in keys
    ]
    return Table(
        key="topics",
        columns=(
            Column(key="topic"),
            Column(key="came", is_persons=True),
            Column(key="met", is_persons=True),
        ),
        rows=(
            *(_row(key, title, [_heard(said), _heard(heard)]) for key, title, said, heard in rows),
            _total([_heard(needs), _heard(done)]),
        ),
    )


def _heard(needs: Iterable[Need]) -> int:
    return sum(one.voices for one in needs)


def _of_topic(needs: Iterable[Need], topic: str) -> list[Need]:
    return [one for one in needs if one.topic == topic]


def _kinds(ports: Ports, period: Period) -> Table | None:
    if ports.loop.activities is None:
        return None
    held = [one for one in happenings(ports, NOBODY, period) if one.status is ActivityStatus.HELD]
    known = ports.programme.offerings.kinds() if ports.programme else []
    names = {one.key: one.name for one in known}
    keys = sorted({one.kind for one in held})
    rows = [(key, names.get(key, {"zh-Hans": key}), [one for one in held if one.kind == key]) for key in keys]
    return Table(
        key="kinds",
        columns=(
            Column(key="activity_kind"),
            Column(key="activities"),
            Column(key="attendances", is_persons=True),
        ),
        rows=(
            *(_row(key, title, [len(some), _came(some)]) for key, title, some in rows),
            _total([len(held), _came(held)]),
        ),
    )


def _came(held: Iterable[Happening]) -> int:
    """Of those that somebody counted."""
    return sum(one.attended or 0 for one in held)


def _row(key: str, title: LocalText, numbers: Iterable[int]) -> Row:
    return Row(key=row_key(key), cells=(name(title), *map(count, numbers)))


def _total(numbers: Iterable[int]) -> Row:
    cells: tuple[Cell, ...] = (words("report.total"), *map(count, numbers))
    return Row(key=TOTAL, cells=cells, is_total=True)


def _decisions(ports: Ports, period: Period) -> list[Decision]:
    """The newest first, of this year and the one before."""
    if ports.loop.meetings is None:
        return []
    since = period.first.replace(year=period.first.year - 1)
    newest = [one for one in decided(ports.loop.meetings.all()) if one.decided_on >= since]
    return [replace(one, text=masked(one.text)) for one in newest[:MOST_DECISIONS]]


def _surveys(ports: Ports, period: Period) -> list[Survey]:
    """Those that had ended by the period's end with enough answers of their own: while one is open, or where few answered it,
    their answers would be seen by what the rate was without them."""
    zone, every = ports.centre.zone_info, ports.loop.surveys.all() if ports.loop.surveys else []
    ended = [one for one in every if period.holds(business_date(one.until, zone))]
    tallies = _tallies(ports, ended)
    return [one for one in ended if opinion([one], tallies).shown is not None]


def _opinion(ports: Ports, surveys: Sequence[Survey]) -> Opinion:
    return opinion(surveys, _tallies(ports, surveys))


def _tallies(ports: Ports, surveys: Sequence[Survey]) -> Mapping[str, Tally]:
    kept = ports.loop.surveys
    return kept.tallies([one.id for one in surveys]) if kept and surveys else {}


def _projects(ports: Ports, period: Period, surveys: Sequence[Survey]) -> list[PublicProject]:
    """Those that may be shown and were under way this year, by number."""
    if ports.loop.projects is None:
        return []
    shown = [one for one in ports.loop.projects.all() if _is_shown(one, period)]
    paid = payments(ports)
    return [_project(ports, one, surveys, paid) for one in shown]


def _is_shown(one: Project, period: Period) -> bool:
    return one.is_public and one.standing is not Standing.CANCELLED and one.begun_on <= period.last


def _project(ports: Ports, one: Project, surveys: Sequence[Survey], paid: Mapping[str, int]) -> PublicProject:
    mine = [survey for survey in surveys if survey.about is About.PROJECT and survey.subject == one.id]
    return PublicProject(
        number=one.number,
        name={locale: masked(text) for locale, text in one.name.items()},
        stage=one.stage,
        is_paused=one.standing is Standing.PAUSED,
        begun_on=one.begun_on,
        decision=one.decision,
        funds=funds_of(one, {line.id: paid.get(line_code(one.number, line.id), 0) for line in one.lines}),
        opinion=_opinion(ports, mine),
    )


def _buckets(ports: Ports) -> list[PublicBucket]:
    """What the proceeds were shared out into, and what was spent of it."""
    if ports.money is None:
        return []
    return [
        PublicBucket(bucket=one.bucket, got=one.got, spent=one.spent, left=one.left)
        for one in fund_state(ports).vessels
    ]
