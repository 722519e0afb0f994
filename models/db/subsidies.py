"""Rules of the meal subsidy and the monthly claims in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, insert, select

from models.audit import AuditEntry
from models.db.assents import Papers, assent_from, assent_row
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.ledger import post_in
from models.db.tables import MealClaimRow, SubsidyRuleRow
from models.money.entry import Entry
from models.money.meal_claim import BandSum, Claim, ClaimStatus
from models.money.subsidy import AgeBand, SubsidyRule

_RULE: Table = SubsidyRuleRow.__table__  # type: ignore[assignment]
_CLAIM: Table = MealClaimRow.__table__  # type: ignore[assignment]


class SqlSubsidies:
    """The meal subsidy of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre
        self._papers = Papers(connections, _RULE, centre)

    def rules(self) -> list[SubsidyRule]:
        query = select(_RULE).where(_RULE.c.centre == self._centre).order_by(_RULE.c.valid_from)
        with self._connections.reading() as connection:
            return [_rule(row) for row in connection.execute(query).mappings()]

    def propose(self, rules: Sequence[SubsidyRule]) -> bool:
        return self._papers.propose([_rule_row(one) for one in rules])

    def approve(self, rule: str, *, by: str, at: datetime) -> bool:
        return self._papers.approve(rule, by=by, at=at)

    def withdraw(self, rule: str) -> bool:
        return self._papers.withdraw(rule)

    def claim(self, month: date, number: int = 0) -> Claim | None:
        with self._connections.reading() as connection:
            return _kept(connection, self._centre, month, number)

    def claims(self) -> list[Claim]:
        query = (
            select(_CLAIM)
            .where(_CLAIM.c.centre == self._centre)
            .order_by(_CLAIM.c.month.desc(), _CLAIM.c.number)
        )
        with self._connections.reading() as connection:
            return [_claim(row) for row in connection.execute(query).mappings()]

    def keep(
        self,
        claim: Claim,
        expected: ClaimStatus,
        told: AuditEntry | None = None,
        entry: Entry | None = None,
    ) -> bool:
        with self._connections.writing() as connection:
            kept = _kept(connection, self._centre, claim.month, claim.number)
            if (kept.status if kept else ClaimStatus.DRAFT) is not expected:
                return False
            connection.execute(delete(_CLAIM).where(*_such(self._centre, claim.month, claim.number)))
            if claim.status is not ClaimStatus.DRAFT:
                connection.execute(insert(_CLAIM).values(_claim_row(self._centre, claim)))
            if entry is not None:
                post_in(connection, self._centre, [entry], by=claim.paid_by, at=told.at if told else entry.at)
            if told is not None:
                append_to(connection, [told])
        return True


def _such(centre: str, month: date, number: int) -> tuple[ColumnElement[bool], ...]:
    return _CLAIM.c.centre == centre, _CLAIM.c.month == month, _CLAIM.c.number == number


def _kept(connection: Connection, centre: str, month: date, number: int) -> Claim | None:
    query = select(_CLAIM).where(*_such(centre, month, number))
    row = connection.execute(query.with_for_update()).mappings().first()
    return _claim(row) if row else None


def _rule_row(one: SubsidyRule) -> dict[str, Any]:
    bands = [asdict(band) for band in one.bands]
    return {"id": one.id, "valid_from": one.valid_from, "bands": bands} | assent_row(one.assent)


def _rule(row: RowMapping) -> SubsidyRule:
    return SubsidyRule(
        id=row["id"],
        valid_from=row["valid_from"],
        bands=tuple(AgeBand(**band) for band in row["bands"]),
        assent=assent_from(row),
    )


def _claim_row(centre: str, claim: Claim) -> dict[str, Any]:
    values = {name: getattr(claim, name) for name in Claim.__dataclass_fields__}
    return values | {
        "centre": centre,
        "status": claim.status.value,
        "bands": {band: asdict(one) for band, one in claim.bands.items()},
        "weeks": {monday.isoformat(): dict(row) for monday, row in claim.weeks.items()},
    }


def _claim(row: RowMapping) -> Claim:
    values = {name: row[name] for name in Claim.__dataclass_fields__}
    bands: Mapping[str, Any] = row["bands"]
    weeks: Mapping[str, Any] = row["weeks"]
    return Claim(
        **values
        | {
            "status": ClaimStatus(row["status"]),
            "bands": {band: BandSum(**one) for band, one in bands.items()},
            "weeks": {date.fromisoformat(monday): told for monday, told in weeks.items()},
        }
    )
