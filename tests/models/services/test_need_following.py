"""Needs are planned with their project, met with its end, and wait again when it comes to nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.needs.gates import Step
from models.needs.need import NeedStatus
from models.needs.project import Project, ProjectKind, Stage
from models.needs.provider import MatchStatus
from models.ports import Ports
from models.services.loop import projects_of
from models.services.match_board import board
from models.services.matching import Wanted, agree, end
from models.services.need_following import follow_project
from models.services.projects import Said, begin, describe, step
from tests.matched import COORDINATOR, TOLD, helper, matched, need, needs_in
from tests.models.services.test_match_slot import peaks
from tests.timetabled import ORGANISER, TODAY

SAID = Said(name={"zh-Hans": "健康小屋"}, kind=ProjectKind.SERVICE, needs=("n0", "n1", "n2"))
OTHER = NeedStatus.DECLINED


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Ports, Database]]:
    needs = [need("n0"), need("n1", status=NeedStatus.NEW), need("n2", status=OTHER)]
    ports, database = matched(tmp_path, needs, [helper("nurse", ["血压"])])
    yield replace(ports, peaks=peaks(ports)), database
    database.close()


@pytest.fixture
def ports(house: tuple[Ports, Database]) -> Ports:
    return house[0]


def statuses(ports: Ports) -> list[NeedStatus]:
    return [needs_in(ports).find([key])[0].status for key in ("n0", "n1", "n2")]


def told(database: Database) -> list[AuditEntry]:
    entries = [record.entry for record in database.audit().recent()]
    return [one for one in entries if one.action.startswith("need.")]


def cancelled(ports: Ports, project: Project) -> Project:
    return step(ports, ORGANISER, project.id, project.revision, Step.CANCEL, "no money")


def test_needs_of_a_project_are_planned_and_wait_again_once_it_is_cancelled(
    house: tuple[Ports, Database],
) -> None:
    ports, database = house
    project = begin(ports, COORDINATOR, SAID)
    assert statuses(ports) == [NeedStatus.PLANNED, NeedStatus.PLANNED, OTHER]
    assert needs_in(ports).find(["n1"])[0].decided_on == TODAY
    assert {(one.action, one.subject, one.details["because"]) for one in told(database)} == {
        ("need.planned", "N-n0", project.number),
        ("need.planned", "N-n1", project.number),
    }
    cancelled(ports, project)
    assert statuses(ports) == [NeedStatus.OPEN, NeedStatus.OPEN, OTHER]
    assert {one.id for one in board(ports).waiting} == {"n0", "n1"}


def test_a_cancelled_project_keeps_no_need_from_being_matched_anew(ports: Ports) -> None:
    cancelled(ports, begin(ports, COORDINATOR, SAID))
    kept = agree(ports, COORDINATOR, Wanted(need="n0", provider="nurse"))
    end(ports, COORDINATOR, kept.id, kept.revision, MatchStatus.CANCELLED)
    assert statuses(ports)[0] is NeedStatus.OPEN


def test_what_a_match_or_another_project_still_promises_stays_planned(ports: Ports) -> None:
    agree(ports, COORDINATOR, Wanted(need="n0", provider="nurse"))
    first, second = begin(ports, COORDINATOR, SAID), begin(ports, COORDINATOR, replace(SAID, needs=("n1",)))
    cancelled(ports, first)
    assert statuses(ports)[:2] == [NeedStatus.PLANNED, NeedStatus.PLANNED]
    cancelled(ports, second)
    assert statuses(ports)[:2] == [NeedStatus.PLANNED, NeedStatus.OPEN]


def test_a_need_that_is_taken_out_of_a_project_waits_again(ports: Ports) -> None:
    project = begin(ports, COORDINATOR, SAID)
    describe(ports, COORDINATOR, project.id, project.revision, replace(SAID, needs=("n1",)))
    assert statuses(ports)[:2] == [NeedStatus.OPEN, NeedStatus.PLANNED]


def test_needs_are_met_once_when_their_project_closes(house: tuple[Ports, Database]) -> None:
    ports, database = house
    project = begin(ports, COORDINATOR, SAID)
    closed = projects_of(ports).put(replace(project, stage=Stage.CLOSED), TOLD)
    follow_project(ports, ORGANISER, closed)
    assert statuses(ports) == [NeedStatus.MET, NeedStatus.MET, OTHER]
    assert needs_in(ports).find(["n0"])[0].met_on == TODAY
    known = told(database)
    follow_project(ports, ORGANISER, closed)
    assert told(database) == known


def test_a_repeat_that_a_project_lists_plans_and_meets_the_need_that_it_repeats(ports: Ports) -> None:
    (third,) = needs_in(ports).find(["n1"])
    needs_in(ports).put([replace(third, status=NeedStatus.DUPLICATE, of="n0")], TOLD)
    project = begin(ports, COORDINATOR, replace(SAID, needs=("n1",)))
    assert statuses(ports)[:2] == [NeedStatus.PLANNED, NeedStatus.DUPLICATE]
    cancelled(ports, project)
    assert statuses(ports)[:2] == [NeedStatus.OPEN, NeedStatus.DUPLICATE]
    follow_project(ports, COORDINATOR, replace(project, stage=Stage.CLOSED))
    assert statuses(ports)[:2] == [NeedStatus.MET, NeedStatus.DUPLICATE]
