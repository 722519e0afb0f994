"""The secret addresses under which the calendar of a space can be read without signing in."""

from datetime import datetime
from typing import Protocol

from models.centre import SpaceId


class FeedAddresses(Protocol):
    """The addresses of one centre; a space has one at most."""

    def issue(self, space: SpaceId, by: str, at: datetime) -> str:
        """A new secret; the one before opens nothing any more."""
        ...

    def revoke(self, space: SpaceId) -> None:
        """From now on no secret opens the calendar of the space."""
        ...

    def opens(self, space: SpaceId, secret: str) -> bool:
        """Whether this is the secret of the space."""
        ...

    def issued(self) -> set[SpaceId]:
        """The spaces that have an address."""
        ...
