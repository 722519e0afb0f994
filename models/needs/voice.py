"""How many people want the same, and what became of it: of a need and of those that repeat it."""

from collections.abc import Iterable
from datetime import date

from models.needs.need import Need, NeedStatus


def voices(needs: Iterable[Need]) -> dict[str, int]:
    """How many people said each need: with the record itself and with those that repeat it."""
    every = list(needs)
    found = {one.id: one.voices for one in every if not one.of}
    for one in every:
        if one.of in found:
            found[one.of] += one.voices
    return found


def fates(needs: Iterable[Need]) -> dict[str, Need]:
    """Id -> the need whose fate it shares: the one that it repeats, or itself. Whoever asked for what was met was heard too."""
    every = {one.id: one for one in needs}
    return {key: every.get(one.of, one) for key, one in every.items()}


def met(needs: Iterable[Need]) -> dict[str, date | None]:
    """Id -> the day on which it was met, None = not known; what was not met is absent. A repeat was when the need that it repeats
    was, whatever was said of itself before."""
    ends = fates(needs)
    return {key: one.met_on for key, one in ends.items() if one.status is NeedStatus.MET}
