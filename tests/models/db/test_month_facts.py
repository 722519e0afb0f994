"""A portfolio is the sum of the spaces of each centre by month."""

from datetime import date

import numpy as np
import pytest

from models.db import Database
from models.utilisation import utilisation
from tests.models.db.test_day_facts import DAY, filled

FIRST, LAST = date(2026, 10, 1), date(2026, 11, 1)


def test_every_centre_and_month_is_the_sum_of_its_spaces(database: Database) -> None:
    one = filled(database, date(2026, 10, 30), 4, centre="b")
    other = filled(database, DAY, 2, centre="a")
    filled(database, date(2026, 12, 1), 1, centre="a")
    found = database.months().within(FIRST, LAST, ["person_min", "seat_measured_min", "entries"])
    assert (list(found.centres), list(found.months)) == (["a", "b"], [FIRST, LAST])
    for row, facts in (("a", other), ("b", one)):
        whole = utilisation(facts)
        place = list(found.centres).index(row)
        assert found.total("person_min")[place] == pytest.approx(whole.person_hours * 60)
        assert found.total("seat_measured_min")[place] == pytest.approx(whole.seat_measured_hours * 60)
        assert found.total("entries")[place] == whole.entries
    assert found.columns["entries"][0, 0] == 0


def test_no_month_makes_an_empty_portfolio(database: Database) -> None:
    found = database.months().within(FIRST, LAST, ["entries"])
    assert (found.centres, found.months) == ([], [])
    assert np.array_equal(found.total("entries"), [])
