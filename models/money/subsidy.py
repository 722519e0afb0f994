"""The senior meal subsidy: which share of the menu price is paid for whom, from when on, and to whom a sale was made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.money.assent import Assent

BASIS_POINTS = 10_000
OLDEST = 120

NOBODY = ""
"""The band of a sale without subsidy."""

UNKNOWN = "unknown"
"""The band of a subsidised sale that fits none of the rule, or several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """lowest, highest: years of age, both included, None = without end; bp: basis points of the menu price."""

    lowest: int
    highest: int | None
    bp: int

    @property
    def key(self) -> str:
        """ "60-74", "75+": as a till names it."""
        return f"{self.lowest}+" if self.highest is None else f"{self.lowest}-{self.highest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyRule:
    """The bands in force from a day on until the next rule. It never changes once it was approved."""

    id: str
    valid_from: date
    bands: tuple[AgeBand, ...]
    assent: Assent

    def __post_init__(self) -> None:
        """Raises ValueError for bands that overlap, have no end before another, or pay nothing or more than the price."""
        ends = -1
        for band in self.bands:
            last = OLDEST if band.highest is None else band.highest
            if not ends < band.lowest <= last <= OLDEST or not 0 < band.bp <= BASIS_POINTS:
                raise ValueError(f"band {band.key} of {band.bp} basis points does not fit")
            ends = last
        if not self.bands:
            raise ValueError("a rule without bands pays nobody")


def rule_on(rules: Iterable[SubsidyRule], day: date) -> SubsidyRule | None:
    """The rule in force; None = none was approved for that day."""
    in_force = (one for one in rules if one.assent.agreed and one.valid_from <= day)
    return max(in_force, key=lambda one: one.valid_from, default=None)


def pays(band: AgeBand, menu_fen: int, subsidy_fen: int, meals: int) -> bool:
    """Whether an amount is the band's share, each meal rounded to whole fen in either way."""
    return abs(subsidy_fen * BASIS_POINTS - menu_fen * band.bp) < BASIS_POINTS * max(meals, 1)


def band_of(rule: SubsidyRule | None, menu_fen: int, subsidy_fen: int, meals: int, told: str) -> str:
    """The band of a sale: the one that the till told, else the only one whose share the subsidy is."""
    bands: Sequence[AgeBand] = rule.bands if rule else ()
    if told:
        return told if told in {band.key for band in bands} else UNKNOWN
    if not subsidy_fen:
        return NOBODY
    fitting = [band.key for band in bands if pays(band, menu_fen, subsidy_fen, meals)]
    return fitting[0] if len(fitting) == 1 else UNKNOWN
