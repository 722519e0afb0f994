"""A week's proposals are made from what the centre keeps, kept once with their bytes, and end when their week begins."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from models.advice.ports import AdviceChangedError
from models.advice.proposing import Advised
from models.advice.recommendation import Recommendation, State
from models.advice.rule import Weighing, Weights
from models.advice.snapshot import packed, unpacked
from models.audit import AuditEntry
from models.ports import Ports
from models.services.advice_snapshot import snapshot_of
from models.services.advising import (
    Worked,
    advice_of,
    first_day,
    keep,
    proposals,
    propose_ahead,
    try_out,
)
from models.services.strangers import RefusedError
from tests.advised import PROPOSED, MemoryAdvice, MemoryRecommendations
from tests.blank import blank_database
from tests.house import lively_ports
from tests.timetabled import NOW, with_programme

WEEK = "2026-W48"


class Overtaken(MemoryRecommendations):
    """Somebody proposes for the same week at the same time, and is quicker."""

    def propose(
        self,
        recommendations: Sequence[Recommendation],
        snapshot: bytes,
        told: AuditEntry | None = None,
        weighing: Weighing | None = None,
    ) -> None:
        raise AdviceChangedError(WEEK)


def nothing_found(week: str) -> Worked:
    return Worked(week, Advised(recommendations=[], gap=0.0, proved=True), b"{}")


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    folder: Path = tmp_path_factory.mktemp("advice")
    database = blank_database(folder / "programme.db")
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
    assert propose_ahead(ports, NOW, NOW) == 0


def test_a_week_for_which_nothing_was_found_is_not_worked_out_again(ports: Ports) -> None:
    kept = MemoryAdvice()
    house = replace(ports, advice=kept)
    keep(house, nothing_found(WEEK))
    assert propose_ahead(house, NOW, NOW) == 0
    assert [one.subject for one in kept.recommendations.told] == [WEEK]


def test_what_was_proposed_before_is_not_shown_beside_what_replaces_it(ports: Ports) -> None:
    week = "2026-W50"
    old = replace(PROPOSED, id="2026-W50-01", week=week, expires_at=NOW + timedelta(weeks=2))
    for _ in range(2):
        keep(ports, Worked(week, Advised(recommendations=[old], gap=0.0, proved=True), b"{}"), "wang")
    assert [one.id for one in proposals(ports, week).recommendations] == ["2026-W50-02"]
    first = advice_of(ports).recommendations.find(old.id)
    assert first is not None
    assert [(one.by, one.state) for one in first.decisions] == [("wang", State.EXPIRED)]


def test_proposals_that_somebody_else_is_replacing_are_refused_in_words(ports: Ports) -> None:
    house = replace(ports, advice=MemoryAdvice(recommendations=Overtaken()))
    with pytest.raises(RefusedError) as refused:
        keep(house, nothing_found(WEEK))
    assert refused.value.message.key == "refused.advice.decided"


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
