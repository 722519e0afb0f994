"""Addresses inside a centre, with a query that keeps what the visit was opened with."""

from urllib.parse import urlencode

from dashboard.page import Visit


def link(visit: Visit, to: str = "", **query: str | int) -> str:
    """The address of a page of the visit's centre ("" = the one that is open); empty values are left out.

    A language that was asked for in the address stays in it: somebody without cookies would lose it with the next click.
    """
    kept = {"lang": visit.query["lang"]} if "lang" in visit.query else {}
    text = urlencode({key: value for key, value in {**kept, **query}.items() if value != ""})
    path = f"/{visit.centre}/{to}" if to else ""
    return f"{path}?{text}" if text or not path else path
