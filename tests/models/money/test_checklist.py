"""The checks before a month is closed: each is met, stands in the way, or is about something that is not there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.money.checklist import CHECKS, Brought, CheckState, CloseFacts, unmet, verdicts

MONTH = date(2026, 10, 1)
GOOD = CloseFacts(
    month=MONTH,
    last=date(2026, 10, 31),
    today=date(2026, 11, 5),
    takings=True,
    statements={
        "bank": Brought(date(2026, 10, 4), date(2026, 10, 28), 2),
        "wechat": Brought(date(2026, 8, 23), date(2026, 11, 1), 90),
    },
    claim=True,
    fund=True,
    coverage=0.93,
)


def test_a_month_of_which_everything_is_known_has_nothing_in_its_way() -> None:
    found = verdicts(GOOD)
    assert unmet(found) == []
    assert list(found) == [check.key for check in CHECKS]


@pytest.mark.parametrize(
    ("changed", "key", "count"),
    [
        ({"today": date(2026, 10, 30)}, "over", 2),
        ({"today": date(2026, 10, 31)}, "over", 1),
        ({"quiet_days": [MONTH, MONTH + timedelta(1)]}, "sales", 2),
        ({"unposted": 7}, "posted", 7),
        ({"statements": {"bank": Brought(MONTH, date(2026, 10, 27), 9)}}, "statements", 1),
        ({"statements": {"bank": Brought(date(2026, 10, 5), date(2026, 10, 31), 9)}}, "statements", 1),
        ({"statements": {"bank": Brought(date(2026, 9, 1), date(2026, 11, 9), 0)}}, "statements", 1),
        ({"statements": {"bank": Brought(date(2026, 11, 1), date(2026, 11, 9), 0)}}, "statements", 1),
        ({"statements": {}}, "statements", 1),
        ({"breaks": 1}, "balances", 1),
        ({"old_lines": 3}, "lines", 3),
        ({"old_items": 4}, "items", 4),
        ({"vouchers": 2}, "vouchers", 2),
        ({"claim": False}, "claim", 1),
        ({"fund": False}, "fund", 1),
        ({"off_fen": -1}, "balanced", 1),
        ({"coverage": 0.79}, "coverage", 79),
        ({"coverage": None}, "coverage", 0),
    ],
)
def test_each_thing_that_is_missing_stands_in_the_way_by_itself(
    changed: dict[str, object], key: str, count: int
) -> None:
    found = verdicts(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert unmet(found) == [key]
    assert found[key].count == count


def test_what_a_centre_does_not_have_stands_in_nobodys_way() -> None:
    found = verdicts(replace(GOOD, takings=False, statements={}, claim=None, fund=None))
    assert unmet(found) == []
    assert [key for key, one in found.items() if one.state is CheckState.NOTHING] == [
        "statements",
        "balances",
        "lines",
        "claim",
        "fund",
    ]


def test_without_a_line_in_the_month_nothing_was_found_out_about_lines() -> None:
    later = {"bank": Brought(date(2026, 11, 1), date(2026, 11, 9), 0)}
    found = verdicts(replace(GOOD, statements=later))
    assert {key: found[key].state.value for key in ("statements", "balances", "lines")} == {
        "statements": "unmet",
        "balances": "nothing",
        "lines": "nothing",
    }


def test_a_statement_that_begins_after_the_month_hides_none_that_covers_it() -> None:
    more = {**GOOD.statements, "alipay": Brought(date(2026, 11, 2), date(2026, 11, 9), 0)}
    assert unmet(verdicts(replace(GOOD, statements=more))) == []
