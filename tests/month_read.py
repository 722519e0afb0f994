"""The inputs of a plain October, read once for all tests that replace a part of them."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from models.report.inputs import MonthInputs
from models.services.month_inputs import gather
from tests.monthly import a_month_house

OCTOBER = date(2026, 10, 1)


@cache
def _read() -> MonthInputs:
    return gather(a_month_house(OCTOBER), OCTOBER)


def october(**parts: Any) -> MonthInputs:
    """With other parts in place of what was read; nothing in it can be changed."""
    return replace(_read(), **parts)
