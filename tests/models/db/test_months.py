"""The months of a centre's book, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from models.db import Database
from models.money.entry import Entry, EntrySource, Posting, digest
from models.money.month import MonthFault, MonthStateError, MonthStatus, month_digest
from models.money.ports import Money, Such

AT = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))


@pytest.fixture
def money(database: Database) -> Money:
    return database.money("shijiawan")


def sale(key: str, month: date, fen: int = 100) -> Entry:
    postings = (Posting(account="takings", fen=fen), Posting(account="income.gym", fen=-fen))
    return Entry(key=key, source=EntrySource.SALE, day=month.replace(day=9), at=AT, postings=postings)


def post(money: Money, *entries: Entry) -> None:
    money.ledger.post(entries, by="till", at=AT)


def close(money: Money, month: date) -> None:
    money.months.ask(month, by="chen", at=AT)
    money.months.agree(month, by="li", at=AT)


def taken(money: Money, such: Such) -> int:
    return sum(one.fen for one in money.ledger.sums(["account"], such) if one.account == "takings")


def test_a_closing_covers_what_was_in_the_book_and_its_figures_never_change(money: Money) -> None:
    post(money, sale("a", OCTOBER, 100), sale("b", OCTOBER, 20), sale("c", NOVEMBER, 3))
    close(money, OCTOBER)
    kept = money.months.month(OCTOBER)
    post(money, sale("late", OCTOBER, 7_000))

    in_month = money.ledger.find(Such(months=(OCTOBER, OCTOBER), revision=0))
    assert kept == money.months.month(OCTOBER)
    assert (kept.status, kept.revision, kept.through) == (MonthStatus.CLOSED, 0, 3)
    assert kept.digest == month_digest(OCTOBER, [digest(one) for one in reversed(in_month)])
    asked_for = {revision: Such(months=(OCTOBER, OCTOBER), revision=revision) for revision in (0, 1, None)}
    assert {revision: taken(money, such) for revision, such in asked_for.items()} == {
        0: 120,
        1: 7_120,
        None: 7_120,
    }


def test_late_entries_become_numbered_revisions(money: Money) -> None:
    post(money, sale("a", OCTOBER))
    close(money, OCTOBER)
    post(money, sale("b", OCTOBER))
    close(money, OCTOBER)
    post(money, sale("c", OCTOBER))
    assert [one.revision for one in money.ledger.lines()] == [0, 1, 2]
    assert money.months.month(OCTOBER).revision == 1


def test_a_closed_month_without_anything_new_is_not_closed_again(money: Money) -> None:
    post(money, sale("a", OCTOBER))
    close(money, OCTOBER)
    post(money, sale("b", NOVEMBER))
    with pytest.raises(MonthStateError) as error:
        money.months.ask(OCTOBER, by="chen", at=AT)
    assert error.value.fault is MonthFault.NOTHING_NEW


def test_months_that_hold_entries_are_closed_in_order(money: Money) -> None:
    post(money, sale("a", OCTOBER), sale("b", NOVEMBER))
    with pytest.raises(MonthStateError, match="2026-10"):
        money.months.ask(NOVEMBER, by="chen", at=AT)
    close(money, OCTOBER)
    money.months.ask(NOVEMBER, by="chen", at=AT)
    post(money, sale("older", SEPTEMBER))
    with pytest.raises(MonthStateError, match="2026-09"):
        money.months.agree(NOVEMBER, by="li", at=AT)
    close(money, SEPTEMBER)
    assert money.months.agree(NOVEMBER, by="li", at=AT).status is MonthStatus.CLOSED


def test_every_step_stands_in_the_audit_trail(money: Money, database: Database) -> None:
    post(money, sale("a", OCTOBER))
    money.months.ask(OCTOBER, by="chen", at=AT, reason="no statement of the bank")
    money.months.withdraw(OCTOBER, by="chen", at=AT)
    close(money, OCTOBER)
    told = [one.entry for one in database.audit().recent(4)][::-1]
    assert [(one.action, one.actor, one.subject, one.centre) for one in told] == [
        ("month.ask", "chen", "2026-10", "shijiawan"),
        ("month.withdraw", "chen", "2026-10", "shijiawan"),
        ("month.ask", "chen", "2026-10", "shijiawan"),
        ("month.close", "li", "2026-10", "shijiawan"),
    ]
    assert told[0].details["reason"] == "no statement of the bank"
    assert told[-1].details == {
        "revision": "0",
        "through": "1",
        "digest": money.months.month(OCTOBER).digest,
        "asked_by": "chen",
        "reason": "",
    }


def test_a_refused_step_leaves_nothing_behind(money: Money, database: Database) -> None:
    money.months.ask(OCTOBER, by="chen", at=AT)
    before = database.audit().head()
    with pytest.raises(MonthStateError) as error:
        money.months.agree(OCTOBER, by="chen", at=AT)
    assert error.value.fault is MonthFault.SAME_PERSON
    assert (database.audit().head(), money.months.month(OCTOBER).status) == (before, MonthStatus.CLOSING)


def test_of_many_who_agree_at_once_one_closes_the_month(money: Money) -> None:
    money.months.ask(OCTOBER, by="chen", at=AT)

    def agree(n: int) -> bool:
        try:
            money.months.agree(OCTOBER, by=f"li-{n}", at=AT)
        except MonthStateError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(agree, range(6))) == 1


def test_what_is_posted_while_a_month_is_closed_is_covered_or_late_and_never_both(money: Money) -> None:
    post(money, sale("first", OCTOBER))
    money.months.ask(OCTOBER, by="chen", at=AT)
    with ThreadPoolExecutor(5) as pool:
        posting = [pool.submit(post, money, sale(f"s{n}", OCTOBER)) for n in range(12)]
        closing = pool.submit(money.months.agree, OCTOBER, by="li", at=AT)
        closed = closing.result()
        assert [one.result() for one in posting] == [None] * 12
    entries = list(money.ledger.lines())
    assert {one.number for one in entries if one.revision == 0} == set(range(1, closed.through + 1))
    assert {one.revision for one in entries if one.number > closed.through} <= {1}


def test_somebody_else_is_called_once_a_closing_is_certain(database: Database) -> None:
    seen: list[MonthStatus] = []
    money = database.money("shijiawan", closed=lambda: seen.append(money.months.month(OCTOBER).status))
    close(money, OCTOBER)
    assert seen == [MonthStatus.CLOSED]
