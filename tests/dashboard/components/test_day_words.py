"""The curve of a day in sentences: what is still to come is told to whom counts are meant."""

import numpy as np

from dashboard.components.day_words import summary
from dashboard.i18n import Locale
from models.account import Role
from models.services.day_curve import day_curve
from tests.builders import GYM, a_centre, a_space, some_ports, unrated
from tests.dashboard.pages.test_live import a_visit
from tests.models.services.test_day_curve import TODAY, forecast_ports


def told(high: float = 14.4, role: Role = Role.MANAGER, locale: Locale = "en") -> str:
    ports = forecast_ports(high)
    return summary(a_visit(role, ports, locale), day_curve(ports, GYM, TODAY))


def test_when_the_rest_of_the_day_will_be_fullest_is_told_with_how_sure_that_is() -> None:
    assert "most people expected about 12:00, some 10 (four times in five between 6 and 14)" in told()
    assert "约 10 人（八成把握在 6～14 人之间）" in told(locale="zh-Hans")


def test_a_forecast_that_is_not_calibrated_says_so() -> None:
    assert "not yet calibrated" in told(np.nan)


def test_a_day_without_a_capacity_says_so_where_the_capacity_would_stand() -> None:
    ports = some_ports(a_centre([unrated(a_space())]))
    for locale, says in (("en", "no capacity is set for that day"), ("zh-Hans", "当天没有设定容量")):
        assert says in summary(a_visit(Role.MANAGER, ports, locale), day_curve(ports, GYM, TODAY))
