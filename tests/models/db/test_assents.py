"""Two names in the database."""

from models.db import Database
from models.db.subsidies import SqlSubsidies
from tests.models.money.services_kept import AT, OPEN
from tests.models.money.test_subsidy import RULE


def test_a_paper_of_another_centre_is_not_there(database: Database) -> None:
    ours, theirs = (SqlSubsidies(database.connections, centre) for centre in ("shijiawan", "other"))
    waiting = type(RULE)(id="w", valid_from=RULE.valid_from, bands=RULE.bands, assent=OPEN)
    ours.propose([waiting])
    assert not theirs.approve("w", by="wang", at=AT)
    assert not theirs.withdraw("w")
    assert theirs.propose([waiting])
    assert ours.rules() == [waiting]
