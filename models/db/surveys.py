"""Surveys and their answers in the database; what tells devices apart lies beside the answers, never with them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Select, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.audit import AuditEntry
from models.db.audit import append_to
from models.db.connection import Connections
from models.db.parts import parts
from models.db.tables import SurveyAnswerRow, SurveyRow, SurveyTokenRow
from models.db.upsert import insert, upsert
from models.needs.survey import About, Answer, Survey, SurveyAnswer

_SURVEY: Table = SurveyRow.__table__  # type: ignore[assignment]
_ANSWER: Table = SurveyAnswerRow.__table__  # type: ignore[assignment]
_TOKEN: Table = SurveyTokenRow.__table__  # type: ignore[assignment]

_WORDS = ("id", "code", "about", "subject", "begun_at", "until", "invited", "key")


class SqlSurveys:
    """The surveys of one centre."""

    def __init__(self, connections: Connections, centre: str) -> None:
        self._connections = connections
        self._centre = centre

    def all(self) -> list[Survey]:
        """The newest first."""
        return self._found(self._mine().order_by(_SURVEY.c.begun_at.desc(), _SURVEY.c.id))

    def put(self, survey: Survey, told: AuditEntry) -> None:
        with self._connections.writing() as connection:
            upsert(connection, _SURVEY, [(self._centre, *(getattr(survey, word) for word in _WORDS))])
            append_to(connection, [told])

    def by_code(self, code: str) -> Survey | None:
        return next(iter(self._found(self._mine().where(_SURVEY.c.code == code))), None)

    def answers(self, surveys: Collection[str]) -> list[SurveyAnswer]:
        words = [_ANSWER.c[word] for word in ("survey", "answer", "at", "remark")]
        found: list[Any] = []
        with self._connections.reading() as connection:
            for some in parts(surveys):
                query = select(*words).where(_ANSWER.c.centre == self._centre, _ANSWER.c.survey.in_(some))
                ordered = query.order_by(_ANSWER.c.survey, _ANSWER.c.at, _ANSWER.c.id)
                found += connection.execute(ordered).all()
        return [
            SurveyAnswer(survey=key, answer=Answer(answer), at=at, remark=remark)
            for key, answer, at, remark in found
        ]

    def tallies(self, surveys: Collection[str]) -> Mapping[str, Mapping[Answer, int]]:
        found: dict[str, dict[Answer, int]] = {}
        with self._connections.reading() as connection:
            for some in parts(surveys):
                query = select(_ANSWER.c.survey, _ANSWER.c.answer, func.count())
                mine = query.where(_ANSWER.c.centre == self._centre, _ANSWER.c.survey.in_(some))
                for key, answer, n in connection.execute(mine.group_by(_ANSWER.c.survey, _ANSWER.c.answer)):
                    found.setdefault(key, {})[Answer(answer)] = n
        return found

    def answer(self, answer: SurveyAnswer) -> bool:
        device = {"centre": self._centre, "survey": answer.survey, "token": answer.token}
        row = (self._centre, token_hex(12), answer.survey, answer.answer.value, answer.at, answer.remark)
        with self._connections.writing() as connection:
            first = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(_TOKEN)
            taken = first.values(device).on_conflict_do_nothing().returning(_TOKEN.c.token)
            if connection.execute(taken).scalar() is None:
                return False
            insert(connection, _ANSWER, [row])
        return True

    def forget(self, at: datetime) -> int:
        ended = self._mine().where(_SURVEY.c.until <= at, _SURVEY.c.key != "")
        with self._connections.writing() as connection:
            keys = [row["id"] for row in connection.execute(ended).mappings()]
            for some in parts(keys):
                connection.execute(
                    delete(_TOKEN).where(_TOKEN.c.centre == self._centre, _TOKEN.c.survey.in_(some))
                )
                mine = update(_SURVEY).where(_SURVEY.c.centre == self._centre, _SURVEY.c.id.in_(some))
                connection.execute(mine.values(key=""))
        return len(keys)

    def _mine(self) -> Select[Any]:
        return select(*(_SURVEY.c[word] for word in _WORDS)).where(_SURVEY.c.centre == self._centre)

    def _found(self, query: Select[Any]) -> list[Survey]:
        with self._connections.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [Survey(**{**row, "about": About(row["about"])}) for row in rows]


def centre_of(connections: Connections, code: str) -> str | None:
    """Whose survey a code is; None = nobody's. Its address names no centre."""
    with connections.reading() as connection:
        return connection.execute(select(_SURVEY.c.centre).where(_SURVEY.c.code == code)).scalar()
