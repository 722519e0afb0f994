"""The clock of a centre's programme: whoever moves it writes alone, and what a feed reads rises in the order of commits."""

from sqlalchemy import Connection, text

_TICK = text(
    "INSERT INTO programme_clock (centre, modified) VALUES (:centre, :steps) "
    "ON CONFLICT (centre) DO UPDATE SET modified = programme_clock.modified + :steps RETURNING modified"
)


def tick(connection: Connection, centre: str, steps: int = 1) -> int:
    """Move it on and hold it until the transaction ends; the first of the numbers that are the caller's now."""
    last: int = connection.execute(_TICK, {"centre": centre, "steps": steps}).scalar_one()
    return last - steps + 1
