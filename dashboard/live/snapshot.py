"""Board -> the JSON that browsers follow, in no language: the contract with assets/20-live.js."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.hold import Hold
from models.live import Alert, Band, band
from models.services.live import Board, Tile
from models.usual import Usual


class Audience(StrEnum):
    """Who looks: FULL sees counts, BANDS only bands (a public screen, the sub-district viewer; domain.md 4.6, 4.7)."""

    FULL = "full"
    BANDS = "bands"


Json = dict[str, Any]

LEVEL: Mapping[Band, int | None] = {Band.QUIET: 1, Band.MODERATE: 2, Band.BUSY: 3, Band.UNKNOWN: None}
"""A band as a height of three; what a BANDS audience gets where others get a number."""

_TELLS_NO_COUNT = frozenset({"over_capacity", "over_comfort", "sensor_silent"})
"""Alerts for BANDS. "Closed but occupied" would say that there is one person."""


def snapshot(board: Board, audience: Audience) -> Json:
    """Everything the browser draws, complete each time, so that nothing has to be replayed."""
    return _SHAPES[audience](board)


def millis(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)


def _full(board: Board) -> Json:
    return {
        "heard": millis(board.heard_at),
        "house": _house(board) | {"people": _whole(board.house.people), "measured": board.house.measured},
        "spaces": {key: _facts(tile) | _counts(tile) for key, tile in board.tiles.items()},
        "trends": {key: _trend(tile) for key, tile in board.tiles.items()},
        "alerts": [_alert(alert) | {"people": _whole(alert.state.people)} for alert in board.alerts],
    }


def _bands(board: Board) -> Json:
    return {
        "heard": millis(board.heard_at),
        "house": _house(board),
        "spaces": {key: _facts(tile) | _levels(tile) for key, tile in board.tiles.items()},
        "trends": {key: _level_trend(tile) for key, tile in board.tiles.items()},
        "alerts": [_alert(alert) for alert in board.alerts if alert.rule.key in _TELLS_NO_COUNT],
    }


_SHAPES: Mapping[Audience, Callable[[Board], Json]] = {Audience.FULL: _full, Audience.BANDS: _bands}


def _house(board: Board) -> Json:
    house = board.house
    return {
        "open": house.open,
        "spaces": house.spaces,
        "told": sum(tile.state is not None for tile in board.tiles.values()),
        "heard": house.sensors_heard,
        "sensors": house.sensors,
    }


def _facts(tile: Tile) -> Json:
    """What both audiences may know of a space."""
    state = tile.state
    return {
        "status": tile.band.value if tile.open else "closed",
        "open": tile.open,
        "until": millis(tile.changes_at),
        "at": millis(state.at) if state else None,
        "silent": len(state.silent) if state else 0,
        "now": _booking(tile.booked_now),
        "next": _booking(tile.booked_next),
    }


def _counts(tile: Tile) -> Json:
    people, usual = tile.people, tile.usual
    return {
        "people": _whole(people),
        "capacity": tile.capacity,
        "fill": _rounded(tile.share),
        "usual": _shares(tile, usual),
        "typical": None if usual is None else _whole(usual.median),
        "change": _whole(tile.change),
    }


def _shares(tile: Tile, usual: Usual | None) -> list[float | None] | None:
    """What is usual, of the capacity; None where either is not known."""
    if usual is None or tile.capacity is None:
        return None
    return [_rounded(tile.of_capacity(people)) for people in _lines(usual)]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _trend(tile: Tile) -> Json:
    """The last hour; top: the height of its picture."""
    return {
        "points": [[millis(at), None if n is None else round(n, 1)] for at, n in tile.trend],
        "top": max([(tile.capacity or 2) * 0.5, *(n for _, n in tile.trend if n is not None)]),
    }


def _levels(tile: Tile) -> Json:
    """Heights of three instead of counts: nothing here tells one person from none, or when one passed a door."""
    level = LEVEL[tile.band] if tile.open else None
    return {
        "at": millis(_minute(tile.state.at)) if tile.state else None,
        "fill": None if level is None else round(level / 3, 2),
        "usual": None,
        "typical": None,
    }


def _minute(at: datetime | None) -> datetime | None:
    return None if at is None else at.replace(second=0, microsecond=0)


def _level_trend(tile: Tile) -> Json:
    return {"points": [[millis(at), _level(people, tile)] for at, people in tile.trend], "top": 3}


def _level(people: float | None, tile: Tile) -> int | None:
    return LEVEL[band(people, tile.capacity)]


def _lines(usual: Usual) -> tuple[float, float, float]:
    return usual.low, usual.median, usual.high


def _alert(alert: Alert) -> Json:
    state = alert.state
    return {
        "key": alert.rule.key,
        "severity": alert.rule.severity.value,
        "space": state.space,
        "capacity": state.capacity,
        "count": len(state.silent),
    }


def _booking(booking: Hold | None) -> Json | None:
    if booking is None:
        return None
    return {
        "title": dict(booking.title),
        "start": millis(booking.window.start),
        "end": millis(booking.window.end),
    }


def _whole(people: float | None) -> int | None:
    return None if people is None else round(people)
