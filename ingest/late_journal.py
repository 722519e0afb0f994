"""The days of one centre that late readings touched, kept in the spool until their recount is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.late import LateDay, remembered, strike_out
from ingest.spool import Spool
from models.centre import CentreId


@dataclass(frozen=True, slots=True)
class LateJournal:
    """What is settled stands in it, in the same transaction; may be asked from any thread."""

    spool: Spool
    centre: CentreId

    def left(self) -> Sequence[tuple[int, LateDay]]:
        """With the numbers by which they are struck out. Raises SpoolError."""
        with self.spool.reading() as reader:
            return remembered(reader, self.centre)

    def forget(self, known: Sequence[tuple[int, LateDay]]) -> None:
        """These are asked for in the book; a day that was touched again since has another number. Raises SpoolError."""
        if known:
            with self.spool.writing(durable=False) as writer:
                strike_out(writer, [number for number, _ in known])
