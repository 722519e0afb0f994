"""A week's proposals are made from what the centre keeps, kept once with their bytes, and end when their week begins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.advice.recommendation import State
from models.advice.rule import Weights
from models.advice.snapshot import packed, unpacked
from models.db import open_database
from models.ports import Ports
from models.services.advice_snapshot import snapshot_of
from models.services.advising import (
    advice_of,
    first_day,
    proposals,
    propose_ahead,
    try_out,
)
from models.services.strangers import RefusedError
from tests.advised import PROPOSED
from tests.house import lively_ports
from tests.timetabled import NOW, with_programme

WEEK = "2026-W48"


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    folder: Path = tmp_path_factory.mktemp("advice")
    database = open_database(f"sqlite:///{folder / 'programme.db'}")
    database.migrate()
    made = with_programme(lively_ports(lambda: NOW), database)
    yield replace(made, advice=database.advice(made.centre.id))
    database.close()


def test_a_snapshot_comes_back_from_its_bytes_and_holds_what_was_measured(ports: Ports) -> None:
    made = snapshot_of(ports, WEEK, first_day(WEEK))
    again = unpacked(packed(made))
    assert packed(again) == packed(made)
    assert again.spaces.keys() == ports.centre.spaces.keys()
    assert again.spaces["gym"].measured.sum() > 0
    assert again.spaces["gym"].person.shape == (len(again.day_types) - 7, 48)
    assert {one.id for one in again.teachers} == {"ms-wu"}


def test_the_coming_week_is_proposed_once_and_what_nobody_decided_on_expires(ports: Ports) -> None:
    late = replace(PROPOSED, id="2026-W47-01", week="2026-W47", expires_at=NOW)
    advice_of(ports).recommendations.propose([late], b"{}")
    done = propose_ahead(ports, NOW - timedelta(days=1), NOW)
    expired = advice_of(ports).recommendations.find(late.id)
    assert expired is not None
    assert (expired.state, expired.decisions[-1].by) == (State.EXPIRED, "system")
    made = proposals(ports, WEEK).recommendations
    assert done == 1 + len(made)
    for one in made:
        assert advice_of(ports).recommendations.snapshot(one.snapshot) is not None
    if made:
        assert propose_ahead(ports, NOW, NOW) == 0


def test_other_weights_are_tried_without_keeping_anything(ports: Ports) -> None:
    before = proposals(ports, WEEK).recommendations
    shown, _ = try_out(ports, WEEK, Weights(person_hour=0.0, attendance=0.0, yuan=0.0, overflow_minute=0.0))
    assert [one for one in shown.recommendations if one.state is State.PROPOSED] == []
    assert proposals(ports, WEEK).recommendations == before


@pytest.mark.parametrize(("week", "why"), [("2026-49", "week"), ("2026-W40", "past_week")])
def test_a_week_that_is_none_or_has_begun_is_refused(ports: Ports, week: str, why: str) -> None:
    with pytest.raises(RefusedError) as refused:
        try_out(ports, week, Weights())
    assert refused.value.message.key == f"refused.advice.{why}"
