"""Advice without a browser: what cannot be said of one centre takes nothing from the others."""

from dataclasses import replace

from dashboard.advise import advised
from models.services.advising import advice_of
from tests.effects import a_house, steady


def test_a_centre_without_advice_is_named_and_the_others_are_told_and_kept() -> None:
    house = a_house(steady())
    bare = replace(house, centre=replace(house.centre, id="bare"), advice=None)
    found, refused = advised([bare, house], "", kept=True)
    assert [(ports.centre.id, week) for ports, week, _ in found] == [(house.centre.id, "2026-W43")]
    assert {centre: why.key for centre, why in refused.items()} == {"bare": "refused.advice.none_here"}
    assert advice_of(house).recommendations.was_run("2026-W43")


def test_a_week_that_has_begun_is_refused_for_each_centre() -> None:
    found, refused = advised([a_house(steady())], "2026-W40", kept=False)
    assert not found
    assert [why.key for why in refused.values()] == ["refused.advice.past_week"]
