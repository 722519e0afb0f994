"""The same bytes give the same advice, every number of every sentence can be had from them again, and no limit is broken."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from dashboard.i18n import LOCALES, Locale, Translate
from models.advice.action import Action
from models.advice.candidate import after, half_of
from models.advice.ground import Ground, ground_of
from models.advice.portfolio import meet
from models.advice.proposing import Advised, advise
from models.advice.query import answered
from models.advice.recommendation import Held, Recommendation
from models.advice.snapshot import packed, unpacked
from models.centre import SpaceId
from models.document import filled, plain
from models.spell import Spell
from models.weekplan.greedy import greedy
from tests.advised_ground import a_snapshot

EXPIRES = datetime(2026, 11, 29, 16, 0, tzinfo=UTC)
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")


@cache
def advised() -> tuple[bytes, Advised]:
    content = packed(a_snapshot())
    return content, advise(content, greedy, expires_at=EXPIRES)


def test_the_same_bytes_give_the_same_advice() -> None:
    content, made = advised()
    again = advise(content, greedy, expires_at=EXPIRES)
    assert plain(again.recommendations) == plain(made.recommendations)
    assert packed(unpacked(content)) == content


def test_a_crowded_class_a_full_one_a_ghost_and_a_group_that_asks_each_get_their_advice() -> None:
    found = {one.action for one in advised()[1].recommendations}
    assert found >= {Action.MOVE_SESSION, Action.ADD_CLASS, Action.RELEASE_GHOST, Action.GRANT_SLOT}


def test_every_fact_can_be_had_again_from_the_kept_bytes_alone() -> None:
    content, made = advised()
    ground = Ground(unpacked(content))
    for each in json.loads(json.dumps(plain(made.recommendations))):  # as it lies in the database
        for fact in filled(Recommendation, each).facts:
            assert answered(ground, int(fact.id[1:]), fact.query) == fact


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_of_every_sentence_is_one_of_its_facts(locale: Locale) -> None:
    t = Translate(locale)
    for one in advised()[1].recommendations:
        known = {fact.value for fact in one.facts}
        assert one.why
        for sentence in (*one.why, *one.risks, *(other.why_not for other in one.alternatives)):
            said = t.message(sentence)
            assert sentence.key not in said
            numbers = {float(text.replace("−", "-")) for text in NUMBER.findall(said)}
            assert numbers <= known, f"{said} says {numbers - known}"


def test_that_a_fixed_hour_costs_nothing_is_said_without_a_number() -> None:
    (granted,) = [one for one in advised()[1].recommendations if one.action is Action.GRANT_SLOT]
    said = [sentence.key for sentence in granted.why]
    assert "advice.why.unchanged.contribution_fen" in said
    assert "advice.why.effect.contribution_fen" not in said


def test_what_is_proposed_fits_its_hours_and_spoils_nothing() -> None:
    content, made = advised()
    ground = Ground(unpacked(content))
    spaces = Counter(one.target.space for one in made.recommendations)
    assert max(spaces.values()) <= ground.snapshot.weights.changes
    for one, other in combinations(made.recommendations, 2):
        assert not meet(one.target, other.target)
        series = one.parameters.get("series")
        assert series is None or series != other.parameters.get("series")
    for one in made.recommendations:
        hours = slice(half_of(one.target.start), half_of(one.target.end, ends=True))
        assert ground.space(one.target.space).open[list(one.target.weekdays), hours].all()
        assert all(each.held is not Held.RELAXED for each in one.constraints if each.hard)


def test_hours_that_are_taken_are_left_alone() -> None:
    snapshot = a_snapshot()
    for use in snapshot.spaces.values():
        use.taken[:, 22:30] = True
    made = advise(packed(snapshot), greedy, expires_at=EXPIRES)
    assert not {one.action for one in made.recommendations} & {Action.MOVE_SESSION, Action.GRANT_SLOT}


def test_no_class_is_moved_out_of_an_hour_that_another_change_is_measured_in() -> None:
    snapshot = a_snapshot()
    (evening,) = [one for one in snapshot.courses if one.id == "evening"]
    measured = Spell(
        space=SpaceId(evening.space),
        weekdays=evening.weekdays,
        start=evening.start,
        end=after(evening.start, evening.minutes),
        first=snapshot.monday,
    )
    made = advise(packed(replace(snapshot, running=(measured,))), greedy, expires_at=EXPIRES)
    assert made.recommendations
    assert Action.MOVE_SESSION not in {one.action for one in made.recommendations}


def test_without_measurements_nothing_is_proposed_that_stands_on_them() -> None:
    snapshot = a_snapshot()
    for use in snapshot.spaces.values():
        for column in (use.person, use.measured, use.overflow):
            column[:] = 0
        use.point[:] = np.nan
    made = advise(packed(snapshot), greedy, expires_at=EXPIRES)
    by_turns = {Action.RELEASE_GHOST, Action.REMINDER, Action.RIGHT_SIZE}
    assert {one.action for one in made.recommendations} <= by_turns


def test_whoever_asks_the_same_snapshot_again_does_not_learn_its_demand_again() -> None:
    first, again, other = (
        packed(one) for one in (a_snapshot(), a_snapshot(), replace(a_snapshot(), week="2027-W01"))
    )
    assert ground_of(first).demand is ground_of(again).demand
    assert ground_of(other).demand is not ground_of(first).demand
