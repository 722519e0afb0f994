"""What cameras see against what the doors balance to: how much they overlook, among few and among many, and how far they
scatter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.balance import Balance, View
from models.estimate.belief import Way
from models.estimate.sight import Eye, view_variance

FIRST_PEOPLE2 = 1000.0
"""Persons squared of evidence, in looks that are wholly sure, that a camera which overlooks nobody is worth."""

FIRST_PEOPLE4 = 1e6
"""Persons to the fourth of evidence that a camera which sees in a full room as well as in an empty one is worth."""

FIRST_LOOKS = 50.0
"""Looks of evidence that an ordinary camera's noise is worth."""

LEAST_SEEN, MOST_SEEN = 0.4, 1.2
"""Persons seen of each who is there: beyond, a camera looks elsewhere."""

MOST_CROWD = 0.01
"""Share overlooked for each one present: beyond, of fifty people no more were seen than of forty."""

LEAST_NOISE, MOST_NOISE = 0.5, 50.0

LINGERS = 2.2
"""Whom a camera overlooks it still overlooks at its next look: it tells so much less than its scatter alone says. Found with
seeds 101 and 303 of the bench."""

FEWEST = 20
"""Looks of a day below which they tell nothing."""

Numbers = NDArray[np.float64]


@dataclass(slots=True)
class _Walk:
    """What the doors are off by between two instants at which it is known, followed over the looks by a Kalman filter.

    It is linear: given several columns of a regression, what it leaves of each is white, so that a look long after the last
    people were known for sure counts less, and how cameras and doors move from look to look counts most.
    whole: traffic in between; each: variance of one unit of it; off: what each column was off by; walked, looked: the
    variance of that which the doors have brought in, and what usual looks have.
    """

    whole: float
    each: float
    off: Numbers = field(default_factory=lambda: np.zeros(3))
    walked: float = 0.0
    looked: float = 0.0
    passed: float = 0.0

    def wait(self, passed: float) -> None:
        """So much traffic has passed: at its end all will be known again."""
        left = self.whole - self.passed
        ahead = (self.whole - passed) / left if left > 0 else 0.0
        self.off = ahead * self.off
        self.walked = ahead * ahead * self.walked + ahead * self.each * (passed - self.passed)
        self.looked *= ahead * ahead
        self.passed = passed

    def take(self, columns: Numbers, usual: float) -> tuple[Numbers, float, float]:
        """What is new in one look, squared, shape (3, 3); how much of it the doors bring, and how much a look of the variance
        `usual`. All in units of the variance that was to be expected."""
        looked = self.looked + usual
        spread = self.walked + LINGERS * looked
        new, walked = columns - self.off, self.walked
        gain = (walked + LINGERS * self.looked) / spread
        self.off = self.off + gain * new
        self.walked *= (1.0 - gain) ** 2
        self.looked = (1.0 - gain) ** 2 * self.looked + gain * gain * usual
        return np.outer(new, new) / spread, walked / spread, looked / spread


def viewed(looks: Sequence[tuple[Way, float]], begun: Way, ended: Way, miscount: float) -> View | None:
    """Looks between two instants at which nobody was there. Each: all that the doors had moved by then, and who was seen.
    miscount: variance that one passage adds, as past days tell it: of today's suspicions cameras are a part.

    The people by the doors are their sum, less what it is off by in the end, by traffic: no camera has a part in it. What
    is left of their error is a walk between two known ends: generalised least squares (Aitken 1936).
    """
    traffic = ended.traffic - begun.traffic
    if len(looks) < FEWEST or traffic <= 0:
        return None
    lean = (ended.by - begun.by) / traffic
    walk, sums, doors, usual = _Walk(traffic, 2.0 * miscount), np.zeros((3, 3)), 0.0, 0.0
    for moved, seen in looks:
        passed = moved.traffic - begun.traffic
        people = max(moved.by - begun.by - lean * passed, 0.0)
        walk.wait(passed)
        new, by_doors, by_look = walk.take(np.array([seen, people, people * people]), view_variance(people))
        sums, doors, usual = sums + new, doors + by_doors, usual + by_look
    (seen2, product, product2), (_, people2, people3), (_, _, people4) = sums.tolist()
    return View(
        looks=len(looks),
        people2=people2,
        seen2=seen2 - doors,
        product=product,
        usual=usual,
        people3=people3,
        people4=people4,
        product2=product2,
    )


def learned_eye(balances: Iterable[Balance]) -> Eye:
    """What whole days with cameras beside doors teach of them: the curve through nobody that fits all looks best.

    seen = share x people - bend x people squared, share around 1 and bend around 0 until much is known.
    """
    views = [day.view for day in balances if day.complete and day.view is not None]
    views = [view for view in views if view.people4] or views
    if not views:
        return Eye()
    people2, people3, people4, seen2, product, product2, usual = (
        sum(getattr(view, name) for view in views)
        for name in ("people2", "people3", "people4", "seen2", "product", "product2", "usual")
    )
    known2, known4, seen1 = FIRST_PEOPLE2 + people2, FIRST_PEOPLE4 + people4, FIRST_PEOPLE2 + product
    bend = (people3 * seen1 - known2 * product2) / (known2 * known4 - people3 * people3)
    bend = min(max(bend, 0.0), MOST_CROWD)
    share = min(max((seen1 + bend * people3) / known2, LEAST_SEEN), MOST_SEEN)
    first = FIRST_LOOKS * usual / sum(view.looks for view in views)
    off = seen2 - 2 * share * product + share * share * people2
    off += bend * (2 * product2 - 2 * share * people3 + bend * people4)
    noise = LINGERS * (first + max(off, 0.0) / share**2) / (first + usual)
    return Eye(1.0 / share, min(max(noise, LEAST_NOISE), MOST_NOISE), min(bend / share, MOST_CROWD))
