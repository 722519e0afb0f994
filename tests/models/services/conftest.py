"""What tests of services share: one database of each file for houses with books."""

from collections.abc import Iterator

import pytest

from models.db import Database
from tests.blank import blank_database
from tests.models.services.fund_house import FundHouse


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = blank_database(tmp_path_factory.mktemp("books") / "centre.db")
    yield database
    database.close()


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> FundHouse:
    """A house of its own for each test."""
    return FundHouse(books, request.node.name)
