"""What is known of a project from elsewhere: decisions, money, who came, what people said, how a space is used since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.needs.refit import UseWeek
from models.satisfaction import Rating


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session or an activity that was held. people: attendances, None = nobody counted, which is not 0."""

    day: date
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """decisions: numbers of what the four parties carried about it; paid: fen by budget line, as the ledger has it;

    held: in order of time; planned: sessions and activities still to come; rating: None = nobody answered;
    weeks: of a refit's space since it opened, in order.
    """

    today: date
    decisions: frozenset[str] = frozenset()
    paid: Mapping[str, int] = field(default_factory=dict)
    held: tuple[Sitting, ...] = ()
    planned: int = 0
    rating: Rating | None = None
    weeks: tuple[UseWeek, ...] = ()

    @property
    def counted(self) -> tuple[int, ...]:
        """Attendances of what was held and counted, in order."""
        return tuple(one.people for one in self.held if one.people is not None)

    @property
    def attendances(self) -> int | None:
        """All of them; None where nothing was counted. Attendances are never persons."""
        return sum(self.counted) if self.counted else None
