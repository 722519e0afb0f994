"""Tallies add up, and what is zero is not listed."""

import sqlite3

from ingest.accounting import DEAD, RECEIVED, SCHEMA, SPOOLED, STORED, Tally, book, read_account
from models.health import Accounting


def test_tallies_add_up_by_kind_and_reason() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    book(connection, Tally({(RECEIVED, ""): 5, (SPOOLED, ""): 5}))
    tally = Tally()
    for kind, reason in ((STORED, ""), (STORED, ""), (DEAD, "not_json")):
        tally.add(kind, reason)
        tally.add(SPOOLED, "", -1)
    book(connection, tally)

    assert read_account(connection) == Accounting(received=5, stored=2, spooled=2, dead={"not_json": 1})
    connection.close()
