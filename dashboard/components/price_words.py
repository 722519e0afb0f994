"""What is said about prices: amounts by the use or the hour, days, concessions, the steps to a price."""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components.spoken import plain
from dashboard.components.use_words import day_words
from dashboard.i18n import Translate
from dashboard.yuan import yuan
from models.calendar import DayType
from models.money.price import Band, Concession, PlanVersion, PriceUnit, Way
from models.money.price_life import last_day
from models.money.quote import Quote, Step, StepKind

WORKING = frozenset({DayType.WORKDAY, DayType.MAKEUP})

DAYS: Mapping[str, frozenset[DayType]] = {
    "every": frozenset(DayType),
    "working": WORKING,
    "free": frozenset(DayType) - WORKING,
    **{kind.value: frozenset({kind}) for kind in DayType},
}
"""The days that a band may be for; each is `price.days.<key>` of the catalogue."""


def days_words(t: Translate, days: frozenset[DayType]) -> str:
    """The name of a group of day types; those that make no group one by one."""
    known = next((key for key, group in DAYS.items() if group == days), None)
    return (
        t(f"price.days.{known}")
        if known
        else t("price.and").join(t(f"price.days.{one}") for one in sorted(days))
    )


def hours_words(band: Band) -> str:
    """ "09:00–16:00", with 24:00 for the day's end."""
    return f"{band.start:%H:%M}–{'24:00' if f'{band.end:%H:%M}' == '00:00' else f'{band.end:%H:%M}'}"


def rate_words(t: Translate, fen: int, unit: PriceUnit) -> str:
    """ "5.00 yuan an hour"."""
    return t(f"price.per.{unit}", price=yuan(t, fen))


_WAYS: Mapping[Way, Callable[[Translate, int], str]] = {
    Way.SHARE: lambda t, amount: t("price.way.share.told", share=plain(amount / 100)),
    Way.OFF: lambda t, amount: t("price.way.off.told", price=yuan(t, amount)),
    Way.FIXED: lambda t, amount: t("price.way.fixed.told", price=yuan(t, amount)),
}


def concession_words(t: Translate, row: Concession) -> str:
    """ "75 and older: 1.00 yuan a visit"."""
    return t("price.concession.told", who=t(f"price.who.{row.who}"), what=_WAYS[row.way](t, row.amount))


def step_words(t: Translate, quote: Quote, step: Step) -> str:
    """Why the price is so."""
    return _STEPS[step.kind](t, quote, step)


def _hours_step(t: Translate, quote: Quote, step: Step) -> str:
    rate = rate_words(t, step.rate_fen, quote.version.unit)
    tier = t(f"price.tier.{step.tier}")
    if not step.seconds:
        return t("price.step.instant", tier=tier, rate=rate)
    return t("price.step.hours", tier=tier, rate=rate, minutes=plain(step.seconds / 60))


def _concession_step(t: Translate, _quote: Quote, step: Step) -> str:
    return concession_words(t, step.concession) if step.concession else t("price.step.concession")


_STEPS: Mapping[StepKind, Callable[[Translate, Quote, Step], str]] = {
    StepKind.HOURS: _hours_step,
    StepKind.CONCESSION: _concession_step,
    StepKind.CAP: lambda t, quote, _: t("price.step.cap", price=yuan(t, quote.version.cap_fen or 0)),
    StepKind.MONTH: lambda t, quote, _: t(
        "price.step.month", price=yuan(t, quote.version.cap_month_fen or 0)
    ),
}


def valid_words(t: Translate, versions: Sequence[PlanVersion], one: PlanVersion) -> str:
    """From when to when a version is in force."""
    end = last_day([*versions, one], one)
    first = day_words(t, one.valid_from, year=True)
    if end is None:
        return t("price.valid.from", first=first)
    return t("price.valid.span", first=first, last=day_words(t, end, year=True))
