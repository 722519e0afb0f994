"""Rates with what they are of; of nothing there is none."""

from dataclasses import replace
from datetime import timedelta

from models.needs.matching.bar import Bar
from models.needs.matching.measure import Share, figures, lacking
from models.needs.need import NeedStatus
from models.needs.provider import Match, MatchStatus, Thing
from models.needs.takes import Takes
from tests.builders import NOON
from tests.models.needs.matching.pool import a_helper, a_need, a_provider, an_ask

OPEN = replace(a_need("n1"), status=NeedStatus.OPEN)


def a_match(need: str, status: MatchStatus, days: float) -> Match:
    at = NOON + timedelta(days=days)
    return Match(
        id=f"{need}-{status}-{days}", need=need, provider="p", status=status, score=1, parts={}, decided_at=at
    )


def test_of_no_needs_and_no_matches_nothing_is_known() -> None:
    found = figures([], [])
    assert (found.matched.value, found.days, found.done.value) == (None, None, None)


def test_needs_count_once_by_their_first_match_and_repeats_not_at_all() -> None:
    needs = [
        OPEN,
        replace(OPEN, id="n2", status=NeedStatus.PLANNED),
        replace(OPEN, id="n3", status=NeedStatus.DUPLICATE, of="n1"),
        replace(OPEN, id="n4"),
    ]
    matches = [
        a_match("n1", MatchStatus.DONE, 6),
        a_match("n1", MatchStatus.AGREED, 2),
        a_match("n2", MatchStatus.AGREED, 5),
        a_match("n3", MatchStatus.AGREED, 1),
        a_match("n4", MatchStatus.CANCELLED, 1),
        a_match("n4", MatchStatus.REFUSED, 1),
    ]
    found = figures(needs, matches)
    assert (found.matched, found.days) == (Share(n=2, of=3), 3.5)
    assert found.done == Share(n=1, of=5)


def test_whom_the_pool_lacks_is_told_by_topic_the_loudest_first() -> None:
    takes = Takes(topic="talk", money_fen=500, room=None)
    asks = [an_ask(takes=takes, heat=2), an_ask(a_need("n2"), takes=takes, heat=3)]
    crowd = [a_helper(a_provider("old", retired=True)), a_helper(a_provider("firm", ["x"], money_fen=500))]
    (lack,) = lacking(asks, crowd)
    assert (lack.thing, lack.needs, lack.voices, lack.bars) == (Thing.SKILL, 2, 5, {Bar.RETIRED: 1})
    assert lacking(asks, [*crowd, a_helper(a_provider("able"))]) == []
    assert lacking([], crowd) == []
