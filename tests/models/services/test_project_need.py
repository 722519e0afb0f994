"""The needs behind a project, and how many people of each courtyard spoke at all."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.audit import AuditEntry
from models.db import Database
from models.needs.need import Channel, Need, NeedStatus
from models.needs.project import ProjectKind
from models.services.project_need import courtyard_voices, needs_behind
from models.services.projects import Said, begin
from tests.models.services.project_house import GUEST, NOW, ZHOU, ProjectHouse


@pytest.fixture
def house(books: Database, request: pytest.FixtureRequest) -> ProjectHouse:
    return ProjectHouse(books, request.node.name)


def a_need(house: ProjectHouse, n: int, **fields: object) -> Need:
    need = Need(
        id=f"{house.book}{n}",
        number=f"N-{abs(hash(house.book)) % 10_000}-{n}",
        received_at=datetime(2026, 9, n, tzinfo=UTC),
        channel=Channel.GRID,
        topic="children",
        text="somewhere to go after school",
        courtyard="c1",
        status=NeedStatus.OPEN,
    )
    return replace(need, **fields)  # type: ignore[arg-type]


def test_a_project_finds_its_needs_by_the_numbers_that_people_have(house: ProjectHouse) -> None:
    needs = house.ports.loop.needs
    assert needs is not None
    kept = [a_need(house, 1, voices=3), a_need(house, 2)]
    needs.put(kept, AuditEntry(at=NOW, actor="x", action="need.put", centre=house.book))
    said = Said(
        name={"en": "Class"}, kind=ProjectKind.SERVICE, needs=(kept[1].number, kept[0].id, kept[0].number)
    )
    project = begin(house.ports, ZHOU, said)
    assert project.needs == (kept[1].id, kept[0].id)
    assert [one.id for one in needs_behind(house.ports, GUEST, project)] == [kept[0].id, kept[1].id]


def test_voices_of_a_courtyard_leave_out_what_was_declined(house: ProjectHouse) -> None:
    needs = house.ports.loop.needs
    assert needs is not None
    kept = [
        a_need(house, 1, voices=3),
        a_need(house, 2, courtyard="c2", voices=4),
        a_need(house, 3, voices=2, status=NeedStatus.DUPLICATE, of=f"{house.book}1"),
        a_need(house, 4, voices=50, status=NeedStatus.DECLINED, reason="no"),
    ]
    needs.put(kept, AuditEntry(at=NOW, actor="x", action="need.put", centre=house.book))
    assert courtyard_voices(house.ports, GUEST) == {"c1": 5, "c2": 4}


def test_where_no_needs_are_kept_nothing_is_said_of_them(house: ProjectHouse) -> None:
    project = house.begin()
    house.ports = replace(house.ports, loop=replace(house.ports.loop, needs=None))
    assert courtyard_voices(house.ports, GUEST) == {}
    assert needs_behind(house.ports, GUEST, project) == []
