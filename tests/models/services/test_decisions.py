"""What was decided can be cited by its number and by nothing else that looks like one; what waits is told once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.account import Account, Grant, Role
from models.audit import AuditEntry
from models.money.fund.rule import RuleStatus, usual_rule
from models.needs.meeting import Meeting, MeetingStatus, Subject
from models.needs.need import Channel, Need, NeedStatus
from models.needs.sitting import Numbers, closed
from models.ports import Ports
from models.services.decisions import citable, decisions, waiting
from models.services.strangers import RefusedError
from tests.blank import blank_database
from tests.builders import some_ports
from tests.loop import kept
from tests.matched import need
from tests.models.needs.meeting import AT, CARRIED, LOST, OPEN, PLANNED

COORDINATOR = Account(id=2, name="li", grants=(Grant(role=Role.COORDINATOR),))
TOLD = AuditEntry(at=AT, actor="li", action="meeting.call", subject="m1", centre="c")
ENDED = closed(replace(OPEN, motions=(CARRIED, LOST)), "", "li", AT, date(2026, 11, 25), Numbers(2026, 12))
RULE = replace(
    usual_rule(None),
    version=1,
    decision="to be decided",
    valid_from=date(2027, 1, 1),
    status=RuleStatus.PROPOSED,
    proposed_by="wang",
    proposed_at=AT,
)


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    database = blank_database(tmp_path / "centre.db")
    plain = some_ports()
    yield replace(
        plain,
        money=database.money(plain.centre.id),
        loop=database.loop(plain.centre.id),
        audit=database.audit().append,
    )
    database.close()


def keep(ports: Ports, meeting: Meeting) -> None:
    kept(ports.loop.meetings).put(meeting, TOLD)


@pytest.mark.parametrize("typed", ["2026-12", "议〔2026〕12号"])
def test_a_decision_is_cited_by_its_number_however_it_is_written(ports: Ports, typed: str) -> None:
    keep(ports, ENDED)
    assert citable(ports, Subject.PROJECT, typed) == "2026-12"


@pytest.mark.parametrize(
    ("subject", "typed", "fault"),
    [
        (Subject.PROJECT, "2026-13", "no_decision"),
        (Subject.FUND_RULE, "2026-12", "other_subject"),
    ],
)
def test_a_number_that_decided_something_else_or_nothing_is_refused(
    ports: Ports, subject: Subject, typed: str, fault: str
) -> None:
    keep(ports, ENDED)
    with pytest.raises(RefusedError) as refused:
        citable(ports, subject, typed)
    assert refused.value.message.key == f"refused.meeting.{fault}"
    assert refused.value.message.values["decision"] == typed


def test_free_words_stay_as_they_are_and_so_does_all_where_no_meetings_are_kept(ports: Ports) -> None:
    assert citable(ports, Subject.PRICE, " members' meeting of 3 March ") == "members' meeting of 3 March"
    alone = some_ports()
    assert citable(alone, Subject.PRICE, "2026-12") == "2026-12"
    assert decisions(alone) == []


def test_decisions_are_told_by_subject(ports: Ports) -> None:
    keep(ports, ENDED)
    assert [one.number for one in decisions(ports, Subject.PROJECT)] == ["2026-12"]
    assert decisions(ports, Subject.PRICE) == []


def test_a_proposed_rule_waits_until_it_is_on_a_table_and_again_when_nobody_could_vote(ports: Ports) -> None:
    assert ports.money is not None
    ports.money.fund.propose_rule(RULE, TOLD)
    (found,) = waiting(ports, COORDINATOR)
    assert (found.subject, found.about, found.detail) == (Subject.FUND_RULE, "fund-rule-1", 1)
    tabled = replace(CARRIED, about=found.about, votes=())
    keep(ports, replace(PLANNED, motions=(tabled,)))
    assert waiting(ports, COORDINATOR) == []
    kept(ports.loop.meetings).put(replace(PLANNED, motions=(tabled,), status=MeetingStatus.CLOSED), TOLD)
    assert [one.about for one in waiting(ports, COORDINATOR)] == ["fund-rule-1"]


def test_what_stood_on_the_table_of_a_meeting_that_was_called_off_waits_again(ports: Ports) -> None:
    kept(ports.loop.needs).put([need("n1", received_at=AT, voices=20)], TOLD)
    one = kept(ports.loop.meetings).put(
        replace(PLANNED, motions=(replace(CARRIED, about="n1", votes=()),)), TOLD
    )
    assert waiting(ports, COORDINATOR) == []
    kept(ports.loop.meetings).put(replace(one, status=MeetingStatus.CANCELLED), TOLD)
    assert [one.about for one in waiting(ports, COORDINATOR)] == ["n1"]


def test_needs_of_many_voices_wait_their_repeats_counted_in(ports: Ports) -> None:
    def a_need(n: int, said: int, of: str = "") -> Need:
        return Need(
            id=f"n{n}",
            number=f"N-{n}",
            received_at=AT + timedelta(minutes=n),
            channel=Channel.PAPER,
            topic="meals",
            text="soft food",
            voices=said,
            of=of,
            status=NeedStatus.DUPLICATE if of else NeedStatus.OPEN,
        )

    kept(ports.loop.needs).put([a_need(1, 6), a_need(2, 4, "n1"), a_need(3, 9)], TOLD)
    (one,) = waiting(ports, COORDINATOR)
    assert (one.about, one.detail, one.needs) == ("n1", 10, ("n1",))
    assert one.name["en"] == "Meals N-1", "a starting topic, which no table keeps, and which of its needs"


def test_who_may_not_read_meetings_is_not_told_what_waits(ports: Ports) -> None:
    nobody = Account(id=4, name="nobody", grants=())
    with pytest.raises(RefusedError):
        waiting(ports, nobody)
