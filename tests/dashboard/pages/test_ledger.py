"""The page of the book as a tree: empty, full, opened, searched, as a file, in both languages."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from dash.development.base_component import Component

from dashboard.answer import answered
from dashboard.components.ledger_entry import entry_panel
from dashboard.i18n import LOCALES, Locale
from dashboard.ledger_question import ledger_question
from dashboard.pages import ledger
from models.account import ROLES, Role
from models.event import Event, EventKind
from models.money.entry import Entry, EntrySource, Posting, reversal
from models.money.ports import Ledger
from models.ports import Ports
from models.services.ledger import opened
from models.services.ledger_origin import DOCUMENTS, Origin
from tests.builders import NOON
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import shown, text
from tests.models.services.offices import Office, an_office
from tests.sensing import HOSTILE

DAY = date(2026, 11, 22)


def sale(number: int, fen: int, memo: str = "") -> Entry:
    words = {"space": "room", "party": "veg"}
    return Entry(
        key=f"sale:till:{number}",
        source=EntrySource.SALE,
        day=DAY - timedelta(days=number),
        at=NOON,
        postings=(
            Posting(account="takings", fen=fen, **words),
            Posting(account="income.canteen.fare", fen=-fen, **words),
        ),
        document=f"event:till:sale:{number}",
        memo=memo,
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = an_office(tmp_path_factory.mktemp("book"))
    book = the_book(office.ports)
    posted = book.post(
        [sale(1, 123_456, HOSTILE), sale(2, 500), sale(3, 700, "=1+1")], by="chen", at=NOON
    ).posted
    book.post([reversal(posted[1], key="sale:till:2~1", day=DAY, at=NOON)], by="li", at=NOON)
    split = (Posting(account="fund.open", fen=50), Posting(account="fund.repay", fen=-50))
    book.post(
        [
            Entry(
                key="fund:run:1",
                source=EntrySource.FUND,
                day=DAY,
                at=NOON,
                postings=split,
                document="fund:run:1",
            )
        ],
        by="li",
        at=NOON,
    )
    till = Event(sensor="till", kind=EventKind.SALE, id="1", at=NOON, values={"total_fen": 123_456})  # type: ignore[arg-type]
    office.ports.events.put([till])  # type: ignore[attr-defined]
    return office


def the_book(ports: Ports) -> Ledger:
    assert ports.money is not None
    return ports.money.ledger


def page(office: Office, locale: Locale = "en", role: Role = Role.FINANCE, **query: str) -> Component:
    return shown(ledger, a_visit(role, office.ports, locale, **query))


QUERIES = (
    {},
    {"entry": "1"},
    {"entry": "4", "account": "takings"},
    {"entry": "99"},
    {"view": "trial"},
    {"account": "takings", "first": "2026-11-20"},
    {"text": "nothing like it"},
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("query", QUERIES)
def test_the_page_is_there_in_both_languages_with_unique_ids(
    office: Office, locale: Locale, query: dict[str, str]
) -> None:
    tree = page(office, locale, **query)
    ids = [part.id for part in tree._traverse() if getattr(part, "id", None)]
    assert len(ids) == len(set(ids))
    assert "ledger.c" not in text(tree)


def test_entries_stand_with_their_amounts_and_what_became_of_them(office: Office) -> None:
    told = text(page(office))
    assert "1,234.56" in told
    assert "Meals, paid by guests → Takings not yet seen on a statement" in told
    assert "taken back by no. 4" in told
    assert HOSTILE not in told


def test_an_account_runs_to_its_balance(office: Office) -> None:
    told = text(page(office, account="takings"))
    assert "Balance after: 1,241.56 yuan" in told
    assert "Balance (yuan)" in told
    assert "Balance (yuan)" not in text(page(office, account="takings", text="till"))


def test_an_entry_opens_to_its_source_its_seal_and_its_family(office: Office) -> None:
    told = text(page(office, entry="1"))
    assert "a message of a device" in told
    assert "✓ The digest" in told
    assert "past its time" in told
    family = text(page(office, entry="2"))
    assert "All entries of the same document" in family
    assert "#4" in family


def test_a_seal_that_is_broken_is_said_in_words(office: Office) -> None:
    one = opened(office.ports, 1)
    assert one is not None
    assert one.record is not None
    forged = replace(one, record=replace(one.record, hash="0" * 64))
    visit = a_visit(Role.FINANCE, office.ports)
    for broken, words in ((forged, "✗ Row"), (replace(one, record=None), "✗ The audit trail has no row")):
        panel = entry_panel(visit, broken, Origin(kind=""), ledger_question({}))
        assert words in text(panel)


def test_the_trial_balance_adds_up_to_nothing(office: Office) -> None:
    told = text(page(office, view="trial"))
    assert "Every column adds up to nothing" in told
    assert "Fund: repay" in told


def test_the_empty_book_says_what_will_stand_here(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = an_office(tmp_path_factory.mktemp("empty"))
    assert "still empty" in text(page(empty))
    assert "no entries" in text(page(empty, view="trial"))


def rows(office: Office, sheet: str, **query: str) -> list[list[str]]:
    visit = a_visit(Role.FINANCE, office.ports, "en", **query)
    answer = answered(visit, {"do": "sheet", "sheet": sheet}, ledger.DEEDS)
    return list(csv.reader(io.StringIO(answer["file"]["text"].removeprefix("\ufeff"))))


def test_the_file_adds_up_to_nothing_and_no_memo_becomes_a_formula(office: Office) -> None:
    told = rows(office, "entries")
    head = next(n for n, row in enumerate(told) if row[:1] == ["No."])
    amount, memo = told[head].index("Amount (yuan)"), told[head].index("Memo")
    lines = told[head + 1 :]
    assert len(lines) == 10
    assert sum(round(float(line[amount]) * 100) for line in lines) == 0
    assert {line[memo] for line in lines} >= {"'=1+1"}


def test_the_file_holds_what_is_on_the_page_and_says_which_filter(office: Office) -> None:
    told = rows(office, "sums", space="room", account="takings")
    assert ["Account or line", "takings"] in told
    assert told[-1][1] == "1241.56"
    assert rows(office, "trial")[-1][1:] == ["0.00"]


def test_who_may_read_money_may_read_the_book() -> None:
    assert {role for role in Role if set(ledger.WHO) & ROLES[role]} == {
        Role.MANAGER,
        Role.FINANCE,
        Role.AUDITOR,
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_of_document_has_its_words(office: Office, locale: Locale) -> None:
    visit = a_visit(Role.FINANCE, office.ports, locale)
    one = opened(office.ports, 1)
    assert one is not None
    for kind in DOCUMENTS:
        panel = entry_panel(visit, one, Origin(kind=kind, facts={"id": "7"}), ledger_question({}))
        assert visit.translate(f"ledger.document.{kind}") in text(panel)
