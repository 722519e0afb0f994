"""Looking at a stranger's payload without believing it."""

import pytest

from ingest.introduction import MOST_KEYS, paths, read_loosely


@pytest.mark.parametrize("payload", [b"", b"{", b"\xff\xfe", b"[" * 60_000 + b"]" * 60_000, b"online"])
def test_what_is_no_json_is_nothing(payload: bytes) -> None:
    assert read_loosely(payload) is None


def test_paths_lead_to_every_value() -> None:
    assert paths({"a": 1, "b": {"c": None, "d": {"e": "x"}}, "f": [1]}) == ("a", "b.c", "b.d.e", "f")
    assert paths([1]) == ()


def test_a_stranger_cannot_tell_any_number_of_paths() -> None:
    assert len(paths({str(n): n for n in range(5000)})) == MOST_KEYS
    deep: object = 1
    for _ in range(100):
        deep = {"x": deep}
    assert paths(deep) == ()
