"""What cameras see against what the doors balance to: how much they overlook, and how far they scatter."""

from collections.abc import Iterable, Sequence

from models.balance import Balance, View
from models.estimate.belief import LEAST_VARIANCE, Way
from models.estimate.sight import Eye, view_variance

FIRST_PEOPLE2 = 2000.0
"""Persons squared of evidence that a camera which overlooks nobody is worth."""

FIRST_LOOKS = 50.0
"""Looks of evidence that an ordinary camera's noise is worth."""

LEAST_SEEN, MOST_SEEN = 0.4, 1.2
"""Persons seen of each who is there: beyond, a camera looks elsewhere."""

LEAST_NOISE, MOST_NOISE = 0.5, 50.0

FEWEST = 20
"""Looks of a day below which they tell nothing."""


def viewed(looks: Sequence[tuple[Way, float]], begun: Way, ended: Way) -> View | None:
    """Looks between two instants at which nobody was there. Each: all that the doors had moved by then, and who was seen.

    The people by the doors are their sum, less what it is off by in the end, by traffic: no camera has a part in it. Their
    variance is that of a walk between two known ends.
    """
    traffic, noise = ended.traffic - begun.traffic, ended.noise - begun.noise
    if len(looks) < FEWEST or traffic <= 0 or noise <= LEAST_VARIANCE:
        return None
    lean = (ended.by - begun.by) / traffic
    people2 = seen2 = product = usual = 0.0
    for moved, seen in looks:
        people = max(moved.by - begun.by - lean * (moved.traffic - begun.traffic), 0.0)
        gone = (moved.noise - begun.noise) / noise
        people2 += people * people + gone * (1.0 - gone) * noise
        seen2 += seen * seen
        product += people * seen
        usual += view_variance(people)
    return View(looks=len(looks), people2=people2, seen2=seen2, product=product, usual=usual)


def learned_eye(balances: Iterable[Balance]) -> Eye:
    """What whole days with cameras beside doors teach of them: the line through nobody that fits all looks best."""
    views = [day.view for day in balances if day.complete and day.view is not None]
    if not views:
        return Eye()
    people2, seen2, product, usual = (
        sum(getattr(view, name) for view in views) for name in ("people2", "seen2", "product", "usual")
    )
    share = (FIRST_PEOPLE2 + product) / (FIRST_PEOPLE2 + people2)
    share = min(max(share, LEAST_SEEN), MOST_SEEN)
    first = FIRST_LOOKS * usual / sum(view.looks for view in views)
    off = max(seen2 - 2 * share * product + share * share * people2, 0.0) / share**2
    return Eye(1.0 / share, min(max((first + off) / (first + usual), LEAST_NOISE), MOST_NOISE))
