"""Foreign feeds: followed to their end, the newest state of each item kept, hostile ones refused by name."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.remote import AddressError
from models.exchange.rpde import Item, Place, after, page
from models.exchange.rpde_reader import MOST_PAGES, follow, read_page

HOME = "https://feeds.example/sessions"

Fetch = Callable[[str], bytes]


def item(key: object, modified: object, state: str = "updated", **more: object) -> dict[str, Any]:
    data = {"data": {"name": "x"}} if state == "updated" else {}
    return {"id": key, "kind": "ScheduledSession", "modified": modified, "state": state, **data, **more}


def pages(told: Mapping[str, object]) -> Fetch:
    return lambda address: json.dumps(told[address]).encode()


def a_page(following: str, *items: object) -> dict[str, object]:
    return {"next": following, "items": [*items], "license": "x"}


def why(fetch: Fetch) -> str:
    with pytest.raises(AddressError) as told:
        follow(fetch, HOME)
    return told.value.message.key.rpartition(".")[2]


def test_a_feed_is_followed_to_the_empty_page_that_leads_to_itself() -> None:
    two = f"{HOME}?afterTimestamp=2"
    last = f"{HOME}?afterTimestamp=3"
    told = follow(
        pages(
            {
                HOME: a_page(two, item("a", 1), item("b", 2)),
                two: a_page(last, item("a", 3, "deleted")),
                last: a_page(last),
            }
        ),
        HOME,
    )
    assert {key: (one.modified, one.data) for key, one in told.items.items()} == {
        "a": (3, None),
        "b": (2, {"name": "x"}),
    }
    assert (told.next, told.pages) == (last, 3)


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), max_size=40),
    st.integers(1, 7),
    st.integers(0, 40),
)
def test_read_in_one_go_or_in_two_the_end_is_the_same(
    changes: list[tuple[str, bool]], size: int, pause: int
) -> None:
    """The publisher keeps each item once, at its newest number; a reader comes, and comes again after more changed."""

    def publisher(upto: int) -> Fetch:
        kept = {
            key: Item(id=key, modified=n, kind="ScheduledSession", data={"n": n} if there else None)
            for n, (key, there) in enumerate(changes[:upto])
        }

        def fetch(address: str) -> bytes:
            query = address.partition("?")[2]
            place = Place()
            if query:
                stamp, _, key = query.removeprefix("afterTimestamp=").partition("&afterId=")
                place = Place(int(stamp), key)
            return json.dumps(page(HOME, place, after([*kept.values()], place)[:size])).encode()

        return fetch

    whole = follow(publisher(len(changes)), HOME).items
    first = follow(publisher(pause), HOME)
    rest = follow(publisher(len(changes)), first.next)
    assert {**first.items, **rest.items} == whole
    assert follow(publisher(len(changes)), rest.next).items == {}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({HOME: a_page("https://other.example/sessions")}, "elsewhere"),
        ({HOME: a_page("http://feeds.example/sessions")}, "elsewhere"),
        ({HOME: a_page("/sessions?x")}, "odd"),
        ({HOME: a_page(HOME, item("a", 1))}, "circle"),
        ({HOME: a_page(f"{HOME}?2", item("a", 1)), f"{HOME}?2": a_page(HOME, item("b", 2))}, "circle"),
        ({HOME: a_page(f"{HOME}?2", item("a", 2), item("b", 1))}, "backwards"),
        ({HOME: {"items": []}}, "no_feed"),
        ({HOME: {"next": HOME}}, "no_feed"),
        ({HOME: {"next": "x" * 3_000, "items": []}}, "no_feed"),
        ({HOME: [1]}, "no_feed"),
        *(
            ({HOME: a_page(HOME, odd)}, "odd_item")
            for odd in (
                *(
                    1,
                    {},
                    item("a", -1),
                    item("a", 1.5),
                    item("a", True),
                    item("a", 2**70),
                    item("", 1),
                    item(None, 1),
                ),
                *(
                    item("a", 1, "gone"),
                    item("a", 1, data=[]),
                    item("a" * 600, 1),
                    item(True, 1),
                    item("a", 1, kind=3),
                ),
            )
        ),
    ],
)
def test_a_hostile_feed_ends_in_a_refusal_that_names_what_is_wrong(
    told: Mapping[str, object], reason: str
) -> None:
    assert why(pages(told)) == reason


def test_a_feed_without_end_is_given_up_after_so_many_pages() -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return json.dumps(a_page(f"{HOME}?{len(asked)}")).encode()

    assert why(fetch) == "no_end"
    assert len(asked) == MOST_PAGES


def test_numbers_that_are_written_as_texts_are_read() -> None:
    assert read_page(json.dumps(a_page(HOME, item(7, "12"))).encode()).items[0].modified == 12


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    with pytest.raises(AddressError):
        read_page(content)


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(AddressError):
        read_page(b'{"items":' + b"[" * 200_000)
