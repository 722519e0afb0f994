"""A remark says something, and whom it concerns."""

from datetime import timedelta

import pytest

from models.calendar import Window
from models.centre import SpaceId
from models.remark import LONGEST_TEXT, Remark, RemarkKind
from tests.builders import GYM, NOON


def a_remark(text: str = "暴雨", space: SpaceId | None = None) -> Remark:
    return Remark(
        id="r1",
        space=space,
        window=Window(NOON, NOON + timedelta(hours=1)),
        kind=RemarkKind.WEATHER,
        text=text,
        by="li",
        at=NOON,
    )


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_TEXT + 1)])
def test_a_remark_without_words_or_with_too_many_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="remark 'r1' has"):
        a_remark(text)


def test_a_remark_about_the_house_is_read_in_every_space_and_one_about_a_space_in_the_house() -> None:
    assert a_remark(space=None).about(GYM)
    assert a_remark(space=GYM).about(GYM)
    assert a_remark(space=GYM).about(None)
    assert not a_remark(space=GYM).about(SpaceId("hall"))
