"""Rules of the meal subsidy and claims, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from models.db import Database
from models.db.connection import open_connections
from models.db.migrations import downgrade, upgrade
from models.db.subsidies import SqlSubsidies
from models.money.meal_claim import BandSum, Claim, ClaimStatus
from tests.models.money.services_kept import AT
from tests.models.money.test_subsidy import RULE
from tests.postgres import PASSWORD

NOV = date(2026, 11, 1)
CHECKED = Claim(
    month=NOV,
    status=ClaimStatus.CHECKED,
    bands={"75+": BandSum(meals=2, menu_fen=3_000, subsidy_fen=450), "60-74": BandSum(meals=1)},
    weeks={date(2026, 11, 2): {"75+": 2, "60-74": 1}},
    reason="till of the 3rd",
    checked_by="li",
    checked_at=AT,
)


@pytest.fixture
def kept(database: Database) -> SqlSubsidies:
    return SqlSubsidies(database.connections, "shijiawan")


def test_rules_are_read_back_with_their_bands_and_one_begins_on_a_day(kept: SqlSubsidies) -> None:
    assert kept.propose([RULE])
    assert not kept.propose([replace(RULE, id="other")])
    assert kept.rules() == [RULE]


def test_a_claim_moves_on_from_the_step_that_it_is_at_and_from_no_other(kept: SqlSubsidies) -> None:
    assert kept.keep(CHECKED, ClaimStatus.DRAFT)
    assert not kept.keep(CHECKED, ClaimStatus.DRAFT)
    sent = replace(CHECKED, status=ClaimStatus.SENT, sent_by="wang", sent_at=AT)
    assert not kept.keep(sent, ClaimStatus.SENT)
    assert kept.keep(sent, ClaimStatus.CHECKED)
    assert kept.claim(NOV) == sent
    assert kept.claims() == [sent]
    assert list(sent.bands) == list(kept.claims()[0].bands)


def test_claims_that_are_older_than_supplements_are_kept_by_the_migration(url: str) -> None:
    connections = open_connections(url, PASSWORD)
    upgrade(connections)
    kept = SqlSubsidies(connections, "shijiawan")
    kept.keep(CHECKED, ClaimStatus.DRAFT)
    kept.keep(replace(CHECKED, number=1), ClaimStatus.DRAFT)
    downgrade(connections, "0022")
    upgrade(connections)
    assert kept.claims() == [CHECKED]
    kept.keep(replace(CHECKED, number=1), ClaimStatus.DRAFT)
    assert [one.number for one in kept.claims()] == [0, 1]
    Database(connections).close()


def test_a_claim_that_is_a_draft_again_is_forgotten(kept: SqlSubsidies) -> None:
    kept.keep(CHECKED, ClaimStatus.DRAFT)
    assert kept.keep(Claim(month=NOV), ClaimStatus.CHECKED)
    assert kept.claim(NOV) is None
