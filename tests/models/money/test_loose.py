"""Lines that nothing in the book answers to, as what they are to the bank."""

from dataclasses import replace

from models.money.loose import held, loose_items
from models.money.statement import StatementSource
from tests.models.db.test_statements import LINE


def test_lines_of_services_are_items_that_no_entry_holds_and_the_banks_own_are_none() -> None:
    bank = replace(LINE, source=StatementSource.BANK)
    found = loose_items([LINE, bank, replace(LINE, id="43", fen=7)])
    assert [(one.account, one.fen, held(one)) for one in found] == [
        ("wechat", 1491, False),
        ("wechat", 7, False),
    ]
    assert len({one.ref for one in found}) == 2
