"""[meeting] of a centre file: how many of each party sit around the table, and how many must have come."""

from decimal import Decimal

from pydantic import Field

from config.centre_field import Table
from models.needs.meeting import MOST_SEATS, Party
from models.usual_council import USUAL_COUNCIL, UsualCouncil

_USUAL = USUAL_COUNCIL.seats


class MeetingTable(Table):
    """Seats of the four parties; quorum: percent of all seats that must be taken, beside one of every party."""

    grid_leader: int = Field(default=_USUAL[Party.GRID_LEADER], ge=1, le=MOST_SEATS)
    grid_worker: int = Field(default=_USUAL[Party.GRID_WORKER], ge=1, le=MOST_SEATS)
    resident_unit: int = Field(default=_USUAL[Party.RESIDENT_UNIT], ge=1, le=MOST_SEATS)
    resident: int = Field(default=_USUAL[Party.RESIDENT], ge=1, le=MOST_SEATS)
    quorum: Decimal = Field(default=Decimal(50), gt=0, le=100, decimal_places=2)


def usual_council(table: MeetingTable) -> UsualCouncil:
    return UsualCouncil(
        seats={party.value: getattr(table, party.value) for party in Party},
        quorum_points=int(table.quorum * 100),
    )
