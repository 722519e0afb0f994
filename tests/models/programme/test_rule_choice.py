"""Simple choices and rules say the same thing in both directions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.programme.rule import RuleError
from models.programme.rule_choice import Pattern, RuleChoice, choice_of, spelt

FIRST = date(2026, 11, 18)
"""The third Wednesday."""


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (RuleChoice(pattern=Pattern.ONCE), ""),
        (RuleChoice(pattern=Pattern.DAILY, every=3), "FREQ=DAILY;INTERVAL=3"),
        (RuleChoice(pattern=Pattern.WEEKLY, weekdays=frozenset({0, 4})), "FREQ=WEEKLY;BYDAY=MO,FR"),
        (RuleChoice(pattern=Pattern.WEEKLY), "FREQ=WEEKLY;BYDAY=WE"),
        (RuleChoice(pattern=Pattern.MONTHLY_DAY, count=6), "FREQ=MONTHLY;COUNT=6;BYMONTHDAY=18"),
        (
            RuleChoice(pattern=Pattern.MONTHLY_WEEKDAY, until=date(2027, 6, 1)),
            "FREQ=MONTHLY;UNTIL=20270601;BYDAY=3WE",
        ),
        (RuleChoice(pattern=Pattern.EXPERT, text="freq=yearly"), "FREQ=YEARLY"),
    ],
)
def test_a_choice_is_spelt_as_the_rule_that_people_mean(choice: RuleChoice, text: str) -> None:
    assert spelt(choice, FIRST) == text


def test_the_fifth_weekday_of_a_month_is_its_last() -> None:
    assert spelt(RuleChoice(pattern=Pattern.MONTHLY_WEEKDAY), date(2026, 12, 30)) == "FREQ=MONTHLY;BYDAY=-1WE"


CHOICES = st.builds(
    RuleChoice,
    pattern=st.sampled_from([Pattern.DAILY, Pattern.WEEKLY, Pattern.MONTHLY_DAY, Pattern.MONTHLY_WEEKDAY]),
    every=st.integers(1, 366),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    until=st.none() | st.dates(date(2026, 1, 1), date(2100, 1, 1)),
)


@given(CHOICES, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_rule_that_was_chosen_simply_is_shown_simply_again(choice: RuleChoice, first: date) -> None:
    text = spelt(choice, first)
    again = choice_of(text, first)
    assert again.pattern is choice.pattern
    assert spelt(again, first) == text


@pytest.mark.parametrize(
    "text",
    ["FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270101T000000Z", "nonsense"],
)
def test_what_no_simple_choice_says_stays_a_rule(text: str) -> None:
    again = choice_of(text, FIRST)
    assert (again.pattern, again.text) == (Pattern.EXPERT, text)


@pytest.mark.parametrize(
    "choice", [RuleChoice(pattern=Pattern.DAILY, every=0), RuleChoice(pattern=Pattern.DAILY, count=0)]
)
def test_a_number_that_no_rule_can_have_is_refused(choice: RuleChoice) -> None:
    with pytest.raises(RuleError):
        spelt(choice, FIRST)
