"""Feeds by the rules of Realtime Paged Data Exchange, read as a reader of theirs does."""

from hypothesis import given
from hypothesis import strategies as st

from models.exchange.rpde import KEPT_MS, LICENSE, PAGE, Item, Json, Place, Watch, after, page

Pairs = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 10**6)), max_size=1300, unique_by=lambda pair: pair[1]
)


def followed(items: list[Item]) -> list[Json]:
    """Every page, as a reader gets them: `next` until a page is empty and its next is itself."""
    pages, place = [], Place()
    for _ in range(len(items) + 2):
        told = page("https://x/feed", place, after(items, place))
        pages.append(told)
        if not told["items"]:
            return pages
        last = told["items"][-1]
        place = Place(last["modified"], last["id"])
    raise AssertionError("the feed has no end")


@given(Pairs)
def test_a_reader_that_follows_next_sees_every_item_once_in_order(pairs: list[tuple[int, int]]) -> None:
    items = [Item(id=str(key), modified=modified, kind="x", data={}) for modified, key in pairs]
    pages = followed(items)
    seen = [(one["modified"], one["id"]) for told in pages for one in told["items"]]
    assert seen == sorted((one.modified, one.id) for one in items)
    assert all(len(told["items"]) <= PAGE and told["license"] == LICENSE for told in pages)


def test_the_last_page_is_empty_and_leads_to_itself() -> None:
    items = [Item(id="a", modified=3, kind="x", data={})]
    first, last = followed(items)
    assert first["next"] == last["next"] == "https://x/feed?afterTimestamp=3&afterId=a"
    assert page("https://x/feed", Place(), [])["next"] == "https://x/feed"


def test_a_deleted_item_is_told_without_data() -> None:
    (told,) = page("https://x/feed", Place(), [Item(id="a", modified=3, kind="x", data=None)])["items"]
    assert told == {"kind": "x", "id": "a", "modified": 3, "state": "deleted"}


def test_a_change_moves_an_item_behind_every_reader_and_nothing_else_moves() -> None:
    watch = Watch("x")
    first = {one.id: one for one in watch.items({"a": {"n": 1}, "b": {"n": 1}}, 1000)}
    second = {one.id: one for one in watch.items({"a": {"n": 2}, "b": {"n": 1}}, 1000)}
    assert second["b"] == first["b"]
    assert second["a"].modified > max(one.modified for one in first.values())
    assert watch.items({"a": {"n": 2}, "b": {"n": 1}}, 900) == list(second.values())


def test_what_is_gone_is_told_as_deleted_for_seven_days() -> None:
    watch = Watch("x")
    watch.items({"a": {}}, 1000)
    assert [one.data for one in watch.items({}, 2000)] == [None]
    assert [one.data for one in watch.items({}, 2000 + KEPT_MS)] == [None]
    assert watch.items({}, 2002 + KEPT_MS) == []


def test_many_items_of_one_moment_are_all_read() -> None:
    items = [Item(id=f"{n:05}", modified=7, kind="x", data={}) for n in range(2 * PAGE + 1)]
    pages = followed(items)
    assert [len(told["items"]) for told in pages] == [PAGE, PAGE, 1, 0]
