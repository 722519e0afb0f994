"""The whole loop, from a sitting to a public page, through the services: everything adds up, and nothing is counted twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.simulator.community.opinion import opinions
from ingest.simulator.community.plan import KINDS, WORKS
from ingest.simulator.community.play import LONGEST, NEEDS, SHORTEST, keep_community, play
from ingest.simulator.community.stage import SUPERVISOR
from ingest.simulator.community.stage import Stage as Played
from models.db import Database
from models.metric.period import Period
from models.money.ports import Such
from models.money.project_payment import HOLDS_MONEY, is_line_code
from models.needs.activity import ActivityStatus
from models.needs.decision import decided
from models.needs.matching.load import month_of
from models.needs.need import Need, NeedStatus
from models.needs.project import Project, Stage, Standing
from models.needs.provider import HOLDING, MatchStatus
from models.needs.sitting import is_sound
from models.ports import UNASKED, Ports
from models.services.kpi import KpiFigure, kpi_board
from models.services.match_board import board
from models.services.projects import Card
from models.services.projects import board as projects_board
from models.services.public import public_view
from tests.blank import blank_database
from tests.ingest.simulator.worlds import a_world, shijiawan
from tests.loop import kept

UNTIL = datetime(2026, 11, 22, 4, tzinfo=UTC)
FIRST = UNTIL - LONGEST
FEW = 400
"""Needs of the short run; what takes all of them is slow."""


@dataclass
class Community:
    ports: Ports
    database: Database
    count: int

    @property
    def needs(self) -> list[Need]:
        return kept(self.ports.loop.needs).of()

    @property
    def projects(self) -> Sequence[Project]:
        return kept(self.ports.loop.projects).all()

    def cards(self) -> list[Card]:
        return projects_board(self.ports, SUPERVISOR)

    def figures(self) -> dict[str, KpiFigure]:
        day_of = self.ports.centre.business_day_of
        return {
            one.kpi.key: one
            for one in kpi_board(self.ports, SUPERVISOR, Period(day_of(FIRST), day_of(UNTIL)))
        }


def ports_of(database: Database) -> Ports:
    world = shijiawan()
    return database.ports(
        world.centre, world.calendar, lambda: UNTIL, store=UNASKED, aggregates=UNASKED, live=UNASKED
    )


@pytest.fixture(
    scope="module", params=[FEW, pytest.param(NEEDS, marks=pytest.mark.slow)], ids=["few", "sitting"]
)
def community(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Community]:
    database = blank_database(tmp_path_factory.mktemp("community") / "centre.db")
    ports = ports_of(database)
    play(Played(shijiawan(), ports, FIRST, UNTIL), request.param)
    yield Community(ports, database, request.param)
    database.close()


def test_every_need_is_in_one_state_and_no_voice_is_lost(community: Community) -> None:
    said = opinions(shijiawan(), FIRST, UNTIL, community.count)
    needs = {one.id: one for one in community.needs}
    assert needs.keys() == {one.key for one in said}
    assert sum(one.voices for one in needs.values()) == sum(one.said.voices for one in said)
    assert set(Counter(one.status for one in needs.values())) == set(NeedStatus)
    for one in needs.values():
        assert (one.status is NeedStatus.DUPLICATE) is bool(one.of)
        assert (one.status is NeedStatus.MET) is (one.met_on is not None)
        assert (one.status is NeedStatus.DECLINED) is bool(one.reason)


def test_what_is_linked_wants_the_same_and_follows_one_that_follows_nothing(community: Community) -> None:
    same = {one.key: one.same for one in opinions(shijiawan(), FIRST, UNTIL, community.count)}
    needs = {one.id: one for one in community.needs}
    repeats = [one for one in needs.values() if one.of]
    assert len(repeats) > community.count / 2
    for one in repeats:
        assert same[one.id] == same[one.of]
        assert not needs[one.of].of
        assert needs[one.of].received_at <= one.received_at


def test_projects_stand_in_every_stage_and_went_there_in_order(community: Community) -> None:
    assert len(community.projects) == len(WORKS) == 17
    assert {one.stage for one in community.projects} == set(Stage)
    assert {one.standing for one in community.projects} == set(Standing)
    needs = {one.id: one for one in community.needs}
    for one in community.projects:
        times = [event.at for event in one.events]
        assert times == sorted(times)
        assert all(FIRST <= at <= UNTIL for at in times)
        assert one.needs
        assert all(
            community.ports.centre.business_day_of(needs[key].received_at) <= one.begun_on
            for key in one.needs
        )


def test_whoever_was_approved_cites_its_own_decision_and_numbers_have_no_gap(community: Community) -> None:
    meetings = kept(community.ports.loop.meetings).all()
    assert all(is_sound(one) for one in meetings)
    told = decided(meetings)
    assert sorted(int(one.number.partition("-")[2]) for one in told) == [*range(1, len(told) + 1)]
    about = {one.number: one.about for one in told}
    for one in community.projects:
        begun = list(Stage).index(one.stage) >= list(Stage).index(Stage.MATCHING)
        assert (about.get(one.decision) == one.id) is begun


def test_what_projects_paid_is_what_the_ledger_says_and_no_more_than_was_proved(community: Community) -> None:
    ledger = kept(community.ports.money).ledger
    sums = ledger.sums(["party"], Such(accounts=HOLDS_MONEY))
    left = {one.party: -one.fen for one in sums if is_line_code(one.party)}
    cards = community.cards()
    assert sum(card.funds.paid for card in cards) == sum(left.values()) > 0
    assert sum(one.fen for one in ledger.sums(["account"], Such())) == 0
    for card in cards:
        assert 0 <= card.funds.paid <= card.funds.committed <= card.funds.budget
        proved = sum(one.fen for one in card.project.evidence)
        assert card.funds.paid <= proved


def test_attendances_are_counted_once_and_never_as_persons(community: Community) -> None:
    held = [one for one in kept(community.ports.loop.activities).all() if one.status is ActivityStatus.HELD]
    figures = community.figures()
    assert len(held) == figures["kpi_activities"].measured.value >= 110
    assert {one.kind for one in held} == {one.key for one in KINDS}
    assert figures["kpi_activity_kinds"].measured.value == len(KINDS) == 7
    came = sum(one.attendances or 0 for one in held)
    assert figures["kpi_attendances"].measured.value == came
    by_project: dict[str, int] = defaultdict(int)
    for one in held:
        by_project[one.project] += one.attendances or 0
        assert one.persons is None or one.persons <= (one.attendances or 0)
    assert {card.project.id: card.progress.attendances or 0 for card in community.cards()} == {
        one.id: by_project[one.id] for one in community.projects
    }


def test_nobody_gives_more_than_they_offered_and_a_need_is_given_a_thing_once(community: Community) -> None:
    zone = community.ports.centre.zone_info
    pool = kept(community.ports.loop.pool)
    offered = {one.id: one for one in pool.providers()}
    holding = [one for one in pool.matches() if one.status in HOLDING]
    minutes = Counter[tuple[str, object]]()
    money = Counter[str]()
    for one in holding:
        minutes[one.provider, month_of(one, zone)] += one.minutes
        money[one.provider] += one.money_fen
    assert {one.status for one in pool.matches()} == {
        MatchStatus.AGREED,
        MatchStatus.DONE,
        MatchStatus.CANCELLED,
    }
    assert all(taken <= offered[key].minutes_a_month for (key, _), taken in minutes.items())
    assert all(taken <= offered[key].money_fen for key, taken in money.items())
    given = Counter((one.need, thing) for one in holding for thing in one.things)
    assert set(given.values()) == {1}


def test_a_matched_need_waits_no_more(community: Community) -> None:
    known = board(community.ports)
    status = {one.id: one.status for one in known.needs}
    for one in known.matches:
        expected = {
            MatchStatus.AGREED: {NeedStatus.PLANNED, NeedStatus.MET},
            MatchStatus.DONE: {NeedStatus.MET},
            MatchStatus.CANCELLED: {NeedStatus.OPEN, NeedStatus.PLANNED},
        }
        assert status[one.need] in expected[one.status]


def test_satisfaction_is_told_with_its_answers_and_devices_are_forgotten(community: Community) -> None:
    figure = community.figures()["kpi_satisfied"].measured
    surveys = kept(community.ports.loop.surveys)
    every = surveys.all()
    assert figure.opinion is not None
    assert figure.opinion.rating is not None
    assert figure.opinion.answered == len(surveys.answers([one.id for one in every])) > 300
    assert figure.value == pytest.approx(0.98, abs=0.02)
    rating = figure.opinion.rating
    assert rating.low < figure.value < rating.high
    assert all(not one.key for one in every if one.until <= UNTIL)


def test_closed_projects_were_attended_judged_and_answered_and_their_needs_are_met(
    community: Community,
) -> None:
    needs = {one.id: one for one in community.needs}
    closed = [one for one in community.cards() if one.project.stage is Stage.CLOSED]
    assert len(closed) == 6
    for card in closed:
        assert card.progress.attendances
        assert card.progress.rating is not None
        assert all(one.score is not None for one in card.project.evaluations)
        assert {needs[key].status for key in card.project.needs} <= {NeedStatus.MET, NeedStatus.DECLINED}


def test_whoever_asked_for_what_was_met_counts_as_met_also_where_others_had_said_it_before(
    community: Community,
) -> None:
    figures, needs = community.figures(), {one.id: one for one in community.needs}
    met = {key for key, one in needs.items() if one.status is NeedStatus.MET}
    heard = sum(one.voices for one in needs.values() if one.id in met or one.of in met)
    assert figures["kpi_needs_met"].measured.value == heard > 2 * len(met)


def test_everybody_sees_what_came_of_it_and_the_trail_is_whole(community: Community) -> None:
    tomorrow = replace(community.ports, clock=lambda: UNTIL + timedelta(days=1))
    seen = public_view(tomorrow)
    assert {one.number for one in seen.projects} >= {
        one.number for one in community.projects if one.stage is Stage.CLOSED
    }
    assert sum(one.funds.paid for one in seen.projects) == sum(one.funds.paid for one in community.cards())
    assert seen.topics is not None
    assert seen.topics.rows[-1].is_total
    assert len(seen.decisions) >= 12
    assert community.database.audit().first_fault() is None


def test_playing_again_changes_nothing(community: Community) -> None:
    before = community.needs
    assert not keep_community(shijiawan(), community.ports, FIRST, UNTIL)
    assert community.needs == before


class KilledError(Exception):
    """The process is gone in the midst of a deed."""


@dataclass(slots=True)
class Mortal(Played):
    """Looks at its clock so often and dies."""

    lives: int = 0

    def __post_init__(self) -> None:
        Played.__post_init__(self)
        self.ports = replace(self.ports, clock=self._tick)

    def _tick(self) -> datetime:
        self.lives -= 1
        if self.lives < 0:
            raise KilledError
        return self.now


def made(ports: Ports) -> dict[str, object]:
    """What a community made, without its random ids."""
    loop = ports.loop
    titles = {one.id: one.number for one in kept(loop.projects).all()}
    activities = kept(loop.activities).all()
    surveys = kept(loop.surveys).all()
    ledger = kept(ports.money).ledger.sums(["party"], Such(accounts=HOLDS_MONEY))
    return {
        "needs": sorted((one.id, one.status, one.of) for one in kept(loop.needs).of()),
        "projects": [
            (one.number, one.name["en"], one.stage, one.standing) for one in kept(loop.projects).all()
        ],
        "papers": {one.number: [paper.what for paper in one.papers] for one in kept(loop.projects).all()},
        "activities": sorted((one.name["en"], one.day, titles.get(one.project, "")) for one in activities),
        "answers": len(kept(loop.surveys).answers([one.id for one in surveys])),
        "surveys": len(surveys),
        "paid": sorted((one.party, one.fen) for one in ledger),
        "decisions": [one.number for one in decided(kept(loop.meetings).all())],
        "providers": len(kept(loop.pool).providers()),
    }


LIVES = (40, 120, 300, 900)
"""Looks at the clock until it is killed, again and again."""


@pytest.mark.slow
@pytest.mark.parametrize("community", [FEW], indirect=True, ids=["few"])
def test_a_play_that_is_killed_again_and_again_ends_as_one_that_was_not(
    community: Community, tmp_path: Path
) -> None:
    database = blank_database(tmp_path / "centre.db")
    ports, killed = ports_of(database), 0
    for lives in LIVES:
        try:
            play(Mortal(shijiawan(), ports, FIRST, UNTIL, lives=lives), FEW)
        except KilledError:
            killed += 1
    assert killed == len(LIVES)
    assert keep_community(shijiawan(), ports, FIRST, UNTIL, FEW, again=True)
    whole, found = made(community.ports), made(ports)
    for part, told in whole.items():
        assert found[part] == told, part
    assert database.audit().first_fault() is None
    database.close()


def test_without_time_enough_nothing_is_played(tmp_path: Path) -> None:
    database = blank_database(tmp_path / "centre.db")
    ports = ports_of(database)
    assert not keep_community(shijiawan(), ports, UNTIL - SHORTEST / 2, UNTIL)
    assert kept(ports.loop.needs).of() == []
    database.close()


def test_a_centre_without_a_grid_has_needs_too() -> None:
    said = opinions(a_world(), FIRST, UNTIL, 50)
    assert len(said) == 50
    assert all(one.said.courtyard == "" for one in said)
