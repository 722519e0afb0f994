"""A centre's own topics stand beside the starting ones, and each is of the zones in which it would take place."""

from dataclasses import replace

from models.centre import SpaceKind
from models.needs.need import Topic
from models.needs.topic import STARTING_TOPICS, topics_of, zones_of
from tests.builders import a_centre, a_space


def test_a_centre_adds_its_own_topics_and_replaces_a_starting_one_by_its_key() -> None:
    own = Topic(key="music", name={"zh-Hans": "音乐"})
    meals = replace(next(one for one in STARTING_TOPICS if one.key == "meals"), retired=True)
    topics = topics_of([own, meals])
    assert list(topics)[-1] == "music"
    assert topics["meals"].retired
    assert len(topics) == len(STARTING_TOPICS) + 1


def test_a_topic_is_of_its_zone_or_of_the_zones_of_its_kind_of_space() -> None:
    house = a_centre([a_space("gym", kind=SpaceKind.GYM)])
    topics = topics_of([])
    assert zones_of(topics["children"], house) == {"purple"}
    gyms = {space.zone for space in house.spaces.values() if space.kind == "gym"}
    assert zones_of(topics["fitness"], house) == gyms
    assert zones_of(topics["safety"], house) == frozenset()


def test_every_starting_topic_is_named_in_both_languages() -> None:
    assert all(set(one.name) == {"zh-Hans", "en"} for one in STARTING_TOPICS)
