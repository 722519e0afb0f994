"""A day's curve in words: the names that stand in the figure, and its peak in a sentence."""

from datetime import datetime
from typing import Any

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
        capacity=t("live.curve.capacity", n=day.capacity),
        comfort=t("live.curve.comfort", n=int(day.comfort)),
        number=lambda people: f"{people:.0f}",
        title=title,
        bands=tuple(t(f"say.status.{band}") for band in ("quiet", "moderate", "busy")),
    )


def summary(visit: Visit, day: DayCurve) -> str:
    """The curve in one or two sentences, for those who do not look at it."""
    t, zone = visit.translate, visit.ports.centre.zone_info
    values: dict[str, Any] = {
        "space": t.name(visit.ports.centre.spaces[day.space].name),
        "capacity": day.capacity,
    }
    if day.peak is None:
        return t("live.summary.none", **values)
    at, people = day.peak
    if not visit.may(Permission.LIVE_READ):
        return t(
            "live.summary.bands",
            **values,
            band=t(f"say.status.{band(people, day.capacity)}"),
            at=_clock(at, zone),
        )
    return t("live.summary", **values, peak=round(people), at=_clock(at, zone))


def _clock(at: datetime, zone: Any) -> str:
    return at.astimezone(zone).strftime("%H:%M")
