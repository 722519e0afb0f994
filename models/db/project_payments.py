"""What the book says was paid for projects, beside their limits, asked inside the transaction that pays or lowers one.

Two payments never pass one limit together, nor does a limit sink below what is paid at the same moment.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Table, func, select

from models.db.ledger_rows import LINE
from models.db.tables import ProjectRow
from models.document import filled
from models.money.project_payment import HOLDS_MONEY, OverpaidError, line_code, split_code
from models.needs.funding import limit_of, payable
from models.needs.project import Project

_PROJECT: Table = ProjectRow.__table__  # type: ignore[assignment]


def not_overpaid(connection: Connection, centre: str, codes: Iterable[str]) -> None:
    """That no more was paid of these budget lines than may be, what was just posted included. The caller is alone with the book.

    Raises OverpaidError.
    """
    for code in codes:
        number, key = split_code(code)
        _at_most(
            connection, centre, code, limit_of(_found(connection, centre, _PROJECT.c.number == number), key)
        )


def not_below_paid(connection: Connection, centre: str, project: Project) -> None:
    """That no line that is to promise or prove less than before was paid more. The caller is alone with the book.

    Raises OverpaidError.
    """
    before = _found(connection, centre, _PROJECT.c.id == project.id)
    for old in before.lines if before else ():
        new = project.line(old.id)
        most = payable(project, new) if new else 0
        if before and most < payable(before, old):
            _at_most(connection, centre, line_code(project.number, old.id), most)


def _at_most(connection: Connection, centre: str, code: str, most: int) -> None:
    ours = (LINE.c.centre == centre) & (LINE.c.party == code) & LINE.c.account.in_(HOLDS_MONEY)
    if -int(connection.execute(select(func.sum(LINE.c.fen)).where(ours)).scalar() or 0) > most:
        raise OverpaidError(code, most)


def _found(connection: Connection, centre: str, such: ColumnElement[bool]) -> Project | None:
    content = connection.execute(select(_PROJECT.c.content).where(_PROJECT.c.centre == centre, such)).scalar()
    return None if content is None else filled(Project, content)
