"""How each kind of imported row is found, checked, written and taken back: a row beside one of IMPORTS."""

from collections.abc import Mapping

from models.services.bringing import Way
from models.services.imported_activities import ACTIVITIES
from models.services.imported_bookings import BOOKINGS
from models.services.imported_counts import ATTENDANCE
from models.services.imported_money import COSTS, TAKINGS
from models.services.imported_needs import NEEDS
from models.services.imported_prices import PRICES
from models.services.imported_property import HOUSES, ORDERS
from models.services.imported_series import SERIES
from models.services.imported_sessions import SESSIONS
from models.services.imported_statements import STATEMENTS
from models.services.imported_weather import WEATHER

WAYS: Mapping[str, Way] = {
    "sessions": SESSIONS,
    "bookings": BOOKINGS,
    "series": SERIES,
    "attendance": ATTENDANCE,
    "statement": STATEMENTS,
    "takings": TAKINGS,
    "costs": COSTS,
    "buildings": HOUSES,
    "work_orders": ORDERS,
    "prices": PRICES,
    "weather": WEATHER,
    "needs": NEEDS,
    "activities": ACTIVITIES,
}
