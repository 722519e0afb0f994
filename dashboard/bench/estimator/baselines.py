"""What is done elsewhere with the same totals: the three ways of counting that the estimator stands beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

RESET_BELOW = 0.9
"""Home Assistant's total_increasing: a fall below this share of the last value is a new meter, a smaller one is noise."""


@dataclass(slots=True)
class Baseline:
    """People by the running totals of several doors. step: what one new total adds, given the last one."""

    step: Callable[[float, float], float]
    clamped: bool
    zeroed: bool
    people: float = 0.0
    last: dict[tuple[int, int], float] = field(default_factory=dict)

    def midnight(self) -> None:
        """A new day begins."""
        if self.zeroed:
            self.people = 0.0

    def take(self, door: int, entries: float, exits: float) -> None:
        """One sample of one door."""
        change = self._change(door, 0, entries) - self._change(door, 1, exits)
        self.people = max(0.0, self.people + change) if self.clamped else self.people + change

    def _change(self, door: int, side: int, total: float) -> float:
        last = self.last.get((door, side), total)
        added = self.step(last, total)
        self.last[door, side] = total if added or total > last or total < RESET_BELOW * last else last
        return added


def _plain(last: float, total: float) -> float:
    """A smaller total is a new one."""
    return total - last if total >= last else total


def _total_increasing(last: float, total: float) -> float:
    if total >= last:
        return total - last
    return total if total < RESET_BELOW * last else 0.0


BASELINES: Mapping[str, Callable[[], Baseline]] = {
    "clamp": lambda: Baseline(_plain, clamped=True, zeroed=False),
    "midnight": lambda: Baseline(_plain, clamped=True, zeroed=True),
    "home assistant": lambda: Baseline(_total_increasing, clamped=False, zeroed=False),
}
