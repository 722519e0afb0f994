"""What the bench asks of facts is what the raw points beside them say."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from ingest.bench.query.facts import CENTRE, SLIPS, filled, four, heatmap, month, portfolio
from ingest.bench.query.points import MONTH, SPACES, Points, window
from ingest.bench.query.raw import SqliteRows
from models.db import Database, open_database

QUARTER_S = 900
OPEN = "(at_s + 28800) % 86400 >= 8 * 3600 AND (at_s + 28800) % 86400 < 22 * 3600"
"""Facts are of opening hours alone."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    found = open_database(f"sqlite:///{tmp_path_factory.mktemp('bench')}/centre.db")
    filled(found, centres=3, year=MONTH)
    yield found
    found.close()


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bench") / "readings.db"
    SqliteRows(file).fill(Points(QUARTER_S))
    return file


def asked(points: Path, columns: str, rest: str) -> list:
    span = [int(at.timestamp()) for at in window(MONTH)]
    with closing(sqlite3.connect(points)) as raw:
        query = f"SELECT {columns} FROM reading WHERE at_s >= ? AND at_s < ? AND {OPEN} {rest}"
        return raw.execute(query, span).fetchall()


def test_a_months_person_hours_are_those_of_the_points(database: Database, points: Path) -> None:
    rows = month(database)
    hours = [one.value for row in rows for one in row if one.metric.key == "person_hours"]
    raw = [value for (value,) in asked(points, "sum(value) / 4", "GROUP BY series_id ORDER BY series_id")]
    assert len(raw) == SPACES
    assert hours == pytest.approx([*raw, sum(raw)])


def test_the_people_of_the_heatmap_are_the_mean_of_the_points(database: Database, points: Path) -> None:
    people = heatmap(database)[2]
    cell = "((at_s + 28800) / 86400 + 3) % 7 * 24 + (at_s + 28800) % 86400 / 3600"
    raw = dict(asked(points, f"{cell}, avg(value)", "AND series_id = 0 GROUP BY 1"))
    assert len(raw) == 7 * 14
    assert people[sorted(raw)] == pytest.approx([raw[key] for key in sorted(raw)])
    assert np.isnan(people[0]), "shut at midnight: no data is never 0"


def test_centres_are_ranked_by_their_utilisation(database: Database) -> None:
    # person minutes are 331 x the centre's number, the seats of all are the same
    ranked = [key for key in portfolio(database) if key != CENTRE]
    assert ranked == ["c0002", "c0001", "c0000"]


def test_the_month_counts_every_slip_of_its_canteen(database: Database) -> None:
    covers = [one.value for row in month(database) for one in row if one.metric.key == "covers"]
    assert covers == [None, SLIPS * MONTH, *[None] * (SPACES - 2), SLIPS * MONTH]


def test_the_four_figures_of_facts_are_those_of_the_points(database: Database, points: Path) -> None:
    columns = "avg(value), avg(value > 0), max(value), avg(value > 36)"
    raw = asked(points, columns, "GROUP BY series_id ORDER BY series_id")
    told = four(database)
    assert len(told) == len(raw) == SPACES
    for mine, theirs in zip(told.values(), raw, strict=True):
        assert mine == pytest.approx(theirs)
