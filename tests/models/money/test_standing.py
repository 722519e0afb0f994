"""Monthly charges."""

from datetime import date
from zoneinfo import ZoneInfo

from models.money.entry import Entry
from models.money.property import ServiceLine
from models.money.standing import standing_entries
from tests.models.money.services_kept import HOUSES, OPEN, PIPES, STAIRS, a_tariff

ZONE = ZoneInfo("Asia/Shanghai")
MONTH = date(2026, 11, 1)


def charged(*lines: ServiceLine, tariff: object = None) -> list[Entry]:
    known = [tariff or a_tariff("stairs", cost_fen=500, fee_fen=200), a_tariff()]
    return list(standing_entries(lines, HOUSES, known, MONTH, ZONE))  # type: ignore[arg-type]


def test_every_house_is_charged_for_its_flats_under_a_key_of_its_own() -> None:
    first, second = charged(STAIRS)
    assert [one.key for one in (first, second)] == [
        "standing:stairs:B1:2026-11",
        "standing:stairs:B2:2026-11",
    ]
    assert {one.account: one.fen for one in first.postings} == {
        "receivable.property": 60 * 200,
        "income.property": -60 * 200,
        "cost.property": 60 * 500,
        "payable.supplier": -60 * 500,
    }
    assert first.day == MONTH


def test_what_is_ordered_is_not_charged_by_the_month() -> None:
    assert charged(PIPES) == []


def test_without_a_tariff_that_somebody_agreed_to_nobody_is_charged() -> None:
    assert charged(STAIRS, tariff=a_tariff("stairs", assent=OPEN)) == []
