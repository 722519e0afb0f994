"""What the book says was paid for projects, asked inside the transaction that pays: two payments never pass one limit together."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from models.db.ledger_rows import LINE
from models.money.project_payment import HOLDS_MONEY, OverpaidError


def not_overpaid(connection: Connection, centre: str, payable: Mapping[str, int]) -> None:
    """That no more was paid of these budget lines than may be, what was just posted included. The caller is alone with the book.

    Raises OverpaidError.
    """
    for code, most in payable.items():
        ours = (LINE.c.centre == centre) & (LINE.c.party == code) & LINE.c.account.in_(HOLDS_MONEY)
        paid = -int(connection.execute(select(func.sum(LINE.c.fen)).where(ours)).scalar() or 0)
        if paid > most:
            raise OverpaidError(code, most)
