"""Many made-up centres planned by other processes."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from dashboard.bench.advise.centres import measure, one_centre
from dashboard.bench.advise.instance import town
from models.weekplan.greedy import greedy


def test_a_centre_is_the_town_of_its_number() -> None:
    found = one_centre("centre-7")
    assert found["proved"]
    assert found["value"] == found["bound"] > greedy(town(7)).value


def test_all_are_planned_with_progress_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = measure(3, partial(ThreadPoolExecutor, 1))
    assert re.match(r"centres: 3 weeks planned in \d+ s by .* 3 of them proved the best", line)
    assert capsys.readouterr().err.splitlines()[-1] == "linli: 3 / 3"
