"""A page as somebody left it, under a name: an address that can be found again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

LONGEST_NAME = 40
LONGEST_QUERY = 600
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One view. page: a page's key; query: its address behind the question mark; shared: everybody of the centre sees it."""

    id: str
    page: str
    name: str
    query: str
    by: str
    shared: bool
    at: datetime


class SavedViews(Protocol):
    """Pages of one centre that people kept under a name."""

    def put(self, view: SavedView) -> None:
        """Insert or replace by id. Raises StoreUnavailableError."""
        ...

    def of(self, page: str, account: str) -> list[SavedView]:
        """The account's own views of a page and the shared ones, in the order in which they were kept."""
        ...

    def remove(self, view: str) -> None:
        """Take it away; an unknown one is no error."""
        ...
