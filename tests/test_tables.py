"""Every row of every table that grows: legal, unique, named in both languages."""

import re
from collections.abc import Iterable
from dataclasses import fields

import pytest

from config.centre import load_centres
from dashboard.cli import VERBS
from dashboard.components.frame import TAKES
from dashboard.components.item_words import NAMED
from dashboard.components.price_words import DAYS
from dashboard.doctor.checks import CHECKS
from dashboard.forecast.table import FIGURES as SCORED
from dashboard.i18n import LOCALES, Locale, catalogue
from dashboard.page import PageGroup
from dashboard.pages import PAGES
from dashboard.use_question import CUSTOM
from dashboard.verify import STEPS
from ingest.accounting import Shed
from ingest.decoders import DECODERS, ENVELOPES, SUBSCRIPTIONS, faults
from ingest.matching import WHY as PROPOSAL_WHY
from ingest.sample import Reason
from ingest.watchdog import FAULTS
from models.account import ROLES, Permission, Role
from models.advice.action import Action
from models.advice.constraint import HARD
from models.advice.penalty import BY_PEOPLE, SOFT
from models.advice.recommendation import Confidence, Held, Outcome
from models.calendar import DayType
from models.centre import ZONES, SensorRole
from models.effect.verdict import RULES as VERDICTS
from models.forecast.forecaster import FORECASTERS
from models.forecast.room_left import Tier as QuietTier
from models.heatmap import DayKind
from models.kpi import KPIS, KpiUnit
from models.live import ALERTS, Band
from models.metric import METRICS
from models.metric.metric import Area, Total, Unit
from models.metric.period import Against
from models.metric.shown import Standing
from models.money.chart import CHART, AccountKind, Line
from models.money.checklist import CHECKS as MONTH_CHECKS
from models.money.checklist import CheckState
from models.money.entry import EntrySource
from models.money.item_aside import REASONS
from models.money.matching import HAND, NETTED, RULES
from models.money.month import MonthFault, MonthStatus
from models.money.price import CHARGEABLE, PlanStatus, Priced, PriceUnit, Way
from models.money.price_draft import DRAFT_FAULTS
from models.money.proof import FAULTS as LEDGER_FAULTS
from models.money.quote import StepKind, Tier
from models.money.statement import SET_ASIDE, LineKind
from models.needs.activity import ActivityStatus
from models.needs.gates import GATES, Step
from models.needs.lights import LightKey
from models.needs.matching.bar import Bar
from models.needs.matching.fit import PARTS
from models.needs.project import Paper, ProjectKind, Stage
from models.needs.project import Standing as ProjectStanding
from models.needs.provider import MatchStatus, ProviderKind, Qualification, Thing
from models.needs.survey import About, Answer
from models.programme.attendance import AttendanceSource
from models.programme.conflict import ConflictKind
from models.programme.recurrence import Effect
from models.programme.regeneration import Proposal
from models.programme.who import Who
from models.reading import MEASURES
from models.recent import RECENT
from models.remark import RemarkKind
from models.report.inputs import MonthInputs
from models.report.life import Deed, Obstacle
from models.report.own.choice import Grouping
from models.report.own.saved import Rhythm
from models.report.own.span import FIXED, SPANS
from models.report.sheet import Absent, SheetKey
from models.report.version import ReportStatus
from models.sending.delivery import DeliveryState
from models.sending.recipient import Channel, Form, Occasion
from models.sending.schedule import ReportKind
from models.services.answering import Answered
from models.services.housekeeping import JOBS
from models.services.matching import ENDS
from models.services.pool import FAULTS as PROVIDER_FAULTS
from models.services.statements import ASIDES
from models.spell import Spell
from models.why import KEYS as WHY
from tests.source import ROOT, sources

UNITS = {"1", "s", "bool", "W", "A", "V", "Wh", "Cel", "%RH", "hPa", "ppm", "%", "fen"} | {
    "ug/m3",
    "ppb",
    "lx",
    "cm",
}


METRIC_WORDS = {"area": Area, "unit": Unit, "total": Total, "standing": Standing, "against": Against} | {
    "day_type": DayType
}
"""What is said of a figure beside its own words."""


PRICE_WORDS = {"what": Priced, "unit": PriceUnit, "per": PriceUnit, "who": Who, "way": Way, "tier": Tier} | {
    "status": PlanStatus,
    "step": StepKind,
    "charge": CHARGEABLE,
    "days": DAYS,
}
"""What is said of a price plan."""


PROJECT_WORDS = {
    "stage": Stage,
    "standing": ProjectStanding,
    "kind": ProjectKind,
    "paper": Paper,
    "step": Step,
}
"""What is said of a project."""


def keys() -> Iterable[str]:
    yield from (f"verb.{name}" for name in VERBS)
    yield from (f"doctor.check.{name}" for name in CHECKS)
    yield from (f"verify.step.{name}" for name in STEPS)
    yield from (f"page.{page.key}" for page in PAGES)
    yield from (f"nav.{group}" for group in PageGroup)
    yield from (f"alert.{key}" for key in ALERTS)
    yield from (f"forecast.by.{key}" for key in FORECASTERS)
    yield from (f"forecast.figure.{figure}" for figure in SCORED)
    yield from (f"say.status.{band}" for band in Band)
    yield from (f"dead.{reason}" for reason in Reason)
    yield from (f"proposal.{word}" for word in PROPOSAL_WHY)
    yield from (f"ingest.fault.{key}" for key in FAULTS)
    yield from (f"effect.{effect}" for effect in Effect)
    yield from (f"conflict.{kind}" for kind in ConflictKind)
    yield from (f"untouched.{proposal}" for proposal in Proposal)
    yield from WHY
    yield from (f"health.say.job.{job}" for job in JOBS)
    yield from (f"kpi.{key}{part}" for key in KPIS for part in ("", ".formula"))
    yield from (f"kpi.unit.{unit}" for unit in KpiUnit)
    yield from (f"kpi.page.{kpi.page}" for kpi in KPIS.values())
    yield from (f"activity.status.{status}" for status in ActivityStatus)
    yield from (f"activity.source.{source}" for source in AttendanceSource)
    yield from (f"survey.about.{about}" for about in About)
    yield from (f"survey.answer.{answer}" for answer in Answer)
    yield from (f"survey.told.{answered}" for answered in Answered)
    yield from (f"sending.channel.{one}" for one in Channel)
    yield from (f"sending.{part}.{one}" for one in Occasion for part in ("occasion", "subject"))
    yield from (f"sending.form.{one}" for one in Form)
    yield from (f"sending.state.{one}" for one in DeliveryState)
    yield from (f"sending.kind.{one}{more}" for one in ReportKind for more in ("", ".when"))
    yield from (f"advice.{part}.{action}" for action in Action for part in ("action", "notice"))
    yield from (f"advice_page.lasts.{action}" for action in Action)
    yield from (f"advice_page.field.{name}" for name in Spell.__dataclass_fields__)
    yield from (f"advice.constraint.{key}" for key in (*HARD, *SOFT, BY_PEOPLE))
    yield from (f"advice.why.{told}.{outcome}" for outcome in Outcome for told in ("effect", "unchanged"))
    yield from (f"advice.held.{held}" for held in Held)
    yield from (f"advice.confidence.{one}" for one in Confidence)
    yield from (f"use.day_type.{kind}" for kind in DayType)
    yield from (f"use.kind.{kind}" for kind in DayKind)
    yield from (f"use.unusual.{kind}" for kind in DayKind)
    yield from (f"use.remark.{kind}" for kind in RemarkKind)
    yield from (f"use.period.{key}" for key in (*RECENT, CUSTOM))
    yield from (f"use.against.{key}" for key in ("none", *Against, CUSTOM))
    yield from (f"use.take.{way}" for way in TAKES)
    yield from (f"use.month.{n}" for n in range(1, 13))
    yield from (f"use.weekday.{n}" for n in range(7))
    yield from (f"because.offline.{role}" for role in SensorRole)
    yield from (f"money.account.{key}" for key in CHART)
    yield from (f"money.line.{line}" for line in Line if line)
    yield from (f"money.kind.{kind}" for kind in AccountKind)
    yield from (f"money.source.{source}" for source in EntrySource)
    yield from (f"refused.month.{fault}" for fault in MonthFault)
    yield from (f"ledger.fault.{fault}" for fault in LEDGER_FAULTS)
    yield from (f"closing.{part}.{check.key}" for check in MONTH_CHECKS for part in ("check", "found"))
    yield from (f"closing.state.{state}" for state in CheckState)
    yield from (f"closing.status.{status}" for status in MonthStatus)
    yield from (f"statements.rule.{rule}" for rule in (HAND, NETTED, *(rule.key for rule in RULES)))
    yield from (f"statements.kind.{kind}" for kind in LineKind)
    yield from (f"statements.aside.{why}" for why in (*ASIDES, *SET_ASIDE))
    yield from (f"statements.never.{reason}" for reason in REASONS)
    yield from (f"ledger.document.{kind}" for kind in NAMED)
    yield from (f"price.{name}.{word}" for name, words in PRICE_WORDS.items() for word in words)
    yield from (f"price.way.{way}.told" for way in Way)
    yield from (f"refused.price.{key}" for key in DRAFT_FAULTS)
    yield from (f"metric.{key}{part}" for key in METRICS for part in ("", ".means", ".formula"))
    yield from (f"own.by.{one}" for one in Grouping)
    yield from (f"report.column.own_{one}" for one in Grouping)
    yield from (f"own.span.{one}" for one in (*SPANS, FIXED))
    yield from (f"own.rhythm.{one}" for one in Rhythm)
    yield from (f"report.status.{status}" for status in ReportStatus)
    yield from (f"report.remark.{status}" for status in ReportStatus)
    yield from (f"report.deed.{deed}" for deed in Deed)
    yield from (f"report.obstacle.{obstacle}" for obstacle in Obstacle)
    yield from (f"report.absent.{absent}" for absent in Absent)
    yield from (f"report.sheet.{sheet}" for sheet in SheetKey)
    yield from (f"report.changed.{part.name}" for part in fields(MonthInputs))
    yield from (f"report.verdict_why.{why}" for why in ("too_early", *(rule.why for rule in VERDICTS)))
    yield from (f"match.thing.{one}" for one in Thing)
    yield from (f"refused.match.left_{one}" for one in Thing)
    yield from (f"match.part.{one}" for one in PARTS)
    yield from (f"match.bar.{one}" for one in Bar)
    yield from (f"match.status.{one}" for one in MatchStatus)
    yield from (f"match.now.{one}" for one in ENDS)
    yield from (f"match.tier.{one.name.lower()}" for one in QuietTier)
    yield from (f"provider.kind.{one}" for one in ProviderKind)
    yield from (f"provider.qualification.{one}" for one in Qualification)
    yield from (f"refused.provider.{one}" for one in PROVIDER_FAULTS)
    yield from (
        f"project.gate.{key}{how}" for gates in GATES.values() for key in gates for how in ("", ".how")
    )
    yield from (f"project.light.{key}{part}" for key in LightKey for part in ("", ".on", ".off", ".unknown"))
    yield from (f"project.{name}.{word}" for name, words in PROJECT_WORDS.items() for word in words)
    yield from (f"project.standing.{standing}.in" for standing in ProjectStanding)
    yield from (f"role.{role}" for role in Role)
    yield from (f"metric.{kind}.{word}" for kind, words in METRIC_WORDS.items() for word in words)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_row_has_its_words(locale: Locale) -> None:
    words = catalogue(locale)
    assert [key for key in keys() if not words.get(key, "").strip()] == []


def test_both_languages_have_the_same_keys_and_the_same_blanks() -> None:
    chinese, english = (catalogue(locale) for locale in LOCALES)
    assert set(chinese) == set(english)

    def blanks(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    assert {key for key in chinese if blanks(chinese[key]) != blanks(english[key])} == set()


def test_every_measure_has_a_legal_unit_and_a_range() -> None:
    for key, measure in MEASURES.items():
        assert measure.key == key
        assert measure.unit in UNITS, key
        assert measure.valid[0] < measure.valid[1], key
        assert re.fullmatch(r"[a-z][a-z0-9_]*", key)


def test_every_envelope_can_be_found_and_read() -> None:
    assert set(DECODERS) == set(SUBSCRIPTIONS) == set(ENVELOPES)


def test_every_sensor_of_the_centres_that_we_ship_can_be_decoded() -> None:
    centres = load_centres(sorted((ROOT / "config" / "centres").glob("*.toml")))
    assert len(centres) >= 2
    assert [fault for centre in centres.values() for fault in faults(centre)] == []


def test_every_page_has_a_path_of_its_own_and_a_permission_that_somebody_holds() -> None:
    paths = [page.path for page in PAGES]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"[a-z][a-z-]*", path) for path in paths)
    held = frozenset[Permission]().union(*ROLES.values())
    assert all(page.permission and set(page.permission) <= held for page in PAGES)


def test_every_role_is_in_the_table_of_roles() -> None:
    assert list(ROLES) == list(Role)


def test_every_zone_is_told_by_icon_and_word_as_well_as_by_colour() -> None:
    assert len({zone.icon for zone in ZONES.values()}) == len(ZONES)
    assert all(zone.name.get(locale) for zone in ZONES.values() for locale in LOCALES)


def test_reasons_are_words_that_a_metric_may_carry() -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", reason.value) for reason in (*Reason, *Shed))


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_the_programme_refuses_has_its_words(locale: Locale) -> None:
    said = [
        *(
            ("rule", key)
            for text in sources("models/programme").values()
            for key in _calls("rule_fault", text)
        ),
        *(
            ("refused", key)
            for text in sources("models/services").values()
            for key in _calls("refusal", text)
        ),
        *(("refused.series", key) for key in re.findall(r'^ +\("(\w+)", ', _DRAFT.read_text(), re.MULTILINE)),
    ]
    assert len(said) > 40
    assert [name for name in (".".join(pair) for pair in said) if not catalogue(locale).get(name)] == []


_DRAFT = ROOT / "models" / "programme" / "draft.py"


def _calls(function: str, text: str) -> list[str]:
    return re.findall(rf'(?<!def )\b{function}\(\s*"([\w.]+)"', text)
