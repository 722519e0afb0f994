"""The book looked through: pages, sums, running balances, families and seals."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.audit import AuditRecord
from models.money.entry import Entry, EntrySource, Posted, Posting, reversal
from models.money.ports import Such
from models.ports import Ports
from models.services.ledger import PAGE, leaf, opened, trial
from models.services.strangers import RefusedError
from tests.builders import some_ports
from tests.models.services.offices import an_office

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def sale(key: str, fen: int, day: date, space: str = "canteen") -> Entry:
    lines = (
        Posting(account="takings", fen=fen, space=space),
        Posting(account="income.canteen.fare", fen=-fen, space=space),
    )
    return Entry(key=key, source=EntrySource.SALE, day=day, at=AT, postings=lines, document=f"voucher:{key}")


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    """60 sales of a yuan more each, from 1 October on, the last of which was taken back."""
    ports = an_office(tmp_path_factory.mktemp("book")).ports
    assert ports.money is not None
    days = [date(2026, 10, 1 + n % 30) for n in range(40)] + [date(2026, 11, 1 + n) for n in range(20)]
    sales = [sale(f"s{n}", 100 * (n + 1), day, "gym" if n % 2 else "canteen") for n, day in enumerate(days)]
    posted = ports.money.ledger.post(sales, by="chen", at=AT).posted
    ports.money.ledger.post(
        [reversal(posted[-1], key="s59~1", day=date(2026, 11, 22), at=AT)], by="li", at=AT
    )
    return ports


def test_pages_follow_one_another_without_gap_or_repetition(ports: Ports) -> None:
    first = leaf(ports, Such())
    second = leaf(ports, Such(), first.older)
    assert [one.number for one in (*first.entries, *second.entries)] == list(range(61, 0, -1))
    assert (len(first.entries), second.older) == (PAGE, None)


def test_an_entry_that_was_taken_back_names_the_one_that_did_it(ports: Ports) -> None:
    assert leaf(ports, Such()).turned == {60: 61}


@pytest.mark.parametrize(
    "such",
    [
        Such(accounts=("takings",)),
        Such(accounts=("takings",), space="gym"),
        Such(accounts=("takings",), first=date(2026, 10, 20)),
        Such(accounts=("takings",), months=(date(2026, 11, 1), date(2026, 11, 1))),
        Such(accounts=("income.",), first=date(2026, 10, 5), last=date(2026, 11, 3)),
    ],
)
def test_balances_run_from_what_stood_there_to_what_stands_there(ports: Ports, such: Such) -> None:
    shown = leaf(ports, such)
    assert shown.opening is not None
    oldest = leaf(ports, such, shown.older) if shown.older else shown
    stands = {**shown.after, **oldest.after}
    assert stands[shown.entries[0].number] == shown.opening + shown.fen
    run = shown.opening
    for one in [*shown.entries, *(oldest.entries if shown.older else ())][::-1]:
        run += sum(
            line.fen
            for line in one.entry.postings
            if line.account.startswith(such.accounts[0]) and such.space in ("", line.space)
        )
        assert stands[one.number] == run


def test_what_stood_there_is_what_came_before_the_first_day(ports: Ports) -> None:
    november = leaf(ports, Such(accounts=("takings",), first=date(2026, 11, 1)))
    assert november.opening == sum(100 * n for n in range(1, 41))
    assert november.fen == sum(100 * n for n in range(41, 60))


def test_no_balance_is_told_of_a_search(ports: Ports) -> None:
    found = leaf(ports, Such(accounts=("takings",), fen=500))
    assert ([one.entry.key for one in found.entries], found.opening, found.after) == (["s4"], None, {})


def test_an_entry_is_found_by_its_amount_on_either_side(ports: Ports) -> None:
    assert [one.entry.key for one in leaf(ports, Such(fen=700)).entries] == ["s6"]


def test_an_entry_opens_with_its_family_and_a_whole_seal(ports: Ports) -> None:
    for number in (60, 61):
        one = opened(ports, number)
        assert one is not None
        assert ([each.number for each in one.family], one.sealed) == ([60, 61], True)
    assert opened(ports, 999) is None


def test_an_entry_or_a_row_of_the_trail_that_was_changed_breaks_the_seal(ports: Ports) -> None:
    one = opened(ports, 7)
    assert one is not None
    assert one.record is not None
    (first, second) = one.posted.entry.postings
    dearer = replace(
        one.posted.entry, postings=(replace(first, fen=first.fen + 1), replace(second, fen=second.fen - 1))
    )
    changed: Posted = replace(one.posted, entry=dearer)
    other: AuditRecord = replace(one.record, entry=replace(one.record.entry, actor="li"))
    assert not replace(one, posted=changed).sealed
    assert not replace(one, record=other).sealed
    assert not replace(one, record=None).sealed


def test_a_trial_balance_has_columns_that_add_up_to_nothing(ports: Ports) -> None:
    found = trial(ports, date(2026, 10, 1), date(2026, 11, 1))
    assert found.columns == [(date(2026, 10, 1), 0), (date(2026, 11, 1), 0)]
    assert found.rows["takings"][date(2026, 10, 1), 0] == 82_000
    assert [found.total(column) for column in found.columns] == [0, 0]


def test_without_books_it_is_said_so() -> None:
    with pytest.raises(RefusedError, match=r"refused\.no_books"):
        leaf(some_ports(), Such())
