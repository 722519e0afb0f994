"""What is expected, under the week: half hours in colour, quiet spells and crowds by sign and in words."""

from dash import html

from dashboard.advice.half_hour import HalfHour, Tier
from dashboard.components.advice_heat import half_words, heat_drawing, spells
from dashboard.components.drawing import Figures
from dashboard.i18n import Translate

EN = Translate("en")


def a_half(start: int, tier: Tier, people: float | None = 4.0) -> HalfHour:
    return HalfHour(start=start, people=people, low=None, high=None, capacity=40, tier=tier)


def test_half_hours_of_one_tier_are_one_spell_until_something_lies_between() -> None:
    tiers = [Tier.SURELY, Tier.SURELY, Tier.USUAL, Tier.PEAK, Tier.PROBABLY]
    halves = [a_half(480 + 30 * n, tier) for n, tier in enumerate(tiers)]
    shut_between = a_half(720, Tier.PROBABLY)
    found = [(tier, first.start, last.start) for tier, first, last in spells([*halves, shut_between])]
    assert found == [
        (Tier.SURELY, 480, 510),
        (Tier.PEAK, 570, 570),
        (Tier.PROBABLY, 600, 600),
        (Tier.PROBABLY, 720, 720),
    ]


def test_a_half_hour_says_how_sure_it_is_and_nothing_where_nothing_is_known() -> None:
    assert "not calibrated yet" in half_words(EN, a_half(480, Tier.PROBABLY))
    assert half_words(EN, a_half(480, Tier.UNKNOWN, None)) == "08:00–08:30: not enough is known to say"


def test_the_ground_of_the_timetable_is_a_table_as_well() -> None:
    known = HalfHour(start=480, people=12.2, low=8.0, high=17.4, capacity=40, tier=Tier.PEAK)
    drawing = heat_drawing(
        EN, html.Div(), {"Mon": [known, a_half(510, Tier.USUAL)], "Tue": [a_half(510, Tier.UNKNOWN, None)]}
    )
    assert isinstance(drawing.figures, Figures)
    assert drawing.figures.heads == ("Half hour", "Mon", "Tue")
    assert list(drawing.figures.rows) == [
        ("08:00–08:30", "12 (8–17) · Peak warning", "–"),
        ("08:30–09:00", "4", "–"),
    ]
