"""Satisfaction: short anonymous surveys by a code on paper, and the rate that is never told without its n."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class About(StrEnum):
    """What is judged; each is `survey.about.<about>` of the catalogue."""

    ACTIVITY = "activity"
    MEAL = "meal"
    PROJECT = "project"
    SESSION = "session"
    CHANGE = "change"  # an accepted recommendation


LONGEST_REMARK = 300


class Answer(StrEnum):
    """Each is `survey.answer.<answer>`; the first two are satisfied."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NEUTRAL = "neutral"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


SATISFIED = frozenset({Answer.VERY_SATISFIED, Answer.SATISFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One survey. code: what the QR holds; invited: how many could have answered, None = not known (then there is no response
    rate); open until `until`; key: with which devices are told apart while it is open, "" = forgotten, with all tokens."""

    id: str
    code: str
    about: About
    subject: str
    begun_at: datetime
    until: datetime
    invited: int | None = None
    key: str = field(default="", repr=False)

    def is_open(self, at: datetime) -> bool:
        return self.begun_at <= at < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswer:
    """An answer that leads to nobody. at: rounded to the hour; token: what keeps a device from answering twice, a keyed hash
    that is forgotten when the survey ends."""

    survey: str
    answer: Answer
    at: datetime
    token: str = ""
    remark: str = ""
