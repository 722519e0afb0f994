"""What every paper of a centre has at its head."""

from dataclasses import dataclass
from datetime import date, datetime

from models.message import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInputs:
    """As MonthInputs has them. first: the first day of what the paper tells of; coverage: measured share of the open time of
    all spaces, None = nothing was open, or the paper tells of nothing measured."""

    centre: str
    name: LocalText
    timezone: str
    first: date
    as_of: datetime
    calc_version: int
    is_simulated: bool
    coverage: float | None = None
