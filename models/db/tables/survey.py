"""The tables of surveys: who answered and what was answered lie apart, and the first is forgotten when the survey ends."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.db.tables.row import Instant, Row


class SurveyRow(Row):
    """code: in the whole deployment, because its address names no centre. key: "" = forgotten."""

    __tablename__ = "survey"
    __table_args__ = (UniqueConstraint("code"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    about: Mapped[str]
    subject: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    invited: Mapped[int | None]
    key: Mapped[str]


class SurveyAnswerRow(Row):
    """id: drawn by lot, so that not even the order of answers is known. at: the hour."""

    __tablename__ = "survey_answer"
    __table_args__ = (Index("ix_survey_answer_centre_survey", "centre", "survey"),)

    centre: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    survey: Mapped[str]
    answer: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)
    remark: Mapped[str]


class SurveyTokenRow(Row):
    """A device that has answered, while its survey is open."""

    __tablename__ = "survey_token"

    centre: Mapped[str] = mapped_column(primary_key=True)
    survey: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(primary_key=True)
