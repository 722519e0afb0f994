"""A series as somebody typed it into its form."""

import re
from dataclasses import replace
from datetime import date

from dashboard.answer import Fields
from dashboard.components.typed import clock_of, day_of, number_of, title_of
from dashboard.components.unit_choice import units_chosen
from models.centre import SpaceId
from models.programme.rule import RuleError
from models.programme.rule_choice import Pattern, RuleChoice, spelt
from models.programme.series import HolidayPolicy, Series
from models.services.strangers import RefusedError, refusal


def series_of(fields: Fields) -> Series:
    """Its id and version say which kept one it is, "" and 0 a new one. Raises RefusedError."""
    first = day_of(fields, "day")
    try:
        rule = spelt(_choice(fields), first)
    except RuleError as error:
        raise RefusedError(error.message) from error
    return Series(
        id=fields.get("series", ""),
        version=number_of(fields, "version", 0),
        title=title_of(fields),
        space=SpaceId(fields.get("space", "")),
        units=units_chosen(fields, fields.get("space", "")) or (),
        kind=fields.get("kind", ""),
        organiser=fields.get("organiser", ""),
        coach=fields.get("coach", ""),
        first=first,
        start=clock_of(fields, "start"),
        minutes=number_of(fields, "minutes"),
        rule=rule,
        extra_dates=_dates(fields, "extra"),
        left_out=_dates(fields, "left_out"),
        holiday_policy=_policy(fields),
        places=number_of(fields, "places", 0),
        expected=number_of(fields, "expected", 0),
        price_plan=fields.get("price_plan", ""),
    )


def as_kept(typed: Series, kept: Series) -> Series:
    """With what the form does not ask: number elsewhere, end."""
    return replace(
        typed,
        external_id=kept.external_id,
        ended=kept.ended,
    )


def _choice(fields: Fields) -> RuleChoice:
    try:
        pattern = Pattern(fields.get("pattern", ""))
    except ValueError as error:
        raise refusal("no_deed") from error
    ending = fields.get("ending", "never")
    return RuleChoice(
        pattern=pattern,
        every=number_of(fields, "every", 1),
        weekdays=frozenset(n for n in range(7) if fields.get(f"weekday{n}")),
        until=day_of(fields, "until") if ending == "until" else None,
        count=number_of(fields, "count") if ending == "count" else None,
        text=fields.get("rule", ""),
    )


def _policy(fields: Fields) -> HolidayPolicy:
    try:
        return HolidayPolicy(fields.get("policy", ""))
    except ValueError as error:
        raise refusal("no_deed") from error


def _dates(fields: Fields, name: str) -> tuple[date, ...]:
    """Dates between blanks or commas of either script."""
    words = [one for one in re.split(r"[\s,;，、；]+", fields.get(name, "")) if one]
    return tuple(day_of({"day": word}, "day") for word in words)
