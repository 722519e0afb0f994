"""A month's sheets as they may leave the house: no small number of people in them, nor what would give one away.

Which numbers count people is what a column declares (Column.is_persons): those of whom few could be known again, as the
elders of an age band, the members of a class, the residents of a grid who asked for something. Person-hours and what door
counters saw of a hall are no such counts: a passage has neither name nor age, and the same person passes many times. Nor are
the covers of a canteen, where nobody signs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.report.attack import Equation, Published, Spot
from models.report.counted import HIDDEN, Counted, counted, spot_of
from models.report.kinds import with_kinds
from models.report.links import LINKS, Links
from models.report.masking import masked
from models.report.sheet import Absent, Place, Sheet, placed
from models.report.withholding import ANY, Counts, few, withheld
from models.report.worked_out import with_worked_out
from models.suppression import K

PUBLISHED_K = 10
"""Fewer persons than this may be known from what anybody can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What readers hold already. sheets: as they were told, of the version before or of the month before; pairs: a place of
    the new sheets and the one of these that tells the same number; rates: the same of rates; is_same_month: what it hid stays
    hidden, and what it told is known."""

    sheets: Sequence[Sheet]
    pairs: Sequence[tuple[Place, Place]] = ()
    rates: Sequence[tuple[Place, Place]] = ()
    is_same_month: bool = False


def disclosed(
    sheets: Sequence[Sheet], *, k: int = K, links: Links = LINKS, earlier: Sequence[Earlier] = ()
) -> tuple[Sheet, ...]:
    """The same sheets with small counts told as few, others withheld beside them, and rates and amounts that would tell them.

    k: PUBLISHED_K where anybody can read them. Raises ValueError where people do not add up in a table, or where something is
    hidden already.
    """
    known = with_worked_out(with_kinds(links, sheets), sheets)
    words = withheld(_counts(sheets, known, earlier, k), k)
    return masked(sheets, words, known, {here for one in earlier for here in _hidden_rates(one)})


def _hidden_rates(one: Earlier) -> Iterator[Place]:
    """Rates that were not told then, and would say now what they would have said."""
    for here, there in one.rates:
        try:
            was_hidden = placed(one.sheets, there).absent in HIDDEN
        except KeyError:  # a report of a program that did not tell it
            continue
        if was_hidden:
            yield here


def _counts(sheets: Sequence[Sheet], links: Links, earlier: Sequence[Earlier], k: int) -> Counts:
    also = {*links.people, *links.open, *(here for one in earlier for here, _ in one.pairs)}
    now = counted(sheets, also={*also, *(place for whole, parts in links.sums for place in (whole, *parts))})
    if now.words:
        raise ValueError(
            f"{min(now.words)} is hidden already: sheets are made anew before other words are chosen"
        )
    worked_out = {spot_of(place): count for place, count in links.worked_out.items()}
    now = replace(now, now={**now.now, **worked_out})
    open_spots = {spot for one in links.open if (spot := spot_of(one)) in now.now}
    before = [Published(told={spot: now.now[spot] for spot in open_spots}, hidden={}, equations=())]
    again: list[Equation] = []
    stays: set[Spot] = set()
    for n, one in enumerate(earlier):
        then = _published(one, f"{n}", k)
        before.append(then)
        again += _again(one, f"{n}", now, then)
        stays |= {each.whole for each in again if each.parts[0] in then.hidden}
        if one.is_same_month:
            stays |= {spot.removeprefix(f"{n}") for spot in then.hidden}
    return Counts(
        now={spot: count for spot, count in now.now.items() if spot not in open_spots},
        equations=[*now.equations, *_linked(links, now), *again],
        before=_together(before),
        stays=stays,
    )


def _linked(links: Links, now: Counted) -> list[Equation]:
    """Numbers that do not add up are not of the same people, and so say nothing of each other."""
    found = []
    for whole, parts in links.sums:
        known = tuple(spot for one in parts if (spot := spot_of(one)) in now.now)
        if known and now.now.get(spot_of(whole)) == sum(now.now[spot] for spot in known):
            found.append(Equation(spot_of(whole), known))
    return found


def _published(one: Earlier, edition: str, k: int) -> Published:
    then = counted(one.sheets, edition, {there for _, there in one.pairs})
    hidden = {spot: few(k) if word is Absent.FEW else ANY for spot, word in then.words.items()}
    return Published(told=then.now, hidden=hidden, equations=then.equations)


def _together(some: Sequence[Published]) -> Published:
    return Published(
        told={spot: count for one in some for spot, count in one.told.items()},
        hidden={spot: word for one in some for spot, word in one.hidden.items()},
        equations=[equation for one in some for equation in one.equations],
    )


def _again(one: Earlier, edition: str, now: Counted, then: Published) -> list[Equation]:
    """What is told again; late data may have changed a number since: then it is another one. Of the same month, everything is."""
    found = []
    if one.is_same_month:
        same = (spot for spot, count in now.now.items() if then.told.get(f"{edition}{spot}") == count)
        found += [Equation(spot, (f"{edition}{spot}",)) for spot in same]
    for here, there in one.pairs:
        count, old = now.now.get(spot_of(here)), spot_of(there, edition)
        told = then.told.get(old)
        low, high = then.hidden.get(old, (0, -1) if told is None else (told, told))
        if count is not None and low <= count <= high:
            found.append(Equation(spot_of(here), (old,)))
    return found
