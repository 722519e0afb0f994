"""The account says when messages are missing."""

from models.health import Accounting


def test_balances_when_every_message_is_in_one_column() -> None:
    account = Accounting(
        received=15, stored=5, duplicate=4, spooled=3, dead={"not_json": 1}, shed={"spool_full": 2}
    )

    assert account.missing == 0
    assert account.balanced


def test_names_how_many_messages_no_column_owns_up_to() -> None:
    account = Accounting(received=10, stored=7, shed={"spool_full": 1})

    assert account.missing == 2
    assert not account.balanced
