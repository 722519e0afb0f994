"""The databases of these tests: those of the adapters' own."""

from tests.models.conftest import postgres
from tests.models.db.conftest import database, url

__all__ = ["database", "postgres", "url"]
