"""What a provider has given away: the minutes of a month, all of its money, of agreed and done matches only."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.calendar import CHINA
from models.needs.matching.load import Taken, month_of, taken
from models.needs.provider import Match, MatchStatus

MATCH = Match(
    id="m",
    need="n",
    provider="p",
    status=MatchStatus.AGREED,
    score=0.5,
    parts={},
    start=datetime(2026, 5, 31, 16, 30, tzinfo=UTC),
    minutes=60,
    money_fen=500,
)


def test_a_match_takes_from_the_local_month_of_its_slot_or_of_its_decision() -> None:
    assert month_of(MATCH, CHINA) == date(2026, 6, 1)
    decided = replace(MATCH, start=None, decided_at=datetime(2026, 5, 31, 15, 30, tzinfo=UTC))
    assert month_of(decided, CHINA) == date(2026, 5, 1)
    with pytest.raises(ValueError, match="'m'"):
        month_of(replace(MATCH, start=None), CHINA)


def test_only_what_is_agreed_or_done_is_taken_and_minutes_come_back_each_month() -> None:
    gone = [replace(MATCH, status=one) for one in MatchStatus]
    other = replace(MATCH, start=datetime(2026, 7, 2, tzinfo=UTC))
    assert taken([*gone, other], date(2026, 6, 15), CHINA) == {"p": Taken(minutes=120, money_fen=1500)}
    assert taken([], date(2026, 6, 15), CHINA) == {}
