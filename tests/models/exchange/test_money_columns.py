"""The columns of takings and costs."""

import pytest

from models.exchange.cell import CellError
from models.exchange.money_columns import COST, COSTS, LINES, MEANS, PAID, TAKINGS, amount
from models.money.chart import CHART, AccountKind
from models.services.takings import TAKEN


@pytest.mark.parametrize("text", ["0", "0.00", "1.234", "abc", ""])
def test_an_amount_that_moves_nothing_or_has_three_decimals_is_refused(text: str) -> None:
    with pytest.raises(CellError) as error:
        amount(text)
    assert error.value.message.key == "import.expected.amount"


def test_every_word_of_a_file_is_an_account_of_the_right_kind() -> None:
    assert {CHART[key].kind for key in LINES.values()} == {AccountKind.INCOME}
    assert {CHART[key].kind for key in COSTS.values()} == {AccountKind.COST}
    assert set(MEANS.values()) | set(PAID.values()) <= CHART.keys()
    assert set(LINES.values()) <= set(TAKEN)


def test_headers_are_known_in_both_languages() -> None:
    for kind in (TAKINGS, COST):
        for column in kind.columns:
            assert {kind.column(name) for name in column.names} == {column}
