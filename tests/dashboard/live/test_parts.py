"""Parts: whoever applies what it is sent, at whatever pace, ends with the whole snapshot."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.live.parts import Parts

BODIES = st.fixed_dictionaries(
    {
        "heard": st.integers(0, 3),
        "spaces": st.fixed_dictionaries({"gym": st.integers(0, 3), "pool": st.integers(0, 3)}),
        "trends": st.fixed_dictionaries({"gym": st.integers(0, 1), "pool": st.integers(0, 1)}),
    }
)


def merged(shown: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """What assets/21-live.js does with a frame."""
    inner = {key: {**shown.get(key, {}), **sent.get(key, {})} for key in ("spaces", "trends")}
    return {**shown, **sent, **inner}


@given(st.lists(st.tuples(BODIES, st.booleans()), min_size=1, max_size=20))
def test_a_viewer_that_looks_now_and_then_ends_with_everything(
    story: list[tuple[dict[str, Any], bool]],
) -> None:
    parts, shown, seen = Parts(), {}, 0
    for sequence, (body, looks) in enumerate([*story[:-1], (story[-1][0], True)], start=1):
        parts.take(body, sequence)
        if looks:
            shown, seen = merged(shown, parts.body(parts.since(seen))), parts.version
    assert shown == story[-1][0]


def test_nothing_new_is_an_empty_body() -> None:
    parts = Parts()
    parts.take({"heard": 1, "spaces": {"gym": 2}}, 1)
    parts.take({"heard": 1, "spaces": {"gym": 2}}, 2)
    assert parts.body(parts.since(1)) == {}
