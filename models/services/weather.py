"""The weather of the house: what is kept of a time, brought in by whoever may bring files in."""

from collections.abc import Sequence

from models.account import Account, Permission
from models.calendar import Window
from models.ports import Ports
from models.services.strangers import refusal
from models.weather import WeatherHour, WeatherKey, Weathers, best_known


def weather_of(ports: Ports, window: Window) -> Sequence[WeatherHour]:
    """One for each hour of a window that is known: observed, else as it was foretold last."""
    return best_known(ports.weather.within(window)) if ports.weather else []


def weathers(ports: Ports) -> Weathers:
    """Raises RefusedError where this deployment keeps no weather."""
    if ports.weather is None:
        raise refusal("weather.none_here")
    return ports.weather


def keep_hours(ports: Ports, account: Account, hours: Sequence[WeatherHour]) -> None:
    """Their batch stands in the audit trail and tells each row. Raises RefusedError."""
    _allowed(ports, account)
    weathers(ports).put(hours)


def forget_hour(ports: Ports, account: Account, key: WeatherKey) -> None:
    """Raises RefusedError."""
    _allowed(ports, account)
    weathers(ports).remove(key)


def _allowed(ports: Ports, account: Account) -> None:
    if not account.may(Permission.IMPORT_RUN, ports.centre.id):
        raise refusal("import.not_allowed")
