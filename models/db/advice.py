"""Advice in the database: what was proposed and decided, with its audit entries, trials and what came of them."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.advice.ports import AdviceChangedError, Recommendations, Trials
from models.advice.recommendation import Recommendation, State
from models.advice.rule import Rules, Weighing
from models.advice.turnover import PROPOSED, ended, numbered
from models.audit import AuditEntry
from models.db.advice_rules import SqlAdviceRules, weigh
from models.db.audit import append_to, told_in
from models.db.connection import Connections
from models.db.tables import AdviceResultRow, AdviceRow, AdviceSnapshotRow, AdviceTrialRow
from models.db.upsert import insert_missing
from models.document import filled, plain
from models.effect.trial import Result, Trial

_ADVICE: Table = AdviceRow.__table__  # type: ignore[assignment]
_SNAPSHOT: Table = AdviceSnapshotRow.__table__  # type: ignore[assignment]
_TRIAL: Table = AdviceTrialRow.__table__  # type: ignore[assignment]
_RESULT: Table = AdviceResultRow.__table__  # type: ignore[assignment]


class SqlAdvice:
    """The advice of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self.recommendations: Recommendations = SqlRecommendations(connections, centre)
        self.trials: Trials = SqlTrials(connections, centre)
        self.rules: Rules = SqlAdviceRules(connections, centre)


class SqlRecommendations:
    """The recommendations of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def propose(
        self,
        recommendations: Sequence[Recommendation],
        snapshot: bytes,
        told: AuditEntry | None = None,
        weighing: Weighing | None = None,
    ) -> None:
        digest = sha256(snapshot).hexdigest()
        try:
            with self._connections.writing() as connection:
                if weighing:
                    weigh(connection, self._centre, weighing)
                insert_missing(connection, _SNAPSHOT, [(self._centre, digest, zlib.compress(snapshot))])
                found = self._turned_over(connection, recommendations, told) if told else recommendations
                if found:
                    connection.execute(insert(_ADVICE), [_row(self._centre, one) for one in found])
        except IntegrityError as error:  # another run was kept at the same time
            raise AdviceChangedError(", ".join(one.id for one in recommendations)) from error

    def _turned_over(
        self, connection: Connection, new: Sequence[Recommendation], told: AuditEntry
    ) -> Sequence[Recommendation]:
        """Under the ids that they are kept by, once what waited in that week has ended."""
        there = _read(connection, self._ours().where(_ADVICE.c.week == told.subject))
        over = [ended(one, told) for one in there if one.state is State.PROPOSED]
        for one, _ in over:
            _replace(connection, self._centre, one)
        append_to(connection, [told, *(entry for _, entry in over)])
        return numbered(new, {one.id for one in there})

    def was_run(self, week: str) -> bool:
        with self._connections.reading() as connection:
            runs = told_in(connection, self._centre, [PROPOSED])
            return any(record.entry.subject == week for record in runs)

    def of_week(self, week: str) -> list[Recommendation]:
        with self._connections.reading() as connection:
            return _read(connection, self._ours().where(_ADVICE.c.week == week))

    def in_states(self, states: Sequence[State]) -> list[Recommendation]:
        wanted = self._ours().where(_ADVICE.c.state.in_([one.value for one in states]))
        with self._connections.reading() as connection:
            return _read(connection, wanted)

    def find(self, key: str) -> Recommendation | None:
        with self._connections.reading() as connection:
            return next(iter(_read(connection, self._ours().where(_ADVICE.c.id == key))), None)

    def decide(self, decided: Recommendation, told: AuditEntry, trial: Trial | None = None) -> Recommendation:
        with self._connections.writing() as connection:
            kept = _replace(connection, self._centre, decided)
            if trial is not None:
                row = {"centre": self._centre, "id": trial.id, "content": plain(trial)}
                connection.execute(insert(_TRIAL).values(row))
            append_to(connection, [told])
        return kept

    def snapshot(self, digest: str) -> bytes | None:
        ours = (_SNAPSHOT.c.centre == self._centre) & (_SNAPSHOT.c.digest == digest)
        with self._connections.reading() as connection:
            content = connection.execute(select(_SNAPSHOT.c.content).where(ours)).scalar()
            return zlib.decompress(content) if content is not None else None

    def _ours(self) -> Select[Any]:
        return select(_ADVICE.c.content).where(_ADVICE.c.centre == self._centre).order_by(_ADVICE.c.id)


class SqlTrials:
    """What is being measured in one centre, and what came of it."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> list[Trial]:
        query = select(_TRIAL.c.content).where(_TRIAL.c.centre == self._centre).order_by(_TRIAL.c.id)
        with self._connections.reading() as connection:
            return [filled(Trial, content) for content in connection.execute(query).scalars()]

    def results(self) -> list[Result]:
        ours = _RESULT.c.centre == self._centre
        last = select(_RESULT.c.id, func.max(_RESULT.c.number).label("number")).where(ours)
        newest = last.group_by(_RESULT.c.id).subquery()
        same = (newest.c.id == _RESULT.c.id) & (newest.c.number == _RESULT.c.number)
        query = select(_RESULT.c.content).join(newest, same).where(ours).order_by(_RESULT.c.id)
        with self._connections.reading() as connection:
            return [filled(Result, content) for content in connection.execute(query).scalars()]

    def put_result(self, result: Result) -> None:
        ours = (_RESULT.c.centre == self._centre) & (_RESULT.c.id == result.id)
        with self._connections.writing() as connection:
            last = connection.execute(select(func.max(_RESULT.c.number)).where(ours)).scalar() or 0
            row = {"centre": self._centre, "id": result.id, "number": last + 1, "content": plain(result)}
            connection.execute(insert(_RESULT).values(row))


def _read(connection: Connection, query: Select[Any]) -> list[Recommendation]:
    return [filled(Recommendation, content) for content in connection.execute(query).scalars()]


def _replace(connection: Connection, centre: str, one: Recommendation) -> Recommendation:
    raised = replace(one, version=one.version + 1)
    ours = (_ADVICE.c.centre == centre) & (_ADVICE.c.id == one.id) & (_ADVICE.c.version == one.version)
    written = connection.execute(update(_ADVICE).where(ours).values(_row(centre, raised)))
    if not written.rowcount:
        raise AdviceChangedError(one.id)
    return raised


def _row(centre: str, one: Recommendation) -> dict[str, Any]:
    columns = {"centre": centre, "id": one.id, "version": one.version, "week": one.week}
    return columns | {"state": one.state.value, "snapshot": one.snapshot, "content": plain(one)}
