"""The databases of these tests: those of the adapters' own."""

from tests.models.db.conftest import database, empty, postgres, url

__all__ = ["database", "empty", "postgres", "url"]
