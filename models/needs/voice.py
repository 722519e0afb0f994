"""How many people want the same, and what became of it: of a need and of those that repeat it."""

from collections.abc import Iterable

from models.needs.need import Need


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
