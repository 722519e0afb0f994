"""Statements and their matches, on both databases: nothing is tied twice, and what was taken apart is as before."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from models.db import Database
from models.db.ledger import SqlLedger
from models.db.statements import SqlStatements
from models.money.assent import Assent
from models.money.entry import Entry, EntrySource, Posting, reversal
from models.money.item_aside import ItemAside
from models.money.ports import Such
from models.money.statement import ChangedError, LineKind, Match, StatementLine, StatementSource, TiedError

AT = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)
LATER = DAY + timedelta(days=9)

LINE = StatementLine(
    source=StatementSource.WECHAT,
    id="42",
    at=AT,
    day=DAY,
    fen=1491,
    fee_fen=9,
    balance_fen=10_000,
    reference="A-7",
    party="某某物业",
)


@pytest.fixture
def statements(database: Database) -> SqlStatements:
    return SqlStatements(database.connections, "shijiawan")


@pytest.fixture
def ledger(database: Database) -> SqlLedger:
    return SqlLedger(database.connections, "shijiawan")


def an_entry(key: str, source: EntrySource = EntrySource.SALE, **fen: int) -> Entry:
    postings = tuple(Posting(account=name.replace("_", "."), fen=amount) for name, amount in fen.items())
    return Entry(key=key, source=source, day=DAY, at=AT, postings=postings)


def sale(key: str, fen: int = 1500) -> Entry:
    return an_entry(key, takings=fen, income_gym=-fen)


MOVED = an_entry("statement:wechat:42", EntrySource.STATEMENT, wechat=1491, cost_fees=9, takings=-1500)
MATCH = Match(
    id="m1", rule="moment", sure=90, lines=(LINE.ref,), items=("1.0",), by="chen", at=AT, entry=MOVED.key
)


def tie(statements: SqlStatements, matches: list[Match], entries: list[Entry]) -> None:
    seen = [*statements.lines(DAY, LATER), *statements.open_items(DAY, LATER)]
    statements.tie(matches, entries, seen, by="chen", at=AT)


def waiting(statements: SqlStatements) -> list[tuple[str, str, int]]:
    return [(one.ref, one.account, one.fen) for one in statements.open_items(DAY, LATER)]


def test_a_line_is_read_back_as_it_was_written_and_replaced_by_its_number(statements: SqlStatements) -> None:
    statements.put([LINE, replace(LINE, id="43", balance_fen=None, kind=LineKind.REFUND)])
    assert statements.by_refs([LINE.ref]) == [LINE]
    statements.put([replace(LINE, fen=7)])
    assert [one.fen for one in statements.lines(DAY, DAY)] == [7, 1491]
    statements.remove(LINE.ref)
    assert [one.id for one in statements.lines(DAY, DAY)] == ["43"]
    assert statements.lines(LATER, LATER) == []


def test_what_is_set_aside_is_not_looked_for(statements: SqlStatements) -> None:
    statements.put([LINE, replace(LINE, id="43", aside="own")])
    assert [one.id for one in statements.open_lines(DAY, DAY)] == ["42"]


def test_a_match_moves_the_money_and_taking_it_apart_moves_it_back(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    ledger.post([sale("sale:till:1")], by="system", at=AT)
    statements.put([LINE])
    assert waiting(statements) == [("1.0", "takings", 1500)]

    tie(statements, [MATCH], [MOVED])
    assert statements.open_lines(DAY, DAY) == []
    assert waiting(statements) == [("2.0", "wechat", 1491)], "what the service holds waits for the bank"
    assert statements.matches(DAY, DAY) == [MATCH]
    assert {one.account: one.fen for one in ledger.sums(["account"], Such(accounts=("takings",)))} == {
        "takings": 0
    }

    ended = statements.untie("m1", by="li", at=AT)
    assert (ended.ended_by, ended.ended_at) == ("li", AT)
    assert statements.matches(DAY, DAY) == []
    assert waiting(statements) == [("1.0", "takings", 1500)]
    assert statements.open_lines(DAY, DAY) == [LINE]

    tie(statements, [replace(MATCH, id="m2")], [MOVED])
    sums = {one.account: one.fen for one in ledger.sums(["account"])}
    assert (sums["takings"], sums["wechat"], sums["cost.fees"]) == (0, 1491, 9)


def test_nothing_is_tied_twice_and_a_refused_match_posts_nothing(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    ledger.post([sale("sale:till:1")], by="system", at=AT)
    statements.put([LINE, replace(LINE, id="43")])
    tie(statements, [MATCH], [MOVED])
    again = replace(MATCH, id="m2", lines=("wechat:43",), entry="statement:wechat:43")
    with pytest.raises(TiedError, match=r"1\.0"):
        tie(statements, [again], [replace(MOVED, key="statement:wechat:43")])
    assert ledger.head() == 2
    for deed in (lambda: statements.put([LINE]), lambda: statements.remove(LINE.ref)):
        with pytest.raises(TiedError, match="wechat:42"):
            deed()
    with pytest.raises(TiedError):
        statements.untie("m7", by="li", at=AT)


def test_what_changed_since_it_was_looked_at_is_not_tied(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    (posted,) = ledger.post([sale("sale:till:1")], by="system", at=AT).posted
    statements.put([LINE])
    items = statements.open_items(DAY, LATER)
    for now in (replace(LINE, fen=1591), replace(LINE, fee_fen=0), replace(LINE, aside="private")):
        statements.put([now])
        with pytest.raises(ChangedError, match="wechat:42"):
            statements.tie([MATCH], [MOVED], [LINE, *items], by="chen", at=AT)
    statements.put([LINE])
    ledger.post([reversal(posted, key="sale:till:1~1", day=DAY, at=AT)], by="system", at=AT)
    with pytest.raises(ChangedError, match=r"1\.0"):
        statements.tie([MATCH], [MOVED], [LINE, *items], by="chen", at=AT)
    assert (ledger.head(), statements.matches(DAY, DAY)) == (2, [])


def test_money_that_went_on_to_the_bank_is_taken_apart_from_its_end(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    ledger.post([sale("sale:till:1")], by="system", at=AT)
    paid = replace(LINE, source=StatementSource.BANK, id="9", fen=1491, fee_fen=0)
    statements.put([LINE, paid])
    tie(statements, [MATCH], [MOVED])
    banked = an_entry("statement:bank:9", EntrySource.STATEMENT, bank=1491, wechat=-1491)
    on = replace(MATCH, id="m2", lines=(paid.ref,), items=("2.0",), entry=banked.key)
    tie(statements, [on], [banked])
    assert waiting(statements) == []
    with pytest.raises(TiedError):
        statements.untie("m1", by="li", at=AT)
    statements.untie("m2", by="li", at=AT)
    statements.untie("m1", by="li", at=AT)
    assert waiting(statements) == [("1.0", "takings", 1500)]


def test_a_sale_that_was_taken_back_waits_for_its_refund_only_when_it_was_paid(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    paid, unpaid = ledger.post([sale("sale:till:1"), sale("sale:till:2", 800)], by="system", at=AT).posted
    statements.put([LINE])
    tie(statements, [MATCH], [MOVED])
    back = [reversal(one, key=f"{one.entry.key}~1", day=DAY, at=AT) for one in (paid, unpaid)]
    ledger.post(back, by="system", at=AT)
    assert waiting(statements) == [("3.0", "wechat", 1491), ("4.0", "takings", -1500)]


def test_a_part_of_a_sale_that_no_statement_showed_is_gone_when_the_sale_is_taken_back(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    mixed = an_entry("sale:till:1", takings=1500, receivable_subsidy=150, income_canteen_fare=-1650)
    (paid,) = ledger.post([mixed], by="system", at=AT).posted
    statements.put([LINE])
    tie(statements, [MATCH], [MOVED])
    ledger.post([reversal(paid, key="sale:till:1~1", day=DAY, at=AT)], by="system", at=AT)
    assert waiting(statements) == [("2.0", "wechat", 1491), ("3.0", "takings", -1500)]


def test_a_match_whose_sale_was_taken_back_says_so_before_all_others_until_a_refund_is_shown(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    (paid, _) = ledger.post([sale("sale:till:1"), sale("sale:till:2")], by="system", at=AT).posted
    newer = replace(LINE, id="43", fen=1500, fee_fen=0)
    refund = replace(LINE, id="44", fen=-1500, fee_fen=0, kind=LineKind.REFUND)
    statements.put([LINE, newer, refund])
    tie(statements, [MATCH], [MOVED])
    moved = an_entry("statement:wechat:43", EntrySource.STATEMENT, wechat=1500, takings=-1500)
    later = replace(MATCH, id="m2", lines=("wechat:43",), items=("2.0",), entry=moved.key)
    tie(statements, [replace(later, at=AT + timedelta(hours=1))], [moved])
    assert [(one.id, one.changed) for one in statements.matches(DAY, DAY)] == [("m2", False), ("m1", False)]

    ledger.post([reversal(paid, key="sale:till:1~1", day=DAY, at=AT)], by="system", at=AT)
    assert [(one.id, one.changed) for one in statements.matches(DAY, DAY)] == [("m1", True), ("m2", False)]

    back = an_entry("statement:wechat:44", EntrySource.STATEMENT, wechat=-1500, takings=1500)
    shown = replace(MATCH, id="m3", lines=("wechat:44",), items=("5.0",), entry=back.key)
    tie(statements, [shown], [back])
    assert not any(one.changed for one in statements.matches(DAY, DAY))


def test_sums_of_days_tell_open_and_tied_apart_and_add_up_to_the_items(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    entries = [sale("sale:till:1"), sale("sale:till:2", 800), sale("sale:till:3", 700)]
    rent = an_entry("rent:a", EntrySource.RENT, receivable_rent=5000, income_market_rent=-5000)
    ledger.post([*entries, rent], by="system", at=AT)
    statements.put([LINE])
    tie(statements, [MATCH], [MOVED])
    sums = {(one.of, one.open): (one.fen, one.count) for one in statements.item_sums(DAY, DAY)}
    assert sums == {
        ("takings", True): (1500, 2),
        ("takings", False): (1500, 1),
        ("receivable.rent", True): (5000, 1),
        ("wechat", True): (1491, 1),
    }


def test_what_stood_there_before_the_book_waits_for_no_statement(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    ledger.post([an_entry("opening:bank", EntrySource.OPENING, bank=9, debt_opening=-9)], by="x", at=AT)
    assert waiting(statements) == []
    assert statements.item_sums(DAY, DAY) == []


def test_of_many_clerks_who_tie_the_same_money_at_once_one_does(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    ledger.post([sale("sale:till:1")], by="system", at=AT)
    statements.put([LINE])
    seen = [*statements.lines(DAY, LATER), *statements.open_items(DAY, LATER)]
    together = Barrier(6)

    def tied(n: int) -> str:
        together.wait()
        try:
            statements.tie([replace(MATCH, id=f"m{n}")], [MOVED], seen, by=f"clerk{n}", at=AT)
        except (TiedError, ChangedError) as error:
            return type(error).__name__
        return "tied"

    with ThreadPoolExecutor(6) as clerks:
        outcomes = list(clerks.map(tied, range(6)))
    assert sorted(outcomes) == ["TiedError"] * 5 + ["tied"]
    assert len(statements.matches(DAY, DAY)) == 1
    assert {one.account: one.fen for one in ledger.sums(["account"]) if one.fen} == {
        "wechat": 1491,
        "cost.fees": 9,
        "income.gym": -1500,
    }


def test_of_one_who_ties_and_one_who_takes_apart_at_once_the_book_is_one_of_both(
    statements: SqlStatements, ledger: SqlLedger
) -> None:
    ledger.post([sale("sale:till:1")], by="system", at=AT)
    statements.put([LINE])
    tie(statements, [MATCH], [MOVED])
    together = Barrier(4)

    def apart(n: int) -> bool:
        together.wait()
        try:
            statements.untie("m1", by=f"clerk{n}", at=AT)
        except TiedError:
            return False
        return True

    with ThreadPoolExecutor(4) as clerks:
        assert sum(clerks.map(apart, range(4))) == 1
    assert waiting(statements) == [("1.0", "takings", 1500)]
    assert {one.account: one.fen for one in ledger.sums(["account"]) if one.fen} == {
        "takings": 1500,
        "income.gym": -1500,
    }


def test_what_two_persons_set_aside_waits_no_more_and_only_a_second_one_agrees(
    statements: SqlStatements, ledger: SqlLedger, database: Database
) -> None:
    ledger.post([sale("sale:till:1"), sale("sale:till:2", 800)], by="system", at=AT)
    asides = database.money("shijiawan").asides
    aside = ItemAside(
        id="a", ref="1.0", reason="cash", assent=Assent(decision="coins", proposed_by="chen", proposed_at=AT)
    )
    assert asides.propose([aside])
    assert not asides.propose([replace(aside, id="b")]), "a posting is asked for once"
    assert len(waiting(statements)) == 2
    assert not asides.approve("a", by="chen", at=AT)
    together = Barrier(4)

    def agreed(n: int) -> bool:
        together.wait()
        return asides.approve("a", by=f"li{n}", at=AT)

    with ThreadPoolExecutor(4) as crowd:
        assert sum(crowd.map(agreed, range(4))) == 1
    assert waiting(statements) == [("2.0", "takings", 800)]
    assert [(one.of, one.open, one.fen, one.in_fen, one.count) for one in statements.item_sums(DAY, DAY)] == [
        ("takings", False, 1500, 1500, 1),
        ("takings", True, 800, 800, 1),
    ]
    assert [one.ref for one in statements.posted_by_refs(["1.0", "nonsense"])] == ["1.0"]
    assert [one.assent.agreed for one in asides.newest(9)] == [True]
    assert asides.lift("a")
    assert len(waiting(statements)) == 2
