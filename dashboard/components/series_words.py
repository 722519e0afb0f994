"""When a series takes place, as people say it."""

from dashboard.i18n import Translate
from models.programme.rule_choice import Pattern, choice_of, nth_weekday
from models.programme.series import Series


def series_words(t: Translate, one: Series) -> str:
    """A rule as people say it; one that has no simple words as it is written."""
    chosen = choice_of(one.rule, one.first)
    if chosen.pattern is Pattern.EXPERT:
        return one.rule
    key = f"series.told.{chosen.pattern}" + (".n" if chosen.every > 1 else "")
    weekdays = sorted(chosen.weekdays) or [one.first.weekday()]
    return t(
        key,
        n=chosen.every,
        days=t("series.and").join(t(f"weekday.{n}") for n in weekdays),
        day=one.first.day,
        nth=t(f"series.nth.{nth_weekday(one.first)}"),
        weekday=t(f"weekday.{one.first.weekday()}"),
    )
