"""A posting is told by what people know of it, never by the key under which a machine keeps it."""

from datetime import UTC, date, datetime

import pytest

from dashboard.components.item_words import item_words
from models.account import Role
from models.money.statement import OpenItem
from tests.dashboard.pages.test_live import a_visit
from tests.house import lively_ports

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PORTS = lively_ports(lambda: NOON, days=1)


def told(document: str, key: str = "k:1", space: str = "canteen") -> list[str]:
    one = OpenItem(
        number=7,
        place=0,
        account="takings",
        fen=1500,
        day=date(2026, 11, 20),
        at=NOON,
        key=key,
        document=document,
        space=space,
    )
    return item_words(a_visit(Role.FINANCE, PORTS, "en"), one)[1:]


def test_a_sale_is_told_by_its_canteen_its_till_its_meal_and_its_number() -> None:
    assert told("event:till-1:sale:20261120-00042")[1:] == ["Till till-1", "Lunch", "no. 20261120-00042"]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("row:abc:17", ["row 17 of an imported file", "no. 1"]),
        ("tenancy:t1:2026-11", ["rent of 2026-11"]),
        ("voucher:v7", ["a voucher", "no. v7"]),
        ("moon:7", ["entry 7 of the book"]),
        ("", ["entry 7 of the book"]),
    ],
)
def test_other_papers_are_told_by_their_kind_and_number(document: str, words: list[str]) -> None:
    assert told(document, space="") == words
