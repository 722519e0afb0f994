"""The fund of a centre, on both databases: what is kept together, and what two who act at once cannot do."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEntry
from models.db import Database, open_database
from models.db.fund import SqlFund
from models.db.ledger import SqlLedger
from models.money.fund.ask import FundAsk
from models.money.fund.order import FundOrder, OrderKind, OrderStatus, order_entry
from models.money.fund.ports import MovedOnError, ShortError
from models.money.fund.rule import Base, FundRule, Purpose, RuleStatus
from models.money.fund.run import FundRun, run_entry, taken_back
from models.money.ports import Such
from tests.blank import blank_url
from tests.models.money.fund.rules import JANUARY, a_rule, run_of
from tests.postgres import PASSWORD

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TOLD = AuditEntry(at=AT, actor="chen", action="fund.test", centre="shijiawan")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One for all tests of the file, for each has a centre of its own."""
    if request.param == "sqlite":
        url = blank_url(tmp_path_factory.mktemp("fund") / "centre.db")
    else:
        url = request.getfixturevalue("postgres").blank()
    database = open_database(url, password=PASSWORD)
    yield database
    database.close()


@pytest.fixture
def fund(database: Database, request: pytest.FixtureRequest) -> SqlFund:
    return SqlFund(database.connections, request.node.name)


@pytest.fixture
def ledger(database: Database, request: pytest.FixtureRequest) -> SqlLedger:
    return SqlLedger(database.connections, request.node.name)


def balances(ledger: SqlLedger) -> dict[str, int]:
    return {one.account: one.fen for one in ledger.sums(["account"], Such(accounts=("fund.", "debt.")))}


def proposed(version: int = 1) -> FundRule:
    rule = a_rule(4_500, 4_500, 1_000, version=version)
    return replace(rule, status=RuleStatus.PROPOSED, proposed_at=AT, decided_by="", base=Base.GROSS)


def kept(fund: SqlFund, base: int) -> FundRun:
    run = run_of(fund.runs(), a_rule(5_000, 4_000, 1_000), base)
    fund.keep_run(run, run_entry(run, day=JANUARY), TOLD)
    return run


def an_order(fen: int, key: str = "o1", kind: OrderKind = OrderKind.SPEND, bucket: str = "b1") -> FundOrder:
    purpose = Purpose.REPAYMENT if bucket in ("", "b0") else Purpose.PROPERTY
    return FundOrder(
        id=key,
        kind=kind,
        fen=fen,
        day=date(2026, 11, 22),
        memo="lift of house 3",
        bucket="" if kind is OrderKind.DEBT else bucket,
        purpose=purpose,
        building="3",
        proposed_by="chen",
        proposed_at=AT,
    )


def approve(fund: SqlFund, order: FundOrder) -> FundOrder:
    fund.propose_order(order, TOLD)
    done = replace(order, status=OrderStatus.APPROVED, decided_by="wang", decided_at=AT)
    fund.decide_order(done, order_entry(done), TOLD)
    return done


def test_a_rule_is_read_back_as_it_was_proposed_and_decided(fund: SqlFund) -> None:
    rule = proposed()
    fund.propose_rule(rule, TOLD)
    assert fund.rules() == [rule]
    decided = replace(rule, status=RuleStatus.APPROVED, decided_by="wang", decided_at=AT)
    fund.decide_rule(decided, TOLD, after=None)
    assert fund.rules() == [decided]


def test_of_two_who_propose_or_decide_at_once_one_must_look_again(fund: SqlFund) -> None:
    fund.propose_rule(proposed(), TOLD)
    with pytest.raises(MovedOnError):
        fund.propose_rule(proposed(), TOLD)
    decided = replace(proposed(), status=RuleStatus.REFUSED, decided_by="wang", decided_at=AT)
    with pytest.raises(MovedOnError, match="shared out"):
        fund.decide_rule(decided, TOLD, after=JANUARY)
    fund.decide_rule(decided, TOLD, after=None)
    with pytest.raises(MovedOnError, match="decided already"):
        fund.decide_rule(decided, TOLD, after=None)


def test_a_run_stands_with_its_entry_and_its_audit_row(
    fund: SqlFund, ledger: SqlLedger, database: Database
) -> None:
    run = kept(fund, 10_001)
    assert fund.runs() == [run]
    assert balances(ledger) == {
        "fund.open": 10_001,
        "fund.b0": -5_001,
        "fund.b1": -4_000,
        "fund.b2": -1_000,
    }
    assert [one.entry.action for one in database.audit().recent(2)] == ["fund.test", "ledger.post"]


def test_of_two_who_run_at_once_one_must_look_again_and_nothing_is_doubled(
    fund: SqlFund, ledger: SqlLedger
) -> None:
    run = kept(fund, 100)
    with pytest.raises(MovedOnError):
        fund.keep_run(run, run_entry(run, day=JANUARY), TOLD)
    assert balances(ledger)["fund.open"] == 100


def test_what_was_asked_for_is_kept_once_and_struck_out_with_its_run(fund: SqlFund) -> None:
    run = replace(run_of([], a_rule(5_000, 4_000, 1_000), 100), asked_by="chen", by="wang")
    wanted = FundAsk(
        number=1, month=JANUARY, through=run.through, version=1, base=100, parts=run.parts, by="chen", at=AT
    )
    with pytest.raises(MovedOnError, match="any more"):
        fund.keep_run(run, run_entry(run, day=JANUARY), TOLD)
    fund.ask(wanted, TOLD)
    assert fund.asked() == wanted
    with pytest.raises(MovedOnError, match="already"):
        fund.ask(replace(wanted, by="li"), TOLD)
    with pytest.raises(MovedOnError):
        fund.drop_ask(replace(wanted, by="li"), TOLD)
    fund.keep_run(run, run_entry(run, day=JANUARY), TOLD)
    assert (fund.asked(), fund.runs()) == (None, [run])
    with pytest.raises(MovedOnError, match="newest"):
        fund.ask(wanted, TOLD)


def test_a_run_that_is_taken_back_empties_the_buckets_again(fund: SqlFund, ledger: SqlLedger) -> None:
    kept(fund, 100)
    back = taken_back(fund.runs(), number=2, by="chen", at=AT)
    fund.keep_run(back, run_entry(back, day=JANUARY), TOLD)
    assert fund.runs()[1] == back
    assert set(balances(ledger).values()) == {0}


def test_what_was_spent_already_cannot_be_taken_back(fund: SqlFund) -> None:
    kept(fund, 1_000)
    approve(fund, an_order(400))
    back = taken_back(fund.runs(), number=2, by="chen", at=AT)
    with pytest.raises(ShortError) as error:
        fund.keep_run(back, run_entry(back, day=JANUARY), TOLD)
    assert (error.value.account, error.value.left) == ("fund.b1", 0)
    assert len(fund.runs()) == 1


def test_a_bucket_pays_to_its_last_fen_and_not_one_more(fund: SqlFund, ledger: SqlLedger) -> None:
    kept(fund, 1_000)
    approve(fund, an_order(399))
    with pytest.raises(ShortError) as error:
        approve(fund, an_order(2, "o2"))
    assert (error.value.account, error.value.left) == ("fund.b1", 1)
    assert [one.status for one in fund.orders()] == [OrderStatus.APPROVED, OrderStatus.PROPOSED]
    assert balances(ledger)["fund.b1"] == -1


def test_nothing_is_repaid_that_is_not_owed(fund: SqlFund, ledger: SqlLedger) -> None:
    kept(fund, 1_000)
    approve(fund, an_order(300, "debt", OrderKind.DEBT))
    with pytest.raises(ShortError) as error:
        approve(fund, an_order(301, "pay", bucket="b0"))
    assert error.value.account == "debt.construction"
    approve(fund, an_order(300, "pay2", bucket="b0"))
    assert balances(ledger)["debt.construction"] == 0
    assert balances(ledger)["fund.b0"] == -200


def test_an_order_is_read_back_and_decided_once(fund: SqlFund) -> None:
    kept(fund, 1_000)
    done = approve(fund, an_order(10))
    assert fund.orders() == [done]
    with pytest.raises(MovedOnError):
        fund.decide_order(done, None, TOLD)


def test_one_centre_sees_nothing_of_anothers_fund(fund: SqlFund, database: Database) -> None:
    fund.propose_rule(proposed(), TOLD)
    kept(fund, 100)
    other = SqlFund(database.connections, "other")
    assert (other.rules(), other.runs(), other.orders()) == ([], [], [])


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE fund_run SET base = 1",
        "DELETE FROM fund_run",
        "UPDATE fund_rule SET decision = 'x'",
        "DELETE FROM fund_rule",
    ],
)
def test_the_database_itself_refuses_to_change_runs_and_decided_rules(
    fund: SqlFund, database: Database, deed: str
) -> None:
    fund.propose_rule(proposed(), TOLD)
    decided = replace(proposed(), status=RuleStatus.APPROVED, decided_by="wang", decided_at=AT)
    fund.decide_rule(decided, TOLD, after=None)
    kept(fund, 100)
    with pytest.raises(DBAPIError, match="append-only"), database.connections.writing() as connection:
        connection.execute(text(deed))
    assert fund.rules() == [decided]


def test_many_who_spend_at_once_spend_no_more_than_there_is(fund: SqlFund, ledger: SqlLedger) -> None:
    kept(fund, 1_000)
    orders = [an_order(90, f"o{n}") for n in range(8)]
    for one in orders:
        fund.propose_order(one, TOLD)

    def paid(one: FundOrder) -> bool:
        done = replace(one, status=OrderStatus.APPROVED, decided_by="wang", decided_at=AT)
        try:
            fund.decide_order(done, order_entry(done), TOLD)
        except ShortError:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        outcomes = list(crowd.map(paid, orders))
    assert sum(outcomes) == 4
    assert balances(ledger)["fund.b1"] == -(400 - 4 * 90)
    assert sum(balances(ledger).values()) == 0
