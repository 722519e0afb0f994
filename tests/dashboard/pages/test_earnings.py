"""The page of earnings as a tree: empty and full, of the house and of one space, in both languages."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.csv_sheet import BOM
from dashboard.i18n import LOCALES, Locale
from dashboard.pages import earnings
from models.account import Role
from models.centre import SpaceId
from models.metric.period import Period
from models.money.ports import Sum
from models.money.result import result
from models.ports import Ports
from models.services.earnings import written
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import parts, shown, text
from tests.house import lively_ports
from tests.measured import DAY, local
from tests.models.money.summed import Line, books
from tests.models.services.test_programme_money import Told, held

NOW = local(20)
LIVELY = lively_ports(lambda: NOW, days=7)
TAKEN = {"gym": 42_000, "canteen": 260_000, "dance": 9_000, "market": 12_500}
"""Fen of each day."""

ACCOUNTS = {"gym": "income.gym", "canteen": "income.canteen.fare", "market": "income.market.sale"}


def november() -> list[Line]:
    days = [DAY - timedelta(days=n) for n in range(19, -1, -1)]
    sales = [
        Line(
            account=ACCOUNTS.get(space, "income.course"),
            fen=-fen - 100 * day.day,
            day=day,
            at=local(12, 7, day=day),
            space=space,
            series="tai-chi" if space == "dance" else "",
        )
        for day in days
        for space, fen in TAKEN.items()
    ]
    first = date(2026, 11, 2)
    costs = [
        Line(account="cost.energy", fen=1_860_000, day=first),
        Line(account="cost.staff", fen=2_400_000, day=first),
        Line(account="cost.food", fen=3_100_000, day=first, space="canteen"),
        Line(account="cost.gym", fen=350_000, day=first, space="gym"),
        Line(account="income.grant", fen=-1_000_000, day=first),
        Line(account="cost.volunteer", fen=80_000, day=first),
    ]
    return [*sales, *costs]


HOUSE = replace(LIVELY, money=books(*november()))
THIS_MONTH = {"period": "month"}


def page(ports: Ports = HOUSE, locale: Locale = "en", role: Role = Role.FINANCE, **query: str) -> Component:
    return shown(earnings, a_visit(role, ports, locale, **query))


def sheet(part: str, **query: str) -> list[list[str]]:
    told: Any = answered(
        a_visit(Role.FINANCE, HOUSE, "en", **query), {"do": "sheet", "sheet": part}, earnings.DEEDS
    )
    return list(csv.reader(io.StringIO(told["file"]["text"].removeprefix(BOM), newline="")))[4:]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", [{**THIS_MONTH, "against": "previous"}, {**THIS_MONTH, "space": "gym"}])
def test_the_page_is_there_in_both_languages_with_unique_ids(locale: Locale, query: dict[str, str]) -> None:
    tree = page(locale=locale, **query)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "earnings." not in text(tree)


def test_empty_books_say_where_they_are_filled_from() -> None:
    assert "no income and there are no costs in the books yet" in text(page(replace(LIVELY, money=books())))


def test_a_period_without_books_leads_to_the_newest_month_that_has_some() -> None:
    told = text(page(period="last_month"))
    assert "The months of these days have no income" in told
    assert "first=2026-11-01&last=2026-11-30" in told


def test_the_space_that_leaves_most_comes_first_and_the_least_is_named() -> None:
    told = text(page(**THIS_MONTH))
    assert "contributes most" in told
    rows = sheet("spaces", **THIS_MONTH)
    left = [float(row[5]) for row in rows[1:-2]]
    assert left == sorted(left, reverse=True)
    assert rows[-1][0] == "Whole centre"


def test_spaces_and_what_belongs_to_none_add_up_to_the_ledger_of_a_whole_month() -> None:
    whole = Period(date(2026, 11, 1), date(2026, 11, 30))
    custom = {"period": "custom", "first": "2026-11-01", "last": "2026-11-30"}
    ledger = written(HOUSE, whole, None)
    house = sheet("spaces", **custom)[-1]
    assert f"{ledger.income_fen / 100:.2f}" == house[1]
    assert f"{ledger.contribution_fen / 100:.2f}" == house[5]
    assert ledger == result(Sum(account=one.account, fen=one.fen) for one in november())


def test_costs_are_drawn_to_the_left_and_income_to_the_right_of_one_line() -> None:
    drawn = [getattr(part, "data-earn", None) for part in parts(page(**THIS_MONTH))]
    assert drawn.count("zero") == len(HOUSE.centre.spaces) + 1
    assert drawn.count("left") == len(HOUSE.centre.spaces) + 2  # and the legend's
    assert {"income", "direct", "shared"} <= set(drawn)


def test_each_account_leads_to_its_entries_of_the_period() -> None:
    assert "ledger?first=2026-11-01&last=2026-11-20&account=cost.energy" in text(page(**THIS_MONTH))
    told = text(page(space="gym", **THIS_MONTH))
    assert "account=cost.gym&space=gym" in told
    assert "account=cost.energy" not in told


def test_an_hour_of_the_week_leaves_what_was_sold_in_it_less_what_runs_on() -> None:
    rows = sheet("heat", space="canteen", **THIS_MONTH)
    noon = rows[0].index("12:00")
    workdays = rows[1]
    assert float(workdays[noon]) > 0 > float(workdays[noon - 2])


def test_a_house_that_keeps_no_bookings_has_no_programmes() -> None:
    rows = sheet("programmes", **THIS_MONTH)
    assert [row[0] for row in rows[1:]] == ["All"]  # a house that keeps no bookings has none


@pytest.mark.parametrize(("role", "led"), [(Role.FINANCE, False), (Role.MANAGER, True)])
def test_a_programme_leads_to_its_series_for_those_who_may_see_it(role: Role, led: bool) -> None:
    told: Any = Told([held("yoga", 9, space="dance")])
    tree = text(page(replace(HOUSE, programme=told), role=role, **THIS_MONTH))
    assert "Courses and activities: 2, with" in tree  # and the one that only the books name
    assert ("series?series=yoga" in tree) is led


def test_a_panel_that_is_not_there_cannot_be_taken_along() -> None:
    told = answered(a_visit(Role.FINANCE, HOUSE), {"do": "sheet", "sheet": "x"}, earnings.DEEDS)
    assert "file" not in told


def test_cost_per_visit_is_not_told_where_nobody_counts() -> None:
    rows = sheet("spaces", **THIS_MONTH)
    cost_per_visit = next(n for n, name in enumerate(rows[0]) if name.startswith("Cost per visit"))
    counted = {space.name["en"] for space in HOUSE.centre.spaces.values() if _counted(space.id)}
    assert all(row[0] in counted or row[cost_per_visit] == "" for row in rows[1:-1])


def _counted(space: SpaceId) -> bool:
    return any(one.role in ("flow", "gate") for one in HOUSE.centre.sensors_of(space))
