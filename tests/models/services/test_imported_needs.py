"""Slips from a file: once however often, faults by row, the same words linked, taken back until people worked on them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models.audit import AuditEntry
from models.exchange.batch import Batch
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.needs.need import Channel, Need, NeedStatus
from models.needs.provider import Match, MatchStatus
from models.needs.voice import voices
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.need_intake import Said, say
from models.services.needs import decide, link
from tests.loop import kept as kept_in
from tests.models.needs.meeting import AYE, PLANNED
from tests.models.needs.projects import a_project
from tests.models.services.upkeep import refused
from tests.need_house import COORDINATOR, FINANCE, MANAGER, NeedHouse, a_need_house, seen
from tests.overtaken import Overtaken

HEADER = ["编号", "类别", "需求", "日期", "网格", "院落", "人数", "方便时间", "太挤场地", "太挤时间"]
FIRST = [
    "S-1",
    "社区助餐",
    "食堂晚饭延长，电话13812345678",
    "2026-11-16",
    "一格",
    "梅园",
    "3",
    "周一上午,周末晚上",
    "gym",
    "周五19点",
]
SECOND = ["S-2", "meals", "食堂晚饭延长,电话13912345678", "2026-11-17", "g1", "y1", "", "", "", ""]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[NeedHouse]:
    house = a_need_house(tmp_path)
    yield house
    house.database.close()


def trial(house: NeedHouse, *rows: Sequence[str]) -> list[Judged]:
    sheet = Sheet(header=HEADER, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(house.ports, drafted(IMPORTS["needs"], sheet, names_of(house.ports)))


def bring(house: NeedHouse, *rows: Sequence[str]) -> Batch:
    judged = trial(house, *rows)
    assert [fault for one in judged for fault in one.faults] == []
    batch, wrong = take_in(house.ports, MANAGER, begin(house.ports, MANAGER, "needs", "f.csv", "d"), judged)
    assert wrong == []
    return batch


def kept(house: NeedHouse) -> list[Need]:
    assert house.ports.loop.needs is not None
    return house.ports.loop.needs.of()


def test_a_slip_is_read_as_it_was_written_and_masked(house: NeedHouse) -> None:
    bring(house, FIRST)
    (need,) = kept(house)
    assert (need.channel, need.topic, need.grid, need.courtyard, need.voices) == (
        Channel.PAPER,
        "meals",
        "g1",
        "y1",
        3,
    )
    assert need.text == "食堂晚饭延长,电话●●●"
    assert [(one.weekday, one.start_minute // 60) for one in need.wanted] == [(0, 7), (5, 18), (6, 18)]
    assert [(one.weekday, one.start_minute, one.end_minute) for one in need.crowded] == [(4, 1140, 1200)]
    assert house.ports.centre.day_of(need.received_at).isoformat() == "2026-11-16"


def test_the_same_file_again_changes_nothing_and_the_same_words_are_linked(house: NeedHouse) -> None:
    bring(house, FIRST, SECOND)
    first, second = kept(house)
    assert (second.status, second.of) == (NeedStatus.DUPLICATE, first.id)
    assert [one.outcome for one in trial(house, FIRST, SECOND)] == ["same", "same"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (1, "月亮"),
        (2, ""),
        (2, "。"),
        (3, "2027-01-01"),
        (3, "昨天"),
        (4, "九格"),
        (5, "桃园"),
        (6, "0"),
        (7, "有空"),
        (9, "周五25点"),
    ],
)
def test_a_faulty_row_is_named_and_the_others_are_taken(house: NeedHouse, place: int, value: str) -> None:
    wrong = [*FIRST[:place], value, *FIRST[place + 1 :]]
    faulty, good = trial(house, wrong, SECOND)
    assert (faulty.outcome, good.outcome) == ("faulty", "new")
    assert faulty.faults[0].row == 2


def test_a_changed_row_changes_the_need_and_leaves_what_people_did_with_it(house: NeedHouse) -> None:
    bring(house, FIRST)
    (opened,) = decide(house.ports, COORDINATOR, seen(*kept(house)), NeedStatus.OPEN)
    bring(house, [*FIRST[:6], "7", *FIRST[7:]])
    (need,) = kept(house)
    assert (need.voices, need.status, need.number) == (7, NeedStatus.OPEN, opened.number)


def test_a_batch_is_undone_until_somebody_worked_on_its_needs(house: NeedHouse) -> None:
    batch = bring(house, FIRST, [*SECOND[:2], "想吃早饭", *SECOND[3:]])
    first, second = kept(house)
    decide(house.ports, COORDINATOR, seen(second), NeedStatus.OPEN)
    own = undo(house.ports, MANAGER, batch.id)
    assert (own.rows, list(own.refused)) == (1, [3])
    assert [one.text for one in kept(house)] == ["想吃早饭"]
    assert first.id not in {one.id for one in kept(house)}


def test_what_another_need_was_linked_to_stays(house: NeedHouse) -> None:
    batch = bring(house, FIRST)
    (first,) = kept(house)
    other = house.typed("食堂晚点关", "meals")
    link(house.ports, COORDINATOR, seen(other), first.id)
    assert undo(house.ports, MANAGER, batch.id).rows == 0


def test_the_undoing_of_a_change_brings_back_what_stood_there(house: NeedHouse) -> None:
    bring(house, FIRST)
    batch = bring(house, [*FIRST[:6], "7", *FIRST[7:]])
    assert undo(house.ports, MANAGER, batch.id).rows == 1
    assert kept(house)[0].voices == 3


def test_who_keeps_the_books_brings_no_needs_in(house: NeedHouse) -> None:
    assert refused(lambda: begin(house.ports, FINANCE, "needs", "f.csv", "d")) == "import.not_allowed"


def _begun_for(house: NeedHouse, need: Need, what: str) -> None:
    loop, told = house.ports.loop, AuditEntry(at=house.now, actor="x", action="x", subject="x", centre="x")
    match what:
        case "project":
            kept_in(loop.projects).put(a_project(needs=(need.id,)), told)
        case "match":
            found = Match(
                id="m1", need=need.id, provider="p", status=MatchStatus.PROPOSED, score=0.5, parts={}
            )
            kept_in(loop.pool).put_match(found, told)
        case _:
            motion = replace(AYE, needs=(need.id,))
            kept_in(loop.meetings).put(replace(PLANNED, motions=(motion,)), told)


@pytest.mark.parametrize("what", ["project", "match", "motion"])
def test_what_a_project_a_match_or_a_motion_rests_on_stays_and_the_undoing_says_so(
    house: NeedHouse, what: str
) -> None:
    batch = bring(house, FIRST)
    (need,) = kept(house)
    _begun_for(house, need, what)
    done = undo(house.ports, MANAGER, batch.id)
    assert (done.rows, [one.key for one in done.refused.values()]) == (0, ["import.need_in_use"])
    assert kept(house) == [need]


def test_what_is_linked_to_while_it_is_taken_back_stays_with_its_voices(house: NeedHouse) -> None:
    batch = bring(house, FIRST)
    (first,) = kept(house)
    again = Said(channel=Channel.FORM, topic=first.topic, text=first.text, grid="g1", courtyard="y1")
    real = kept_in(house.ports.loop.needs)
    needs = Overtaken(real, lambda: say(house.ports, again))
    ports = replace(house.ports, loop=replace(house.ports.loop, needs=needs))
    assert undo(ports, MANAGER, batch.id).rows == 0
    assert sum(voices(kept(house)).values()) == first.voices + 1
