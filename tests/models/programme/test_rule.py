"""A rule is read strictly: what cannot be meant is refused, and the refusal names the part."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.programme.rule import LONGEST_TEXT, RuleError, parse_rule, rule_text
from tests.models.programme.test_rule_dates import rules

HOSTILE = {
    "": ("unknown_part", {"part": ""}),
    "FREQ": ("bad_value", {"part": "FREQ", "value": ""}),
    "FREQ=SECONDLY": ("time_of_day", {"part": "FREQ", "value": "SECONDLY"}),
    "FREQ=HOURLY;INTERVAL=1": ("time_of_day", {"part": "FREQ", "value": "HOURLY"}),
    "FREQ=FORTNIGHTLY": ("bad_value", {"part": "FREQ", "value": "FORTNIGHTLY"}),
    "BYDAY=MO": ("no_frequency", {}),
    "FREQ=DAILY;BYHOUR=1": ("time_of_day", {"part": "BYHOUR", "value": "1"}),
    "FREQ=DAILY;FREQ=WEEKLY": ("twice", {"part": "FREQ"}),
    "FREQ=DAILY;BYEASTER=1": ("unknown_part", {"part": "BYEASTER"}),
    "FREQ=DAILY;COUNT=1000000000": (
        "out_of_range",
        {"part": "COUNT", "value": "1000000000", "lowest": 1, "highest": 5000},
    ),
    f"FREQ=DAILY;COUNT={'9' * 50}": ("bad_value", {"part": "COUNT", "value": "9" * 40}),
    "FREQ=DAILY;INTERVAL=0": (
        "out_of_range",
        {"part": "INTERVAL", "value": "0", "lowest": 1, "highest": 366},
    ),
    "FREQ=DAILY;INTERVAL=\u0663": ("bad_value", {"part": "INTERVAL", "value": "\u0663"}),
    "FREQ=WEEKLY;BYDAY=XX": ("bad_value", {"part": "BYDAY", "value": "XX"}),
    "FREQ=WEEKLY;BYDAY=MO,,TU": ("bad_value", {"part": "BYDAY", "value": ""}),
    "FREQ=MONTHLY;BYDAY=0MO": ("bad_value", {"part": "BYDAY", "value": "0MO"}),
    "FREQ=WEEKLY;BYDAY=1MO": ("not_with", {"part": "BYDAY", "other": "FREQ=WEEKLY"}),
    "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO": ("not_with", {"part": "BYDAY", "other": "BYWEEKNO"}),
    "FREQ=WEEKLY;BYMONTHDAY=1": ("not_with", {"part": "BYMONTHDAY", "other": "FREQ=WEEKLY"}),
    "FREQ=MONTHLY;BYWEEKNO=1": ("not_with", {"part": "BYWEEKNO", "other": "FREQ=MONTHLY"}),
    "FREQ=DAILY;COUNT=3;UNTIL=20270101": ("not_with", {"part": "COUNT", "other": "UNTIL"}),
    "FREQ=DAILY;BYSETPOS=1": ("needs_another", {"part": "BYSETPOS"}),
    "FREQ=MONTHLY;BYMONTHDAY=0": ("bad_value", {"part": "BYMONTHDAY", "value": "0"}),
    "FREQ=YEARLY;BYMONTH=-1": (
        "out_of_range",
        {"part": "BYMONTH", "value": "-1", "lowest": 1, "highest": 12},
    ),
    "FREQ=DAILY;COUNT=3;UNTIL=99991231": ("not_with", {"part": "COUNT", "other": "UNTIL"}),
    "FREQ=DAILY;UNTIL=00010101T000000": ("bad_until", {"value": "00010101T000000"}),
    "FREQ=DAILY;UNTIL=18991231": ("bad_until", {"value": "18991231"}),
    "FREQ=DAILY;UNTIL=20260230": ("bad_until", {"value": "20260230"}),
    "FREQ=DAILY;UNTIL=20261231T000000+0800": ("bad_until", {"value": "20261231T000000+0800"}),
    "FREQ=DAILY;UNTIL=TZID=Asia/Shanghai:20261231T000000": (
        "bad_until",
        {"value": "TZID=ASIA/SHANGHAI:20261231T000000"},
    ),
    "FREQ=DAILY;WKST=1": ("bad_value", {"part": "WKST", "value": "1"}),
    "FREQ=DAILY;" + "X" * LONGEST_TEXT: ("too_long", {"n": LONGEST_TEXT + 11, "most": LONGEST_TEXT}),
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_rule_that_cannot_be_is_refused_by_the_name_of_its_part(text: str) -> None:
    key, values = HOSTILE[text]
    with pytest.raises(RuleError) as refused:
        parse_rule(text)
    assert (refused.value.message.key, dict(refused.value.message.values)) == (f"rule.{key}", values)


@given(rules())
def test_a_rule_that_is_written_is_read_back_as_the_same(text: str) -> None:
    assert parse_rule(rule_text(parse_rule(text))) == parse_rule(text)


@pytest.mark.parametrize("text", ["FREQ=WEEKLY;UNTIL=20261231T155959Z", "FREQ=DAILY;UNTIL=20261231T155959"])
def test_an_end_with_a_time_is_written_as_it_was(text: str) -> None:
    assert rule_text(parse_rule(text)) == text


def test_a_rule_as_a_calendar_file_prints_it_is_understood() -> None:
    assert parse_rule(" RRULE:freq=weekly;byday=we,mo; ") == parse_rule("FREQ=WEEKLY;BYDAY=MO,WE")


@given(st.text(max_size=60) | st.text(alphabet="FREQ=DAILYBY;:,0123456789+-TZMOUNTIL", max_size=80))
def test_no_text_at_all_does_anything_but_read_or_refuse(text: str) -> None:
    with suppress(RuleError):
        assert parse_rule(rule_text(parse_rule(text))) == parse_rule(text)
