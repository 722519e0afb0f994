"""The sum on the page is the sum of the model."""

import re
from dataclasses import replace

import pytest

from dashboard.components.why_sum import account, signed
from dashboard.i18n import LOCALES, Locale
from models.account import Role
from models.itemised import Item, itemised
from models.why import Why
from tests.dashboard.pages.test_live import a_visit
from tests.dashboard.pages.test_sensors import text
from tests.measured import local
from tests.models.test_why import why


def explained() -> Why:
    found = why(local(9, 5), [])
    items = [
        Item(
            at=local(8, 10),
            key="sum.entries",
            persons=9.0,
            sensor=found.sources[0].sensor if found.sources else None,
        ),
        Item(at=local(9), key="sum.lean", persons=0.44),
    ]
    return replace(found, people=9.0, lines=tuple(itemised(0.0, items, 9.0, local(4), local(9, 5))))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_changes_by_reason_add_up_to_the_number_shown(locale: Locale) -> None:
    page = account(a_visit(locale=locale), explained())
    assert page is not None
    changes = re.findall(r"[+\N{MINUS SIGN}]\d+(?:\.\d)?", text(page))
    numbers = [float(change.replace("\N{MINUS SIGN}", "-")) for change in changes]
    assert sum(numbers) == pytest.approx(2 * 9.0), "once by reason, once by time"


def test_no_number_has_no_sum() -> None:
    assert account(a_visit(), replace(explained(), people=None)) is None


def test_who_may_not_see_messages_is_not_led_to_them() -> None:
    told = account(a_visit(Role.FRONT_DESK), explained())
    assert "sensor=" not in text(told)


def test_a_change_has_a_sign_and_a_decimal_only_where_there_is_one() -> None:
    assert [signed(n) for n in (120, -3, 0)] == ["+12", "\N{MINUS SIGN}0.3", "0"]
