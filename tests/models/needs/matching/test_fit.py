"""Each part of the score by hand, and their weights."""

import pytest
from hypothesis import given

from models.centre import SpaceKind
from models.needs.matching.ask import Ask, Helper
from models.needs.matching.fit import PARTS, grid_fit, parts_of, past_score, resource_fit, score, tag_fit
from models.needs.matching.load import Taken
from models.needs.matching.week import ALWAYS
from models.needs.takes import Takes
from tests.models.needs.matching.pool import a_helper, a_need, a_provider, an_ask, asks, crowds


def test_the_weights_are_those_of_the_rule_and_make_one() -> None:
    assert {key: part.weight for key, part in PARTS.items()} == {
        "tags": 0.35,
        "time": 0.2,
        "grid": 0.15,
        "past": 0.15,
        "resource": 0.15,
    }
    assert score(dict.fromkeys(PARTS, 1.0)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("tags", "fit"), [(["safety", "talk"], 1.0), (["safety"], 0.5), (["talk", "cook"], 1 / 3), (["x"], 0.0)]
)
def test_words_fit_by_what_both_have_of_what_either_has(tags: list[str], fit: float) -> None:
    assert tag_fit(an_ask(), a_helper(a_provider(tags=tags))) == pytest.approx(fit)


@pytest.mark.parametrize(
    ("need", "works", "fit"), [("G1", (), 1), ("G1", ("G1",), 1), ("G2", ("G1",), 0), ("", ("G1",), 0.5)]
)
def test_a_grid_fits_where_the_helper_works(need: str, works: tuple[str, ...], fit: float) -> None:
    ask = an_ask(a_need(grid=need))
    assert grid_fit(ask, a_helper(a_provider(grids=works))) == fit


def test_past_work_is_shrunk_to_what_is_usual() -> None:
    assert past_score(a_helper(a_provider())) == 0.7
    assert past_score(a_helper(a_provider(score=1.0))) == pytest.approx((3.5 + 1) / 6)
    assert past_score(a_helper(a_provider(score=1.0), done=95)) == pytest.approx((3.5 + 95) / 100)


def test_resources_fit_by_the_share_that_is_there() -> None:
    takes = Takes(topic="talk", money_fen=1000, goods=frozenset({"chairs", "tea"}), room=SpaceKind.ROOM)
    helper = a_helper(a_provider(money_fen=700, goods=["tea"], venue="room"), taken=Taken(money_fen=200))
    assert resource_fit(an_ask(takes=takes), helper) == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert resource_fit(an_ask(), helper) == 1


@given(asks(), crowds())
def test_every_part_and_the_score_lie_between_nothing_and_all(wanted: list[Ask], crowd: list[Helper]) -> None:
    for ask in wanted:
        for helper in crowd:
            parts = parts_of(ask, helper, ALWAYS)
            assert all(-1e-9 <= part <= 1 + 1e-9 for part in (*parts.values(), score(parts)))
