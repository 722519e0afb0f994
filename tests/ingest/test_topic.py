"""MQTT filters as sets of topics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.topic import apart, covers, matches, overlaps

LEVEL = st.sampled_from(["a", "b", "", "+"])
PATTERN = st.lists(LEVEL, min_size=1, max_size=4).flatmap(
    lambda levels: st.sampled_from(["/".join(levels), "/".join([*levels, "#"])])
)
TOPIC = st.lists(st.sampled_from(["a", "b", ""]), min_size=1, max_size=5).map("/".join)


@pytest.mark.parametrize(
    ("pattern", "topic", "brought"),
    [
        ("a/+/c", "a/b/c", True),
        ("a/+/c", "a/b/b/c", False),
        ("a/#", "a/b/c", True),
        ("a/#", "a", True),
        ("a/#", "b", False),
        ("+", "a/b", False),
        ("/+/x", "/p/x", True),
        ("/+/x", "p/x", False),
    ],
)
def test_a_filter_brings_the_topics_of_its_levels(pattern: str, topic: str, brought: bool) -> None:
    assert matches(pattern, topic) is brought


@given(PATTERN, PATTERN, TOPIC)
def test_a_topic_that_two_filters_bring_makes_them_overlap(one: str, other: str, topic: str) -> None:
    if matches(one, topic) and matches(other, topic):
        assert overlaps(one, other)
        assert overlaps(other, one)


@given(PATTERN, PATTERN, TOPIC)
def test_what_a_covered_filter_brings_the_other_brings_too(one: str, other: str, topic: str) -> None:
    if covers(one, other) and matches(other, topic):
        assert matches(one, topic)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a/+", "b/+"), ("a/b", "a/c"), ("a", "a/b"), ("+/x", "a/y"), ("+/+", "+"), ("a/+/x", "+/b/y")],
)
def test_filters_without_a_common_topic_do_not_overlap(one: str, other: str) -> None:
    assert not overlaps(one, other)
    assert not overlaps(other, one)


@given(st.lists(PATTERN, max_size=6), TOPIC)
def test_fewer_filters_bring_the_same_topics(patterns: list[str], topic: str) -> None:
    kept = apart(patterns)
    assert any(matches(one, topic) for one in kept) == any(matches(one, topic) for one in patterns)
    assert set(kept) <= set(patterns)


def test_equal_filters_are_kept_once() -> None:
    assert apart(["a/b", "a/+", "a/+", "b"]) == ("a/+", "b")
