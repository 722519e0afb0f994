"""What keeps a helper from a need however well it fits: each bar with its own reason."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from models.needs.matching.ask import Ask, Helper
from models.needs.provider import Qualification, Thing


class Bar(StrEnum):
    """Why not; each is `match.bar.<bar>` of the catalogue."""

    RETIRED = "retired"
    NOT_YET = "not_yet"  # its validity begins later
    RUN_OUT = "run_out"  # its validity is over
    MINORS = "minors"  # no qualification for work with minors that holds on the day
    MEDICAL = "medical"
    LOAD = "load"  # fewer minutes left in the month than the need takes
    MONEY = "money"  # less money left than the need takes
    UNRELATED = "unrelated"  # no word in common, and nothing else that is asked for


def _unqualified(ask: Ask, helper: Helper, which: Qualification) -> bool:
    until = (helper.provider.qualified or {}).get(which)
    return which in ask.needed and (until is None or until < helper.day)


def _loaded(ask: Ask, helper: Helper) -> bool:
    return helper.minutes_left is not None and helper.minutes_left < ask.takes.minutes


WHOLLY: Mapping[Bar, Callable[[Ask, Helper], bool]] = {
    Bar.RETIRED: lambda _, helper: helper.provider.retired,
    Bar.NOT_YET: lambda _, helper: helper.day < helper.provider.valid_from,
    Bar.RUN_OUT: lambda _, helper: (
        helper.provider.valid_to is not None and helper.provider.valid_to < helper.day
    ),
}
"""Bars from giving anything."""

SKILLED: Mapping[Bar, Callable[[Ask, Helper], bool]] = {
    Bar.MINORS: lambda ask, helper: _unqualified(ask, helper, Qualification.MINORS),
    Bar.MEDICAL: lambda ask, helper: _unqualified(ask, helper, Qualification.MEDICAL),
    Bar.LOAD: _loaded,
}
"""Bars from meeting people: who gives money or books to a children's project need not be qualified for it."""

OFFERS: Mapping[Thing, Callable[[Ask, Helper], bool]] = {
    Thing.SKILL: lambda ask, helper: bool(ask.tags & helper.tags),
    Thing.MONEY: lambda _, helper: helper.provider.money_fen > 0,
    Thing.GOODS: lambda ask, helper: bool(ask.takes.goods & set(helper.provider.goods)),
}
"""Who offers a thing at all."""

OF_THING: Mapping[Thing, Mapping[Bar, Callable[[Ask, Helper], bool]]] = {
    Thing.SKILL: SKILLED,
    Thing.MONEY: {Bar.MONEY: lambda ask, helper: helper.money_left < ask.takes.money_fen},
    Thing.GOODS: {},
}


def judged(ask: Ask, helper: Helper) -> tuple[frozenset[Thing], tuple[Bar, ...]]:
    """What of the missing things the helper can give, and what keeps it from the others that it offers."""
    offered = [thing for thing in Thing if thing in ask.missing and OFFERS[thing](ask, helper)]
    if not offered:
        return frozenset(), (Bar.UNRELATED,)
    wholly = [bar for bar, holds in WHOLLY.items() if holds(ask, helper)]
    found = {
        thing: [bar for bar, holds in OF_THING[thing].items() if holds(ask, helper)] for thing in offered
    }
    bars = tuple(dict.fromkeys([*wholly, *(bar for each in found.values() for bar in each)]))
    return frozenset() if wholly else frozenset(thing for thing, each in found.items() if not each), bars
