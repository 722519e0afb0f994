"""A run of the fund that one person asks for; it is posted by another one, as it was seen, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.money.fund.split import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAsk:
    """What somebody saw and asked for. number: of the run that it would be; version: of the rule; the rest as in FundRun."""

    number: int
    month: date
    through: int
    version: int
    base: int
    parts: Mapping[str, int]
    by: str
    at: datetime

    def is_still(self, version: int, did: Split) -> bool:
        """Whether the same rule still makes the same parts of the same base: else nobody agreed to it."""
        return (self.version, self.base, dict(self.parts)) == (version, did.base, dict(did.parts))
