"""What is to be worked out again."""

from collections.abc import Iterable

from sqlalchemy import Connection

from models.calendar import Window
from models.centre import SpaceId


def ask(connection: Connection, centre: str, spans: Iterable[tuple[SpaceId, Window]]) -> None:
    """Until facts are merged."""
