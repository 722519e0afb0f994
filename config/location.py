"""The part of a centre file that says where the centre is: [location], which only open data tells."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from config.centre_field import Table
from models.location import Location

_Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


class LocationTable(Table):
    """An address is told as a whole or not at all; a map needs both coordinates."""

    street: _Line
    locality: _Line
    region: _Line
    postal_code: Annotated[str, Field(pattern=r"^[0-9A-Za-z -]{3,12}$")]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "CN"
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$", max_length=500)] = ""
    telephone: Annotated[str, Field(pattern=r"^[0-9+() -]{0,30}$")] = ""


def location_faults(table: LocationTable | None) -> Iterable[str]:
    if table is not None and (table.latitude is None) != (table.longitude is None):
        missing = "latitude" if table.latitude is None else "longitude"
        yield f"location.{missing} is missing: a place on a map needs latitude and longitude, or neither"


def location(table: LocationTable | None) -> Location | None:
    return None if table is None else Location(**dict(table))
