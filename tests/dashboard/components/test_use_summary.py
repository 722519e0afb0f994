"""How a figure is held against what it was."""

import pytest

from dashboard.components.use_summary import change_words
from dashboard.i18n import Translate
from models.metric import METRICS
from models.metric.shown import Shown, Standing


def told(key: str, now: float | None, then: float | None) -> str:
    def one(value: float | None) -> Shown:
        return Shown(METRICS[key], value, 1.0, Standing.PLAIN)

    return change_words(Translate("en"), one(now), one(then))


@pytest.mark.parametrize(
    ("key", "now", "then", "words"),
    [
        ("contribution", -50_000, 125_000, "−1,750.00 yuan"),
        ("contribution", 20_050, -10_000, "+300.50 yuan"),
        ("income", 150_000, 100_000, "+50 %"),
        ("income", 150_000, 0, "not comparable: was 0 or less"),
        ("person_hours", 12, 0, "not comparable: was 0 or less"),
        ("person_hours", 0, 0, "not comparable: was 0 or less"),
        ("income", None, 100_000, "–"),
    ],
)
def test_an_amount_that_was_or_is_below_nothing_changes_by_yuan(
    key: str, now: float | None, then: float | None, words: str
) -> None:
    assert told(key, now, then) == words
