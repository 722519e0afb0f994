"""What was asked for is that only while the same rule makes the same parts of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.money.fund.ask import FundAsk
from models.money.fund.split import Standing, split
from tests.models.money.fund.rules import JANUARY, a_rule, run_of

DID = split(a_rule(5_000, 4_000, 1_000), Standing(), 100)
ASK = FundAsk(
    number=1,
    month=JANUARY,
    through=7,
    version=1,
    base=100,
    parts=DID.parts,
    by="chen",
    at=datetime(2026, 11, 22, tzinfo=UTC),
)


def test_what_was_asked_for_stays_so_while_rule_base_and_parts_do() -> None:
    assert ASK.is_still(1, DID)
    assert not ASK.is_still(2, DID)
    assert not ASK.is_still(1, replace(DID, base=101))
    assert not replace(ASK, parts={**DID.parts, "b0": 49}).is_still(1, DID)


def test_a_run_by_one_person_alone_cannot_be_made() -> None:
    run = run_of([], a_rule(5_000, 4_000, 1_000), 100)
    with pytest.raises(ValueError, match="may not post it too"):
        replace(run, asked_by="chen", by="chen")
