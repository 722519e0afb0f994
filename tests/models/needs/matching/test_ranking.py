"""The best first, the barred with their reasons, and never one that a bar forbids."""

from hypothesis import given

from models.needs.matching.ask import Ask, Helper
from models.needs.matching.bar import OF_THING, WHOLLY, Bar
from models.needs.matching.fit import score
from models.needs.matching.ranking import ranking
from models.needs.matching.week import ALWAYS
from models.needs.provider import Qualification, Thing
from tests.models.needs.matching.pool import a_helper, a_provider, an_ask, asks, crowds


def test_the_best_comes_first_and_the_next_is_the_runner_up() -> None:
    crowd = [
        a_helper(a_provider("so-so", ["talk", "x"])),
        a_helper(a_provider("best")),
        a_helper(a_provider("gone", retired=True)),
        a_helper(a_provider("cook", ["cooking"])),
    ]
    found = ranking(an_ask(), crowd, ALWAYS)
    assert [one.provider.id for one in found.candidates] == ["best", "so-so"]
    assert [(one.provider.id, one.bars) for one in found.barred] == [("gone", (Bar.RETIRED,))]
    assert (found.unrelated, found.runner_up("best"), found.runner_up("so-so")) == (1, "so-so", "best")
    assert ranking(an_ask(), crowd[1:], ALWAYS).runner_up("best") == ""


@given(asks(), crowds())
def test_no_candidate_breaks_a_bar_and_everybody_is_told_of(wanted: list[Ask], crowd: list[Helper]) -> None:
    for ask in wanted:
        found = ranking(ask, crowd, ALWAYS)
        assert len(found.candidates) + len(found.barred) + found.unrelated == len(crowd)
        scores = [one.score for one in found.candidates]
        assert scores == sorted(scores, reverse=True)
        by_id = {one.provider.id: one for one in crowd}
        for one in found.candidates:
            helper = by_id[one.provider.id]
            assert one.score == score(one.parts)
            assert one.things <= ask.missing
            assert not any(holds(ask, helper) for holds in WHOLLY.values())
            assert not any(holds(ask, helper) for thing in one.things for holds in OF_THING[thing].values())
            if Thing.SKILL in one.things:
                until = one.provider.qualified or {}
                assert all(until[paper] >= helper.day for paper in ask.needed & set(Qualification))
