"""Price plans on their page: proposed in one form, agreed to by another person, explained step by step."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from dashboard.answer import Json, answered, permitted
from dashboard.i18n import LOCALES, Locale
from dashboard.page import Visit
from dashboard.pages import prices, series, timetable
from models.account import Role
from models.calendar import DayType, Window
from models.money.price import Band, PlanStatus, Way
from models.ports import Ports
from models.programme.booking import BookingStatus
from models.programme.who import Who
from models.services.prices import plans
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import count, shown, text
from tests.models.money.plans import WORKING
from tests.timetabled import NOW, programme_in, timetabled

FORM = {
    "do": "propose",
    "plan": "gym",
    "what": "course",
    "unit": "hour",
    "name_zh": "健身房",
    "name_en": "Gym",
    "base": "5",
    "band0.days": "working",
    "band0.start": "09:00",
    "band0.end": "16:00",
    "band0.price": "2.00",
    "band1.days": "statutory",
    "band1.start": "18:00",
    "band1.end": "00:00",
    "band1.price": "８",
    "band2.days": "free",
    "senior_75.way": "fixed",
    "senior_75.amount": "1",
    "student.way": "share",
    "student.amount": "12.5",
    "cap": "12",
    "charged.no_show": "yes",
    "valid_from": "2026-01-01",
    "decision": "7号",
}


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    ports, database = timetabled(tmp_path)
    yield replace(ports, money=database.money(ports.centre.id))
    database.close()


def visit(
    ports: Ports, name: str = "wang", role: Role = Role.MANAGER, locale: Locale = "en", **query: str
) -> Visit:
    one = a_visit(role, ports, locale, **query)
    return replace(one, account=replace(one.account, name=name))


def ask(ports: Ports, fields: Mapping[str, str], name: str = "wang", role: Role = Role.MANAGER) -> Json:
    here = visit(ports, name, role)
    return answered(here, {"n": 1, **fields}, permitted(here, prices.DEEDS))


def page(ports: Ports, name: str = "wang", role: Role = Role.MANAGER, locale: Locale = "en") -> str:
    return text(shown(prices, visit(ports, name, role, locale)))


def decide(ports: Ports, deed: str, name: str, number: int = 1) -> Json:
    return ask(ports, {"do": deed, "plan": "gym", "number": str(number)}, name)


def agreed(ports: Ports, **fields: str) -> None:
    number = len(plans(ports).get("gym", ())) + 1
    assert ask(ports, FORM | fields, "li")["ok"]
    assert decide(ports, "approve", "wang", number)["ok"]


def test_a_centre_without_plans_and_one_without_books_say_so(ports: Ports) -> None:
    assert "no price plans yet" in page(ports)
    assert "No books are kept" in page(replace(ports, money=None))


def test_a_form_becomes_a_version_as_it_was_typed(ports: Ports) -> None:
    assert ask(ports, FORM, "li")["ok"]
    (kept,) = plans(ports)["gym"]
    assert (kept.base_fen, kept.cap_fen, kept.cap_month_fen) == (500, 1_200, None)
    assert kept.bands == (
        Band(days=WORKING, start=time(9), end=time(16), fen=200),
        Band(days=frozenset({DayType.STATUTORY}), start=time(18), end=time(0), fen=800),
    )
    assert [(one.who, one.way, one.amount) for one in kept.concessions] == [
        (Who.SENIOR_75, Way.FIXED, 100),
        (Who.STUDENT, Way.SHARE, 1_250),
    ]
    assert kept.charged == {BookingStatus.NO_SHOW}
    assert (kept.valid_from, kept.valid_to, kept.decision) == (date(2026, 1, 1), None, "7号")


ODD: tuple[dict[str, str], ...] = (
    {"base": "five"},
    {"base": "1.005"},
    {"band0.start": ""},
    {"band0.end": "08:00"},
    {"band0.days": "never"},
    {"student.way": "gift"},
    {"student.amount": "101"},
    {"valid_from": "soon"},
    {"what": "air"},
    {"plan": "Gym hall"},
    {"name_zh": "", "name_en": ""},
)


def test_what_is_odd_is_refused_in_words_and_nothing_is_kept(ports: Ports) -> None:
    told = [ask(ports, FORM | fields, "li") for fields in ODD]
    assert [fields for fields, one in zip(ODD, told, strict=True) if one["ok"] or not one["text"]] == []
    assert plans(ports) == {}


def test_only_another_person_is_offered_the_agreement_and_only_the_proposer_to_withdraw(ports: Ports) -> None:
    ask(ports, FORM, "li")
    assert '"data-ask": "approve"' not in page(ports, "li")
    assert '"data-ask": "withdraw"' not in page(ports, "wang")
    assert '"data-ask": "approve"' in page(ports, "wang")
    assert '"data-ask": "withdraw"' in page(ports, "li")
    assert '"data-ask"' not in page(ports, "zhao", Role.AUDITOR)
    assert not ask(ports, {"do": "approve", "plan": "gym", "number": "1"}, "chen", Role.FRONT_DESK)["ok"]
    assert decide(ports, "approve", "wang")["ok"]
    assert plans(ports)["gym"][0].status is PlanStatus.APPROVED


@pytest.mark.parametrize("locale", LOCALES)
def test_a_plan_shows_its_hours_its_next_version_and_what_that_changes(ports: Ports, locale: Locale) -> None:
    agreed(ports)
    later = {"valid_from": "2026-12-01", "base": "6", "band1.price": "", "student.way": ""}
    assert ask(ports, FORM | later, "li")["ok"]
    tree = shown(prices, visit(ports, locale=locale))
    assert (count(tree, "price-card"), count(tree, "price-waiting")) == (1, 1)
    assert count(tree, "price-row") == 3 + 2
    said = text(tree)
    lines = {
        "en": ("Usual price 6.00 yuan an hour", "Student: 12.5% off"),
        "zh-Hans": ("基本价 6.00 元／小时", "学生：减 12.5%"),
    }
    assert all(line in said for line in lines[locale])


def test_what_something_costs_is_told_with_its_reasons_and_beside_the_version_before(ports: Ports) -> None:
    agreed(ports)
    question = {"do": "ask", "plan": "gym", "start": "15:30", "minutes": "60", "who": "student"}
    told = ask(ports, question | {"day": "2026-11-18"})
    said = str(told["drawn"]["quote"])
    assert "3.06 yuan" in said  # (1.00 + 2.50) less an eighth, half a fen to the student
    assert "30 minutes at 2.00 yuan an hour" in said
    assert "30 minutes at 5.00 yuan an hour" in said
    agreed(ports, valid_from="2026-12-01", base="6")
    after = str(ask(ports, question | {"day": "2026-12-02"})["drawn"]["quote"])
    assert "3.50 yuan" in after
    assert "it was 3.06 yuan: 0.44 yuan more now" in after
    assert "3.06 yuan" in str(ask(ports, question | {"day": "2026-11-18"})["drawn"]["quote"])
    for odd in ({"day": "2025-01-01"}, {"day": "2026-11-18", "minutes": "-1"}, {"day": "?"}, {"plan": "?"}):
        assert not ask(ports, question | {"day": "2026-11-18"} | odd)["ok"]


def test_a_series_is_given_a_plan_and_its_sessions_and_desk_tell_the_price(ports: Ports) -> None:
    agreed(ports)
    form = {
        "do": "series",
        "step": "keep",
        "title_en": "Brush",
        "space": "craft",
        "kind": "culture-sport",
        "organiser": "centre",
        "day": "2026-11-25",
        "start": "15:30",
        "minutes": "60",
        "pattern": "weekly",
        "weekday2": "yes",
        "policy": "keep",
        "places": "8",
    }

    def keep(**fields: str) -> Json:
        here = visit(ports)
        return answered(here, {"n": 1, **form, **fields}, permitted(here, series.DEEDS))

    assert not keep(price_plan="gone")["ok"]
    assert "3.50 yuan" in str(keep(price_plan="gym", step="preview")["drawn"]["preview"])
    assert keep(price_plan="gym")["ok"]
    (kept,) = (one for one in programme_in(ports).offerings.all_series() if one.title.get("en") == "Brush")
    assert kept.price_plan == "gym"
    sessions = programme_in(ports).sessions.of_series(kept.id, NOW)
    assert {one.price_plan for one in sessions} == {"gym"}


def test_a_single_session_is_given_a_plan_that_there_is(ports: Ports) -> None:
    agreed(ports)
    form = {
        "do": "add",
        "title_en": "Once",
        "space": "craft",
        "kind": "culture-sport",
        "organiser": "centre",
        "day": "2026-11-26",
        "start": "15:30",
        "minutes": "60",
        "places": "8",
        "price_plan": "gym",
    }

    def add(**fields: str) -> Json:
        here = visit(ports)
        return answered(here, {"n": 1, **form, **fields}, permitted(here, timetable.DEEDS))

    assert not add(price_plan="gone")["ok"]
    assert add()["ok"]
    window = Window(NOW, NOW + timedelta(days=10))
    (kept,) = (one for one in programme_in(ports).sessions.within(window) if one.title.get("en") == "Once")
    assert kept.price_plan == "gym"


def test_every_version_can_be_taken_along_with_who_had_a_hand_in_it(ports: Ports) -> None:
    agreed(ports)
    file = ask(ports, {"do": "sheet", "sheet": "plans"})["file"]
    assert isinstance(file, dict)
    assert "gym,健身房,Gym,course,hour,5.00," in file["text"]
    assert file["text"].rstrip().endswith("agreed to,li,wang")
    assert ask(ports, {"do": "sheet", "sheet": "moon"})["ok"] is False
