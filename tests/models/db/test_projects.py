"""Projects come back as they were put, of two who change one only one is written, and evidence is kept once for ever."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.audit import AuditEntry
from models.db import Database
from models.needs.ports import LoopChangedError, Projects
from models.needs.project import Project, Stage
from tests.models.needs.projects import AT, a_full_project, a_paper, a_project

TOLD = AuditEntry(at=AT, actor="zhou", action="project.put", subject="p1", centre="shijiawan")


def kept(database: Database, centre: str = "shijiawan") -> Projects:
    projects = database.loop(centre).projects
    assert projects is not None
    return projects


PAPER = b"%PDF-1.7 what was agreed"


def test_a_project_comes_back_with_every_part_of_it(database: Database) -> None:
    projects = kept(database)
    full = a_full_project(evidence=(a_paper(fen=300),), target_attendances=40, promised_hours=12.5)
    assert projects.put(full, TOLD) == full
    assert projects.find("p1") == full
    assert projects.all() == [full]
    assert kept(database, "jiuyanqiao").all() == []
    assert kept(database, "jiuyanqiao").find("p1") is None


def test_each_change_raises_the_revision_and_stands_in_the_trail(database: Database) -> None:
    projects = kept(database)
    first = projects.put(a_project(), TOLD)
    second = projects.put(replace(first, stage=Stage.FEASIBILITY), TOLD)
    assert (second.revision, second.stage) == (2, Stage.FEASIBILITY)
    with pytest.raises(LoopChangedError, match="P2026-001"):
        projects.put(replace(first, stage=Stage.APPROVAL), TOLD)
    assert projects.find("p1") == second
    assert len(database.audit().recent(10)) == 2


def test_projects_are_told_by_number_and_a_number_is_taken_once(database: Database) -> None:
    projects = kept(database)
    for n in (3, 1, 2):
        projects.put(a_project(id=f"p{n}", number=f"P2026-00{n}"), TOLD)
    with pytest.raises(LoopChangedError):
        projects.put(a_project(id="p9", number="P2026-002"), TOLD)
    assert [one.id for one in projects.all()] == ["p1", "p2", "p3"]
    kept(database, "jiuyanqiao").put(a_project(), TOLD)


def test_of_two_who_step_at_once_one_is_written_and_the_other_told(database: Database) -> None:
    projects = kept(database)
    seen, start = projects.put(a_project(), TOLD), Barrier(2)

    def step(stage: Stage) -> str:
        start.wait(20)
        try:
            return projects.put(replace(seen, stage=stage), TOLD).stage
        except LoopChangedError:
            return "changed"

    with ThreadPoolExecutor(2) as pool:
        told = set(pool.map(step, [Stage.FEASIBILITY, Stage.APPROVAL]))
    found = projects.find("p1")
    assert found is not None
    assert told == {found.stage, "changed"}
    assert found.revision == 2


def test_the_same_evidence_is_kept_once_and_found_by_its_digest(database: Database) -> None:
    projects = kept(database)
    for n in (1, 2):
        projects.put(a_project(id=f"p{n}", number=f"P2026-00{n}"), TOLD, PAPER)
    digest = sha256(PAPER).hexdigest()
    assert projects.evidence(digest) == PAPER
    assert projects.evidence("0" * 64) is None
    assert kept(database, "jiuyanqiao").evidence(digest) is None
    with database.connections.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM project_evidence")).scalar() == 1


def test_of_two_who_bring_one_invoice_to_two_projects_at_once_one_is_too_late(database: Database) -> None:
    projects, start = kept(database), Barrier(2)
    seen = [projects.put(a_project(id=f"p{n}", number=f"P2026-00{n}"), TOLD) for n in (1, 2)]
    invoice = replace(a_paper(fen=500), digest=sha256(PAPER).hexdigest())

    def bring(project: Project) -> str:
        start.wait(20)
        try:
            return projects.put(replace(project, evidence=(invoice,)), TOLD, PAPER).id
        except LoopChangedError:
            return "too late"

    with ThreadPoolExecutor(2) as pool:
        told = [*pool.map(bring, seen)]
    assert told.count("too late") == 1
    assert sum(len(one.papers) for one in projects.all()) == 1


def test_evidence_of_a_step_that_was_refused_leaves_no_trace(database: Database) -> None:
    projects = kept(database)
    projects.put(a_project(), TOLD)
    with pytest.raises(LoopChangedError):
        projects.put(a_project(revision=7), TOLD, PAPER)
    assert projects.evidence(sha256(PAPER).hexdigest()) is None


@pytest.mark.parametrize("deed", ["UPDATE project_evidence SET digest = 'x'", "DELETE FROM project_evidence"])
def test_the_database_itself_refuses_to_lose_evidence(database: Database, deed: str) -> None:
    kept(database).put(a_project(), TOLD, PAPER)
    with pytest.raises(DBAPIError, match="evidence is kept"), database.connections.writing() as connection:
        connection.execute(text(deed))


def test_a_project_that_was_never_there_is_not_made_by_a_change(database: Database) -> None:
    projects = kept(database)
    with pytest.raises(LoopChangedError):
        projects.put(a_project(revision=7), TOLD)
    assert projects.all() == []
