"""The secret address of a calendar opens one space until it is withdrawn or a new one is made."""

from datetime import UTC, datetime

from models.centre import SpaceId
from models.db import Database

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
GYM, HALL = SpaceId("gym"), SpaceId("hall")


def test_a_secret_opens_its_own_space_and_centre_alone(database: Database) -> None:
    addresses = database.addresses("shijiawan")
    secret = addresses.issue(GYM, "li", AT)
    assert addresses.opens(GYM, secret)
    assert not addresses.opens(HALL, secret)
    assert not addresses.opens(GYM, "")
    assert not database.addresses("jiuyanqiao").opens(GYM, secret)
    assert addresses.issued() == {GYM}


def test_a_new_secret_and_a_withdrawal_end_the_one_before(database: Database) -> None:
    addresses = database.addresses("shijiawan")
    old, new = addresses.issue(GYM, "li", AT), addresses.issue(GYM, "li", AT)
    assert not addresses.opens(GYM, old)
    addresses.revoke(GYM)
    assert not addresses.opens(GYM, new)
    assert addresses.issued() == set()
