"""Targets and their lights."""

import pytest

from models.metric import METRICS
from models.report.target import FEWER_IS_BETTER, Light, light

WANTED = {"utilisation": 0.5, "ghost_rate": 0.1}


@pytest.mark.parametrize(
    ("metric", "value", "shown"),
    [
        ("utilisation", 0.5, Light.MET),
        ("utilisation", 0.46, Light.NEAR),
        ("utilisation", 0.3, Light.MISSED),
        ("ghost_rate", 0.05, Light.MET),
        ("ghost_rate", 0.105, Light.NEAR),
        ("ghost_rate", 0.2, Light.MISSED),
        ("utilisation", None, None),
        ("entries", 7.0, None),
    ],
)
def test_a_light_says_how_far_a_figure_is_from_its_target(
    metric: str, value: float | None, shown: Light | None
) -> None:
    assert light(metric, value, WANTED) == shown


def test_what_is_better_low_is_a_figure_of_the_registry() -> None:
    assert set(METRICS) >= FEWER_IS_BETTER
