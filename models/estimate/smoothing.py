"""The way back: what the evening knows corrects the whole day, step by step from the last to the first."""

from collections.abc import Sequence

from models.estimate.belief import LEAST_VARIANCE, Step, Way

_FIXED_LEAN = 1e-12


def smoothed(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Mean and variance of the people at every step, given all steps: one sweep (Rauch, Tung, Striebel 1965).

    A gap that a returning door has explained is tied over: its start follows its end directly, its inside follows both.
    """
    if not steps:
        return []
    now = steps[-1]
    found = [(now.people, now.pp)] * len(steps)
    ties: dict[int, tuple[int, Step, Way]] = {}
    for number in range(len(steps) - 1, 0, -1):
        into, before = steps[number], steps[number - 1]
        if into.tied is not None:
            start, way = into.tied
            ties[start] = (number, now, way)
        tie = ties.pop(number - 1, None)
        if tie is None:
            now = _back(before, now, into.way)
        else:
            end, then, way = tie
            now = _back(before, then, way)
            _follow(found, steps, number - 1, end, now.people - before.people)
        found[number - 1] = (now.people, now.pp)
    return found


def _back(before: Step, after: Step, way: Way) -> Step:
    """What is known of the state before a movement, once the state after it is known."""
    by, traffic, noise, keep, stray = way
    pp, pl, ll = before.pp, before.pl, before.ll
    moved_pl, moved_ll = keep * pl + traffic * ll, ll + stray
    moved_pp = max(keep * keep * pp + traffic * (2 * keep * pl + traffic * ll) + noise, LEAST_VARIANCE)
    off = after.people - (keep * before.people + by + before.lean * traffic)
    if ll < _FIXED_LEAN:
        gain = keep * pp / moved_pp
        variance = pp + gain * gain * (after.pp - moved_pp)
        return Step(before.people + gain * off, before.lean, max(variance, LEAST_VARIANCE), 0.0, 0.0)
    inverse = 1.0 / max(moved_pp * moved_ll - moved_pl * moved_pl, 1e-18)
    to_people = keep * pp + traffic * pl
    to_lean = keep * pl + traffic * ll
    gain_pp = (to_people * moved_ll - pl * moved_pl) * inverse
    gain_pl = (pl * moved_pp - to_people * moved_pl) * inverse
    gain_lp = (to_lean * moved_ll - ll * moved_pl) * inverse
    gain_ll = (ll * moved_pp - to_lean * moved_pl) * inverse
    off_lean = after.lean - before.lean
    d_pp, d_pl, d_ll = after.pp - moved_pp, after.pl - moved_pl, after.ll - moved_ll
    half_p, half_l = gain_pp * d_pp + gain_pl * d_pl, gain_pp * d_pl + gain_pl * d_ll
    turn_p, turn_l = gain_lp * d_pp + gain_ll * d_pl, gain_lp * d_pl + gain_ll * d_ll
    return Step(
        before.people + gain_pp * off + gain_pl * off_lean,
        before.lean + gain_lp * off + gain_ll * off_lean,
        max(pp + half_p * gain_pp + half_l * gain_pl, LEAST_VARIANCE),
        pl + half_p * gain_lp + half_l * gain_ll,
        max(ll + turn_p * gain_lp + turn_l * gain_ll, 0.0),
    )


def _follow(
    found: list[tuple[float, float]], steps: Sequence[Step], start: int, end: int, shift: float
) -> None:
    """Inside a gap the correction of its start fades with the guesses made since."""
    begun = steps[start].pp
    guessed = steps[end - 1].pp - begun
    if guessed <= 0:
        return
    for number in range(start + 1, end):
        fade = 1.0 - min(max((steps[number].pp - begun) / guessed, 0.0), 1.0)
        people, variance = found[number]
        found[number] = (people + shift * fade, variance)
