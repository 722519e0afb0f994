"""[meeting] of a centre file: seats of the four parties and the share of them that must have come."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from config.meeting import MeetingTable, usual_council
from models.needs.meeting import Party
from models.usual_council import USUAL_COUNCIL


def test_a_file_that_says_nothing_seats_the_usual_council() -> None:
    assert usual_council(MeetingTable()) == USUAL_COUNCIL
    assert set(USUAL_COUNCIL.seats) == set(Party)


def test_what_the_file_says_is_what_holds() -> None:
    council = usual_council(MeetingTable(resident=9, quorum=Decimal("66.67")))
    assert (council.seats["resident"], council.quorum_points) == (9, 6_667)


@pytest.mark.parametrize("table", [{"resident": 0}, {"quorum": 0}, {"quorum": 101}, {"clerk": 2}])
def test_a_party_without_a_seat_and_a_share_that_is_none_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MeetingTable.model_validate(table)
