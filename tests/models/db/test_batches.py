"""What was imported stays known: by batch, and by the last row that was not undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models.db import Database
from models.exchange.batch import Batch, BatchRow

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
BATCH = Batch(id="b1", kind="sessions", file="x.csv", digest="00", by="li", at=AT, rows=2)
ROW = BatchRow(
    batch="b1", row=2, kind="sessions", key="A", subject="s", fingerprint="f", before="", after="{}"
)


def test_batches_come_back_newest_first_with_their_rows_in_order(database: Database) -> None:
    batches = database.batches("shijiawan")
    later = replace(BATCH, id="b2", at=AT + timedelta(hours=1), undone_by="wang", undone_at=AT)
    for batch in (BATCH, later):
        batches.put(batch)
    batches.put_rows([replace(ROW, row=9), ROW])
    assert batches.all() == [later, BATCH]
    assert batches.rows("b1") == [ROW, replace(ROW, row=9)]
    assert database.batches("jiuyanqiao").all() == []


def test_the_latest_row_that_was_not_undone_stands_for_its_key(database: Database) -> None:
    batches = database.batches("shijiawan")
    second = replace(ROW, batch="b2", fingerprint="g")
    for batch in (BATCH, replace(BATCH, id="b2", at=AT + timedelta(hours=1))):
        batches.put(batch)
    batches.put_rows([ROW, second, replace(ROW, row=3, key="B")])
    keys = ["A", *(str(n) for n in range(1200))]
    assert batches.latest("sessions", keys) == {"A": second}
    batches.put_rows([replace(second, undone=True)])
    assert batches.latest("sessions", keys) == {"A": ROW}
    assert batches.undone("sessions", keys) == {"A": 1}
    assert batches.latest("series", ["A"]) == {}
