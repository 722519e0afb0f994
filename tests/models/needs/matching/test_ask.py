"""What a need asks for and what a helper has left."""

from dataclasses import replace

import pytest

from models.needs.matching.ask import things_of
from models.needs.matching.load import Taken
from models.needs.provider import Qualification, Thing
from models.needs.takes import Synonyms, Takes
from tests.models.needs.matching.pool import TALK, a_helper, a_provider, an_ask


def test_a_need_asks_for_what_its_topic_takes_and_nobody_gave_it_yet() -> None:
    takes = Takes(topic="talk", money_fen=500, goods=frozenset({"chairs"}))
    assert things_of(takes) == {Thing.SKILL, Thing.MONEY, Thing.GOODS}
    assert things_of(replace(takes, minutes=0)) == {Thing.MONEY, Thing.GOODS}
    assert an_ask(takes=takes, given=frozenset({Thing.MONEY})).missing == {Thing.SKILL, Thing.GOODS}


def test_topics_with_minors_and_medicine_ask_for_the_qualification() -> None:
    topic = replace(TALK, minors=True, medical=True)
    assert an_ask(topic=topic).needed == {Qualification.MINORS, Qualification.MEDICAL}
    assert an_ask().needed == set()


@pytest.mark.parametrize(("minutes", "used", "left"), [(0, 500, None), (120, 30, 90), (60, 90, 0)])
def test_a_helper_has_its_limit_less_what_is_taken(minutes: int, used: int, left: int | None) -> None:
    helper = a_helper(a_provider(minutes=minutes, money_fen=100), taken=Taken(minutes=used, money_fen=40))
    assert (helper.minutes_left, helper.money_left) == (left, 60)


def test_both_sides_say_their_words_in_one_way() -> None:
    known = Synonyms(groups=(frozenset({"safety", "安全"}),))
    assert an_ask(synonyms=known).tags & a_helper(a_provider(tags=["安全"]), synonyms=known).tags
