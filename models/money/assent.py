"""What one person proposes and another agrees to: the same two names and instants on every such paper."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assent:
    """decision: where it was decided, as "residents' council 2026-03 no. 2"; approved_by: "" = not yet."""

    decision: str = ""
    proposed_by: str
    proposed_at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where one person took both steps."""
        if self.approved_by and self.approved_by == self.proposed_by:
            raise ValueError(f"'{self.approved_by}' proposed it and may not approve it too")

    @property
    def agreed(self) -> bool:
        return bool(self.approved_by)
