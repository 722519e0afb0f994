"""A day's curve in words: the names that stand in the figure, and its peak in a sentence."""

from datetime import datetime
from math import isnan
from typing import Any

from dashboard.components.spoken import holds
from dashboard.figures.day_layout import Labels
from dashboard.page import Visit
from models.account import Permission
from models.hold import Hold
from models.live import band
from models.services.day_curve import DayCurve


def labels(visit: Visit, day: DayCurve) -> Labels:
    """The figure's words."""
    t = visit.translate

    def title(booking: Hold) -> str:
        return t.name(booking.title)

    return Labels(
        zone=visit.ports.centre.zone_info,
        people=t("live.curve.people"),
        usual=t("live.curve.usual"),
        hover=t("live.curve.hover"),
        usual_hover=t("live.curve.usual_hover"),
        booked_hover="%{text}<extra></extra>",
        capacity=t("live.curve.capacity", n=day.capacity or 0),
        comfort=t("live.curve.comfort", n=int(day.comfort or 0)),
        number=lambda people: f"{people:.0f}",
        title=title,
        ahead=t("live.curve.ahead"),
        ahead_hover=t("live.curve.ahead_hover"),
        bands=tuple(t(f"say.status.{band}") for band in ("quiet", "moderate", "busy")),
    )


def summary(visit: Visit, day: DayCurve) -> str:
    """The curve in one or two sentences, for those who do not look at it."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    values: dict[str, Any] = {
        "space": t.name(visit.ports.centre.spaces[day.space].name),
        "holds": holds(t, day.capacity),
    }
    if day.peak is None:
        return t("live.summary.none", **values) + _coming(visit, day)
    at, people = day.peak
    if not visit.may(Permission.LIVE_READ):
        return t(
            "live.summary.bands",
            **values,
            band=t(f"say.status.{band(people, day.capacity)}"),
            at=_clock(at, zone),
        )
    return t("live.summary", **values, peak=round(people), at=_clock(at, zone)) + _coming(visit, day)


def _coming(visit: Visit, day: DayCurve) -> str:
    """When the rest of the day is expected to be fullest, with how sure that is; "" for whom no counts are meant."""
    if day.coming is None or not visit.may(Permission.LIVE_READ):
        return ""
    at, people, low, high = day.coming
    words: dict[str, Any] = {"at": _clock(at, visit.ports.centre.zone_info), "n": round(people)}
    if isnan(high):
        return visit.translate("live.summary.coming_rough", **words)
    return visit.translate("live.summary.coming", **words, low=round(low), high=round(high))


def _clock(at: datetime, zone: Any) -> str:
    return at.astimezone(zone).strftime("%H:%M")
