"""Deciding on proposals: through the rules of the programme, one of two wins, and what was decided is kept with its difference."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import numpy as np
import pytest

from models.account import Account, Grant, Role
from models.advice.action import Action
from models.advice.ground import Ground
from models.advice.query import answered
from models.advice.recommendation import Reason, Recommendation, State
from models.advice.snapshot import digest, packed, unpacked
from models.centre import SpaceId
from models.db import open_database
from models.ports import Ports
from models.services import advice_rules
from models.services.advice_notice import entry, notice
from models.services.advising import advice_of, proposals
from models.services.deciding import accept, accept_all, check, modify, reject
from models.services.strangers import RefusedError
from tests.advised import PROPOSED, TARGET
from tests.advised_ground import a_snapshot
from tests.house import lively_ports
from tests.postgres import PASSWORD, Postgres
from tests.timetabled import NOW, ORGANISER, programme_in, timetabled, with_programme

MONDAY = date(2026, 11, 30)
MID_DAY = replace(TARGET, weekdays=(1,), start=time(12, 0), end=time(13, 0), first=MONDAY)
CLASS = replace(
    PROPOSED,
    target=MID_DAY,
    source=None,
    parameters={
        "kind": "culture-sport",
        "title.zh-Hans": "午间拉伸",
        "title.en": "Midday stretching",
        "places": "20",
        "coach": "ms-wu",
        "programme": "full",
        "segment": "all",
        "minutes": "60",
    },
    expires_at=NOW + timedelta(days=10),
)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    made, database = timetabled(tmp_path)
    yield replace(made, advice=database.advice(made.centre.id))
    database.close()


def offered(ports: Ports, *wanted: Recommendation) -> None:
    advice_of(ports).recommendations.propose(wanted, b"{}")


def test_an_accepted_class_stands_in_the_timetable_and_its_trial_is_frozen(ports: Ports) -> None:
    offered(ports, CLASS)
    kept = accept(ports, ORGANISER, CLASS.id, 1)
    (series,) = [one for one in programme_in(ports).offerings.all_series() if one.id == kept.made[0]]
    assert (series.space, series.start, series.minutes, series.coach) == ("dance", time(12), 60, "ms-wu")
    dates = [one.day for one in programme_in(ports).sessions.of_series(series.id, NOW)]
    assert dates == [MONDAY + timedelta(days=1, weeks=n) for n in range(12)]
    assert kept.state is State.ACCEPTED
    assert [one.id for one in advice_of(ports).trials.all()] == [CLASS.id]
    assert entry(ports, kept, "zh-Hans").count("BEGIN:VEVENT") == 12
    assert notice(kept).values["start"] == "12:00"


def test_the_second_of_two_deciders_is_told_so_and_nothing_is_made_twice(ports: Ports) -> None:
    offered(ports, CLASS)
    accept(ports, ORGANISER, CLASS.id, 1)
    for late in (
        lambda: accept(ports, ORGANISER, CLASS.id, 1),
        lambda: reject(ports, ORGANISER, CLASS.id, 1, Reason.COACH),
        lambda: accept(ports, ORGANISER, CLASS.id, 2),
    ):
        with pytest.raises(RefusedError) as refused:
            late()
        assert refused.value.message.key == "refused.advice.decided"
    made = [one for one in programme_in(ports).offerings.all_series() if one.id.startswith("advice-")]
    assert len(made) == 1


def test_what_a_person_changed_is_kept_beside_what_was_proposed(ports: Ports) -> None:
    offered(ports, CLASS)
    later = replace(MID_DAY, start=time(12, 30), end=time(13, 30))
    kept = modify(ports, ORGANISER, CLASS.id, 1, later, note="nap time")
    assert kept.state is State.MODIFIED
    assert kept.decisions[-1].difference == {
        "start": ("12:00:00", "12:30:00"),
        "end": ("13:00:00", "13:30:00"),
    }
    assert proposals(ports, "2026-W49").recommendations == [kept]


def test_what_the_timetable_forbids_is_refused_and_stays_a_proposal(ports: Ports) -> None:
    first = replace(CLASS, id="2026-W49-02")
    offered(ports, CLASS, first)
    accept(ports, ORGANISER, first.id, 1)
    checked = check(ports, CLASS.id, MID_DAY)
    assert checked.conflicts[0].key == "doubt.space_taken"
    bulk = accept_all(ports, ORGANISER, {CLASS.id: 1, "2026-W49-99": 1})
    assert not bulk.accepted
    assert bulk.refused[CLASS.id].key == "doubt.space_taken"
    assert bulk.refused["2026-W49-99"].key == "refused.advice.gone"
    kept = advice_of(ports).recommendations.find(CLASS.id)
    assert kept is not None
    assert (kept.state, kept.made) == (State.PROPOSED, ())


def test_an_hour_that_another_change_is_measured_in_is_refused(ports: Ports) -> None:
    first = replace(CLASS, id="2026-W49-02")
    reminder = replace(CLASS, id="2026-W49-03", action=Action.REMINDER)
    offered(ports, first, reminder)
    accept(ports, ORGANISER, first.id, 1)
    with pytest.raises(RefusedError) as refused:
        accept(ports, ORGANISER, reminder.id, 1)
    assert refused.value.message.key == "refused.advice.measured_there"


def test_out_of_an_hour_that_another_change_is_measured_in_nothing_is_taken(ports: Ports) -> None:
    first = replace(CLASS, id="2026-W49-02")
    elsewhere = replace(MID_DAY, space=SpaceId("craft"))
    out_of_it = replace(CLASS, id="2026-W49-03", action=Action.REMINDER, target=elsewhere, source=MID_DAY)
    offered(ports, first, out_of_it)
    accept(ports, ORGANISER, first.id, 1)
    with pytest.raises(RefusedError) as refused:
        accept(ports, ORGANISER, out_of_it.id, 1)
    assert refused.value.message.key == "refused.advice.measured_there"


def test_who_may_not_decide_and_what_is_past_is_refused(ports: Ports) -> None:
    offered(ports, CLASS, replace(CLASS, id="2026-W49-02", expires_at=NOW))
    viewer = Account(id=2, name="li", grants=(Grant(role=Role.COORDINATOR),))
    for account, key, why in ((viewer, CLASS.id, "not_allowed"), (ORGANISER, "2026-W49-02", "expired")):
        with pytest.raises(RefusedError) as refused:
            accept(ports, account, key, 1)
        assert refused.value.message.key == f"refused.advice.{why}"


def test_a_reason_used_three_times_offers_a_rule_once(ports: Ports) -> None:
    several = [replace(CLASS, id=f"2026-W49-{n:02d}") for n in range(1, 4)]
    offered(ports, *several)
    for one in several:
        assert advice_rules.offers(ports) == []
        reject(ports, ORGANISER, one.id, 1, Reason.ELDERS)
    (rule,) = advice_rules.offers(ports)
    assert (rule.reason, rule.action, rule.space) == (Reason.ELDERS, Action.ADD_CLASS, "dance")
    assert (rule.start, rule.end) == (24, 26)
    advice_rules.keep_rule(ports, ORGANISER, rule)
    assert advice_rules.offers(ports) == []
    assert [one.made_by for one in advice_of(ports).rules.soft()] == ["wang"]


def test_another_hour_is_weighed_by_the_snapshot_that_the_proposal_was_made_from(ports: Ports) -> None:
    space = SpaceId("craft")
    whole = a_snapshot()
    content = packed(replace(whole, spaces={**whole.spaces, "craft": replace(whole.spaces["a"], id="craft")}))
    here = replace(MID_DAY, space=space)
    wanted = replace(CLASS, target=here, snapshot=digest(content), value=3.0)
    advice_of(ports).recommendations.propose([wanted], content)
    busier = check(ports, wanted.id, replace(here, start=time(9), end=time(10)))
    quieter = check(ports, wanted.id, here)
    assert quieter.feasible
    assert quieter.value is not None
    assert busier.value is not None
    assert quieter.cost == pytest.approx(3.0 - quieter.value)


def offered_in_craft(ports: Ports, **changes: object) -> tuple[Recommendation, bytes]:
    """A class of a space that the snapshot knows."""
    whole = a_snapshot()
    spaces = {**whole.spaces, "craft": replace(whole.spaces["a"], id="craft")}
    content = packed(replace(whole, spaces=spaces, **changes))  # type: ignore[arg-type]
    here = replace(MID_DAY, space=SpaceId("craft"))
    given = {**CLASS.parameters, "series": "full"}
    wanted = replace(CLASS, target=here, parameters=given, snapshot=digest(content))
    advice_of(ports).recommendations.propose([wanted], content)
    return wanted, content


def test_reasons_and_effect_are_those_of_the_hour_that_a_person_chose(ports: Ports) -> None:
    wanted, content = offered_in_craft(ports)
    later = replace(wanted.target, start=time(12, 30), end=time(13, 30))
    kept = modify(ports, ORGANISER, wanted.id, 1, later, insisted=True)
    assert kept.effect != wanted.effect
    ground = Ground(unpacked(content))
    new = [one for one in kept.facts if one not in wanted.facts]
    assert new
    for fact in new:
        assert answered(ground, 1, fact.query).value == fact.value


@pytest.mark.parametrize(
    ("parameters", "changes", "why"),
    [
        ({"fee_fen": "999999"}, {}, "refused.advice.price_cap"),
        ({"fee_fen": "a lot"}, {}, "refused.typed.number"),
        ({}, {"quiet": np.ones((7, 48), dtype=bool)}, "refused.advice.in_quiet_hours"),
    ],
)
def test_what_a_person_chose_keeps_the_rules_that_the_proposal_kept(
    ports: Ports, parameters: dict[str, str], changes: dict[str, object], why: str
) -> None:
    wanted, _ = offered_in_craft(ports, **changes)
    later = replace(wanted.target, start=time(12, 30), end=time(13, 30))
    with pytest.raises(RefusedError) as error:
        modify(ports, ORGANISER, wanted.id, 1, later, parameters=parameters, insisted=True)
    assert error.value.message.key == why


def test_more_people_than_the_space_holds_are_refused_though_places_would_allow_them(ports: Ports) -> None:
    whole = a_snapshot()
    tiny = replace(whole.spaces["a"], id="craft", capacity=1)
    wanted, _ = offered_in_craft(ports)
    content = packed(replace(whole, spaces={**whole.spaces, "craft": tiny}))
    crowded = replace(
        wanted, id="2026-W49-77", snapshot=digest(content), parameters={**CLASS.parameters, "places": "200"}
    )
    advice_of(ports).recommendations.propose([crowded], content)
    assert "refused.advice.over_capacity" in {
        one.key for one in check(ports, crowded.id, crowded.target).conflicts
    }


@pytest.mark.postgres
def test_a_decision_is_one_transaction_on_postgresql_too(postgres: Postgres) -> None:
    database = open_database(postgres.blank(), password=PASSWORD)
    ports = with_programme(lively_ports(lambda: NOW, days=0), database)
    ports = replace(ports, advice=database.advice(ports.centre.id))
    offered(ports, CLASS)
    kept = accept(ports, ORGANISER, CLASS.id, 1)
    assert advice_of(ports).recommendations.find(CLASS.id) == kept
    assert [one.id for one in advice_of(ports).trials.all()] == [CLASS.id]
    assert "advice.accepted" in [each.entry.action for each in database.audit().recent()]
    database.close()
