"""Where a centre is, as it tells the world: a postal address, coordinates, a web page, a telephone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """latitude, longitude: degrees of WGS 84, both or neither. url, telephone: "" = none is told."""

    street: str
    locality: str
    region: str
    postal_code: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    telephone: str = ""
