"""A device's mark is ours or none."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.device_mark import DeviceMark

MARKS = DeviceMark(b"key")


def test_what_was_drawn_is_read_back_and_each_is_another() -> None:
    first, second = MARKS.drawn(), MARKS.drawn()
    assert MARKS.device(first) == MARKS.device(first) != MARKS.device(second)
    assert first.startswith(f"{MARKS.device(first)}.")


@given(st.text(max_size=60))
def test_what_somebody_made_up_is_no_device(mark: str) -> None:
    assert MARKS.device(mark) == ""


def test_a_mark_of_another_deployment_and_one_that_was_changed_are_none() -> None:
    mark = MARKS.drawn()
    assert DeviceMark(b"other").device(mark) == ""
    assert MARKS.device("a" + mark) == ""
    assert MARKS.device(f"{mark}0") == ""
