"""Weights and soft rules of advice in the database, each change with its audit entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.advice.rule import RuleChangedError, SoftRule, Weighing, Weights
from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.tables import AdviceRuleRow
from models.document import filled, plain

_RULE: Table = AdviceRuleRow.__table__  # type: ignore[assignment]
_WEIGHTS = ""


class SqlAdviceRules:
    """The rules of one centre's advice."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def weights(self) -> Weights:
        query = select(_RULE.c.content).where(_RULE.c.centre == self._centre, _RULE.c.key == _WEIGHTS)
        with self._connections.reading() as connection:
            content = connection.execute(query).scalar()
            return filled(Weights, content) if content is not None else Weights()

    def put_weights(self, weights: Weights, told: AuditEntry) -> Weights:
        with self._connections.writing() as connection:
            return weigh(connection, self._centre, Weighing(weights, told))

    def soft(self) -> list[SoftRule]:
        ours = (_RULE.c.centre == self._centre) & (_RULE.c.key != _WEIGHTS)
        with self._connections.reading() as connection:
            found = connection.execute(select(_RULE.c.content).where(ours).order_by(_RULE.c.key))
            return [filled(SoftRule, content) for content in found.scalars()]

    def put_soft(self, rule: SoftRule, told: AuditEntry) -> SoftRule:
        with self._connections.writing() as connection:
            return filled(SoftRule, _put(connection, self._centre, rule.id, plain(rule), told))


def weigh(connection: Connection, centre: str, weighing: Weighing) -> Weights:
    """Within somebody's transaction. Raises RuleChangedError."""
    kept = _put(connection, centre, _WEIGHTS, plain(weighing.weights), weighing.told)
    return filled(Weights, kept)


def _put(
    connection: Connection, centre: str, key: str, content: dict[str, Any], told: AuditEntry
) -> dict[str, Any]:
    raised = content | {"version": content["version"] + 1}
    _write(connection, centre, key, raised, told.at)
    append_to(connection, [told])
    return raised


def _write(connection: Connection, centre: str, key: str, content: dict[str, Any], at: datetime) -> None:
    version = content["version"]
    row = {"centre": centre, "key": key, "version": version, "changed_at": at, "content": content}
    if version == 1:
        try:
            connection.execute(insert(_RULE).values(row))
        except IntegrityError as error:  # "new", and there is one already
            raise RuleChangedError(key) from error
        return
    ours = (_RULE.c.centre == centre) & (_RULE.c.key == key) & (_RULE.c.version == version - 1)
    if not connection.execute(update(_RULE).where(ours).values(row)).rowcount:
        raise RuleChangedError(key)
