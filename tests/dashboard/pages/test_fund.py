"""The fund's page as a tree: empty and full, in both languages, for residents and for those who run it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.i18n import LOCALES, Locale, Translate
from dashboard.page import Visit
from dashboard.pages import fund
from models.account import Account
from models.db import Database
from models.money.fund.rule import Payoff
from models.services.fund_orders import propose_spend
from tests.blank import blank_database
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.fund_house import CHEN, JANUARY, VIEWER, WANG, FundHouse


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = blank_database(tmp_path_factory.mktemp("books") / "centre.db")
    yield database
    database.close()


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> FundHouse:
    return FundHouse(books, request.node.name)


def full(house: FundHouse) -> FundHouse:
    house.decide()
    house.owe(10_000_000)
    house.earn(JANUARY, 100_000, cost=20_000)
    house.run()
    house.earn(date(2026, 2, 1), 90_000)
    house.run()
    house.spend("property", 12_345)
    house.earn(date(2026, 3, 1), 70_000)
    return house


def a_visit(house: FundHouse, account: Account = CHEN, locale: Locale = "en", **query: str) -> Visit:
    return Visit(ports=house.ports, translate=Translate(locale), account=account, query=query)


def page(house: FundHouse, account: Account = CHEN, locale: Locale = "en", **query: str) -> str:
    return text(shown(fund, a_visit(house, account, locale, **query)))


def ask(house: FundHouse, account: Account = CHEN, **fields: str) -> dict[str, object]:
    return answered(a_visit(house, account), fields, fund.DEEDS)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_is_there_in_both_languages_with_unique_ids(house: FundHouse, locale: Locale) -> None:
    tree: Component = shown(fund, a_visit(full(house), locale=locale))
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "fund." not in text(tree).replace("fund.open", "")


def test_an_empty_fund_says_calmly_what_is_not_there_and_that_nobody_decided_yet(house: FundHouse) -> None:
    told = page(house)
    assert "Nothing has been shared out yet" in told
    assert "No construction debt has been entered" in told
    assert "No decision is recorded yet" in told
    assert "The book holds no income and no costs yet" in told


def test_without_books_there_is_one_sentence(house: FundHouse) -> None:
    house.ports = replace(house.ports, money=None)
    assert "there is no fund" in page(house)


def test_a_resident_sees_where_the_money_went_and_no_names_and_no_buttons(house: FundHouse) -> None:
    propose_spend(full(house).ports, CHEN, "volunteer", 100, JANUARY, "tea")
    told = page(house, VIEWER)
    assert "Of every yuan that came in, 89 fen went into the fund" in told
    assert "100,000.00 yuan of the construction debt is left" in told
    assert "123.45 yuan" in told
    assert "council 2026-03 no. 2" in told
    for hidden in ("chen", "wang", "data-ask", "data-deed", "Waiting for approval"):
        assert hidden not in told.replace("data-asks", "")


def test_an_invoice_that_came_after_its_month_was_shared_out_hides_no_costs(house: FundHouse) -> None:
    full(house)
    house.earn(JANUARY, 1, cost=90_000_000)
    assert "The whole house" in page(house)


def test_every_step_of_the_next_run_is_shown_before_it_is_posted(house: FundHouse) -> None:
    told = page(full(house))
    assert "Mar 2026 by 50/40/10" in told
    for amount in ("700.00 yuan", "350.00 yuan", "280.00 yuan", "70.00 yuan"):
        assert amount in told


def test_a_month_is_shared_out_taken_back_and_shared_out_again(house: FundHouse) -> None:
    full(house)
    fields = {"do": "ask", "month": "2026-03-01", "number": "3", "through": f"{house.money.ledger.head()}"}
    assert ask(house, **fields)["ok"]
    assert ask(house, **fields)["ok"] is False
    assert "chen asks to share out Mar 2026" in page(house, WANG)
    assert "Withdraw" in page(house, CHEN)
    assert "another person has to" in str(ask(house, do="run", number="3")["text"])
    assert ask(house, WANG, do="run", number="3")["ok"]
    assert "only another person can take it back" in page(house, WANG)
    assert "another person has to" in str(ask(house, WANG, do="take_back", number="3")["text"])
    assert "Take back Mar 2026" in page(house, CHEN)
    assert ask(house, CHEN, do="take_back", number="3")["ok"]
    assert [one.month.month for one in house.state().stood] == [1, 2]


def test_a_run_that_does_not_fit_the_books_any_more_can_only_be_dropped(house: FundHouse) -> None:
    full(house).ask()
    house.decide(4_500, 4_500, 1_000, valid_from=date(2026, 3, 1))
    told = page(house, WANG)
    assert "drop it and ask anew" in told
    assert "Share out Mar 2026" not in told
    assert ask(house, WANG, do="drop", number="3")["ok"]
    assert house.state().asked is None


def test_a_payment_waits_for_another_person_who_may_approve_it(house: FundHouse) -> None:
    full(house)
    asked = {"bucket": "volunteer", "amount": "60.50", "day": "2026-11-01", "memo": "tree planting"}
    assert ask(house, do="propose_spend", **asked)["ok"]
    assert "waits for another person" in page(house, CHEN)
    assert "tree planting" in page(house, WANG)
    (order,) = house.state().waiting_orders()
    refused = ask(house, CHEN, do="decide_order", which=order.id, approve="yes")
    assert (refused["ok"], "another person" in str(refused["text"])) == (False, True)
    assert ask(house, WANG, do="decide_order", which=order.id, approve="yes")["ok"]
    vessel = house.state().vessel("volunteer")
    assert vessel is not None
    assert vessel.spent == 6_050


def test_a_new_rule_is_proposed_by_the_form_and_approved_by_another(house: FundHouse) -> None:
    full(house)
    form = {"decision": "council 2026-05 no. 1", "valid_from": "2026-04", "base": "gross", "payoff": "hold"}
    shares = {"key0": "repayment", "purpose0": "repayment", "share0": "45", "key1": "property"}
    more = {"purpose1": "property", "share1": "55"}
    assert ask(house, do="propose_rule", **form, **shares, **more)["ok"]
    assert ask(house, WANG, do="decide_rule", which="2", approve="yes")["ok"]
    assert house.state().rule.decision == "council 2026-05 no. 1"
    wrong = ask(house, do="propose_rule", **form, **shares, **more | {"share1": "54"})
    assert "exactly 100%" in str(wrong["text"])


def test_a_debt_that_waits_for_a_decision_is_told_where_the_run_would_be(house: FundHouse) -> None:
    house.decide(payoff=Payoff.AWAIT)
    house.owe(100)
    house.earn(JANUARY, 1_000)
    assert "the rule wants a new decision first" in page(house)
    asked = ask(house, do="propose_debt", amount="1", day="2026-01-01", memo="audit")
    assert asked["ok"]


def test_other_shares_are_tried_from_the_address_and_change_nothing(house: FundHouse) -> None:
    head = full(house).money.ledger.head()
    told = page(house, VIEWER, share_repayment="45", share_property="45", growth="3")
    assert "What if 45/45/10" in told
    assert "765.00" in told  # 45 % of 1,700.00
    assert house.money.ledger.head() == head
    assert "must add up to exactly 100%" in page(house, VIEWER, share_repayment="99")


@pytest.mark.parametrize("part", ["flow", "months"])
def test_pictures_and_months_can_be_taken_along_as_numbers(house: FundHouse, part: str) -> None:
    file = ask(full(house), VIEWER, do="sheet", sheet=part)["file"]
    assert isinstance(file, dict)
    rows = list(csv.reader(io.StringIO(file["text"].removeprefix("\ufeff"))))
    assert len({len(row) for row in rows[2:]}) == 1
    cells = [cell for row in rows for cell in row]
    assert ("800.00" in cells) == (part == "months")
    assert ("1900.00" in cells or "1700.00" in cells) == (part == "flow")


def test_nobody_posts_what_his_role_does_not_allow(house: FundHouse) -> None:
    full(house)
    for deed in (
        "ask",
        "run",
        "drop",
        "take_back",
        "propose_rule",
        "propose_spend",
        "propose_debt",
        "decide_order",
    ):
        answer = ask(
            house,
            VIEWER,
            do=deed,
            month="2026-03-01",
            number="3",
            through="1",
            base="net",
            payoff="hold",
            valid_from="2026-05",
            amount="1",
            day="2026-01-01",
        )
        assert answer["ok"] is False, deed
