"""Where, by whom and when, as far as a centre wrote it down."""

from dataclasses import replace
from datetime import date, time

from models.calendar import DayType
from models.centre import OpeningRule
from models.exchange.open_place import hours_available, organisation, place
from models.location import Location
from tests.builders import a_centre, a_space

HERE = Location(
    street="1 Lake Road",
    locality="Chengdu",
    region="Sichuan",
    postal_code="610000",
    country="CN",
    latitude=30.6,
    longitude=104.1,
    url="https://house.example/",
)


def test_a_place_has_the_address_and_the_point_of_the_centre_file() -> None:
    told = place(replace(a_centre(), location=HERE), "https://x/open-data")
    assert told["address"]["@type"] == "PostalAddress"
    assert (told["address"]["postalCode"], told["address"]["addressCountry"]) == ("610000", "CN")
    assert told["geo"] == {"@type": "GeoCoordinates", "latitude": 30.6, "longitude": 104.1}
    assert organisation(replace(a_centre(), location=HERE), "https://x")["url"] == "https://house.example/"


def test_what_nobody_wrote_down_is_not_made_up() -> None:
    assert not {"address", "geo", "telephone"} & place(a_centre(), "https://x").keys()
    assert "geo" not in place(
        replace(a_centre(), location=replace(HERE, latitude=None, longitude=None)), "https://x"
    )
    assert organisation(a_centre(), "https://x/open-data")["url"] == "https://x/open-data"


def test_opening_hours_are_told_by_the_days_that_others_know() -> None:
    rules = (
        OpeningRule(days=frozenset({DayType.WORKDAY, DayType.MAKEUP}), start=time(8), end=time(22)),
        OpeningRule(
            days=frozenset({DayType.STATUTORY}), start=time(10), end=time(0), valid_to=date(2027, 1, 1)
        ),
        OpeningRule(days=frozenset({DayType.MAKEUP}), start=time(9), end=time(17)),
    )
    week, holidays = hours_available(replace(a_space(), opening=rules))
    assert [day.rpartition("/")[2] for day in week["dayOfWeek"]] == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    ]  # fmt: skip
    assert (week["opens"], week["closes"]) == ("08:00", "22:00")
    assert (holidays["dayOfWeek"], holidays["validThrough"]) == (
        ["https://schema.org/PublicHolidays"],
        "2027-01-01",
    )
