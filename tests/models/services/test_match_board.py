"""Who waits, the loudest first with their repeats counted, and how the house's week lies."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from models.calendar import DayType
from models.metric.peak import PeakList
from models.needs.matching.week import OFF_PEAK_WORTH, QUARTERS
from models.needs.need import NeedStatus
from models.needs.provider import Thing
from models.services.match_board import board, crowd, match_figures, recruiting, week_of_house
from tests.fakes import MemoryPeakLists
from tests.matched import helper, matched, need
from tests.timetabled import NOW, TODAY


def test_the_loudest_waits_first_and_repeats_count_with_the_need_that_they_repeat(tmp_path: Path) -> None:
    needs = [
        need("quiet", received_at=NOW - timedelta(days=9)),
        need("loud", voices=2),
        need("again", voices=5, of="loud", status=NeedStatus.DUPLICATE),
        need("new", voices=50, status=NeedStatus.NEW),
        need("met", voices=50, status=NeedStatus.MET),
    ]
    ports, database = matched(tmp_path, needs, [helper("nurse", ["血压"])])
    known = board(ports)
    assert [(one.id, known.heat[one.id]) for one in known.waiting] == [("loud", 7), ("quiet", 1)]
    ranked = known.ranked(known.waiting[0], crowd(ports, known))
    assert [one.provider.id for one in ranked.candidates] == ["nurse"]
    assert (match_figures(known).matched.n, match_figures(known).matched.of) == (0, 3)
    assert recruiting(ports, known) == []
    database.close()


def test_whom_nobody_can_help_is_on_the_recruiting_list(tmp_path: Path) -> None:
    needs = [need("a", voices=3), need("b", topic="meals")]
    ports, database = matched(tmp_path, needs, [helper("amateur", ["血压"], qualified=None)])
    found = recruiting(ports, board(ports))
    assert [(one.topic, one.thing, one.needs, one.voices) for one in found] == [
        ("health", Thing.SKILL, 1, 3),
        ("meals", Thing.SKILL, 1, 1),
    ]
    assert [dict(one.bars) for one in found] == [{"medical": 1}, {}]
    database.close()


def test_an_hour_off_the_peak_is_worth_more_only_where_the_peak_is_known(tmp_path: Path) -> None:
    ports, database = matched(tmp_path, [], [])
    plain = week_of_house(ports)
    assert plain.open.shape == (QUARTERS,)
    assert plain.open.any()
    assert np.all(plain.worth == 1)
    peaks = MemoryPeakLists()
    slots = {kind: frozenset({40}) for kind in (DayType.WORKDAY, DayType.REST, DayType.STATUTORY)}
    peaks.keep(
        [PeakList(space=key, valid_from=TODAY, slots=slots, made_at=NOW) for key in ports.centre.spaces]
    )
    known = week_of_house(replace(ports, peaks=peaks))
    monday = known.worth[: QUARTERS // 7]
    assert monday[80] == monday[81] == 1
    assert monday[40] == OFF_PEAK_WORTH
    database.close()
