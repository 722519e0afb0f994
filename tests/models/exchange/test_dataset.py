"""Dataset pages: feeds found by what they are called in HTML or JSON, and nothing made up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.dataset import dataset
from models.exchange.remote import AddressError

LD = {
    "@type": "Dataset",
    "distribution": [
        {"additionalType": "https://openactive.io/ScheduledSession", "contentUrl": "https://x/1"},
        {"name": "SessionSeries", "contentUrl": "https://x/2"},
        {"name": "facility-uses", "contentUrl": "https://x/3"},
        {"identifier": "FacilityUseSlot", "contentUrl": "https://x/4"},
        {"name": "Course", "contentUrl": "https://x/5"},
        {"name": "slots"},
        7,
    ],
}
HEAD = '<html><script type="application/ld+json">{"@type": "Thing"}</script>'
FEEDS = {
    "sessions": "https://x/1",
    "series": "https://x/2",
    "facilities": "https://x/3",
    "slots": "https://x/4",
}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(LD),
        HEAD + f'<script id=1 type="application/ld+json">{json.dumps(LD)}</script></html>',
    ],
)
def test_feeds_are_found_by_any_of_their_names(content: str) -> None:
    assert dataset(content.encode()) == FEEDS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"distribution": {"a": 1}}',
        b"<script" * 100_000,
        b'<script type="application/ld+json">' * 100_000,
    ],
)
def test_a_page_without_feeds_is_refused(content: bytes) -> None:
    with pytest.raises(AddressError):
        dataset(content)


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    with pytest.raises(AddressError):
        dataset(content)
