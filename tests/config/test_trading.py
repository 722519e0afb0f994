"""Meals, market periods and stalls of a centre file: what is right is read, what is wrong is named."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from config.centre import load_centre
from config.settings import ConfigError
from config.trading import periods
from models.calendar import Calendar
from models.centre import SpaceId, SpaceKind
from models.metric.trade import DAY_PARTS
from models.trading_hours import trading_windows

FILE = Path(__file__).parents[2] / "config" / "centres" / "shijiawan.toml"
DINNER = '{ key = "dinner", name = { zh-Hans = "晚餐", en = "Dinner" }, start = "16:30"'


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """The shipped centre with one text put in place of another."""

    def write(old: str, new: str) -> Path:
        whole = FILE.read_text(encoding="utf-8")
        assert old in whole
        file = tmp_path / "centre.toml"
        file.write_text(whole.replace(old, new, 1), encoding="utf-8")
        return file

    return write


def test_the_shipped_centre_serves_three_meals_and_has_stalls_on_its_street() -> None:
    centre = load_centre(FILE)
    canteen = centre.spaces[SpaceId("canteen")]
    day = date(2026, 11, 20)
    windows = trading_windows(canteen.meals, day, Calendar({}), centre.zone_info)
    assert [(key, window.hours) for key, window in windows.items()] == [
        ("breakfast", 2.5), ("lunch", 3), ("dinner", 2.5),
    ]  # fmt: skip
    assert {stall.space for stall in centre.stalls.values()} == {"market"}
    assert [hours.start for hours in centre.spaces[SpaceId("market")].periods] == [
        time(6),
        time(10),
        time(18),
    ]


def test_a_market_that_names_no_periods_has_a_morning_and_a_night() -> None:
    assert periods(SpaceKind.MARKET, ()) == DAY_PARTS
    assert periods(SpaceKind.GYM, ()) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "dinner"', 'key = "supper"', "space.canteen.meal.2.key = 'supper' is wrong"),
        ('key = "dinner"', 'key = "lunch"', "space.canteen.meal.2.key 'lunch' is already that of space.canteen.meal.1"),
        (DINNER, DINNER.replace("16:30", "13:00"), "space.canteen.meal.2 'dinner' begins before"),
        (DINNER, DINNER.replace("16:30", "20:00"), "space.canteen.meal.2.end 19:00 is not after its start 20:00"),
        (DINNER, DINNER.replace("16:30", "half past four"), "space.canteen.meal.2.start = 'half past four' is wrong"),
        ('kind = "canteen"', 'kind = "room"', "space.canteen.meal is for a space of kind 'canteen'"),
        ('[stall.veg]\nspace = "market"', '[stall.veg]\nspace = "moon"', "stall.veg.space 'moon' is not a space"),
        ('[stall.veg]\nspace = "market"', '[stall.veg]\nspace = "gym"', "stall.veg.space 'gym' is of kind 'gym'"),
        ("at = [6, 28]", "at = [6, 128]", "stall.veg.at.1 = 128 is wrong"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_path_and_value(
    changed: Callable[..., Path], old: str, new: str, said: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        load_centre(changed(old, new))
    assert said in str(refused.value)
