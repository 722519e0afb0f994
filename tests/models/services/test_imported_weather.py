"""Hourly weather from files: tried, taken in once however often, corrected, undone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.calendar import Window
from models.exchange.batch import Batch
from models.exchange.columns import IMPORTS
from models.exchange.drafting import drafted
from models.exchange.sheet import Sheet
from models.services.imports import Judged, begin, dry_run, names_of, take_in, undo
from models.services.offerings import begin as open_house
from models.weather import WeatherHour, WeatherSource
from tests.builders import NOON
from tests.models.services.offices import Office, an_office
from tests.models.services.test_weather import LI

HEADER = ["时间", "气温", "降水", "来源", "发布时间"]
SEEN = ["2026-11-18 10:00", "12.5", "0.4", "实况", ""]
TOLD = ["2026-11-19 10:00", "9", "", "forecast", "2026-11-18 08:00"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = an_office(tmp_path)
    database, key = office.database, office.ports.centre.id
    office.ports = replace(office.ports, batches=database.batches(key), weather=database.weather(key))
    open_house(office.ports)
    yield office
    database.close()


def trial(office: Office, *rows: Sequence[str]) -> list[Judged]:
    sheet = Sheet(header=HEADER, rows=rows, numbers=range(2, 2 + len(rows)))
    return dry_run(office.ports, drafted(IMPORTS["weather"], sheet, names_of(office.ports)))


def bring(office: Office, *rows: Sequence[str]) -> Batch:
    judged = trial(office, *rows)
    assert [fault for one in judged for fault in one.faults] == []
    batch, refused = take_in(office.ports, LI, begin(office.ports, LI, "weather", "f.csv", "d"), judged)
    assert refused == []
    return batch


def kept(office: Office) -> list[WeatherHour]:
    assert office.ports.weather is not None
    return office.ports.weather.within(
        Window(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    )


def test_local_hours_are_kept_as_instants_with_their_source(office: Office) -> None:
    bring(office, SEEN, TOLD)
    seen, told = kept(office)
    assert (seen.start, seen.celsius, seen.rain_mm) == (datetime(2026, 11, 18, 2, tzinfo=UTC), 12.5, 0.4)
    assert (told.source, told.said_at) == (WeatherSource.FORECAST, datetime(2026, 11, 18, tzinfo=UTC))
    assert told.rain_mm is None


def test_the_same_file_again_changes_nothing_and_a_corrected_one_its_rows_alone(office: Office) -> None:
    bring(office, SEEN, TOLD)
    assert [one.outcome for one in trial(office, SEEN, TOLD)] == ["same", "same"]
    corrected = [*SEEN[:1], "13.5", *SEEN[2:]]
    assert [one.outcome for one in trial(office, corrected, TOLD)] == ["changed", "same"]


def test_undoing_brings_back_what_stood_there_before(office: Office) -> None:
    first = bring(office, SEEN)
    second = bring(office, [*SEEN[:1], "13.5", *SEEN[2:]], TOLD)
    assert undo(office.ports, LI, second.id).rows == 2
    assert [one.celsius for one in kept(office)] == [12.5]
    assert undo(office.ports, LI, first.id).rows == 1
    assert kept(office) == []


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        (0, "2026-11-18", "import.expected.weather_moment"),
        (0, "2026-11-18 10:20", "import.expected.weather_hour"),
        (0, "2026-11-18 12:00", "refused.weather.not_yet"),
        (1, "99", "import.expected.number"),
        (2, "-1", "import.expected.number"),
        (3, "guess", "import.expected.one_of"),
        (3, "预报", "refused.weather.when_said"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_harms_no_other(
    office: Office, column: int, value: str, why: str
) -> None:
    assert office.ports.clock() == NOON
    odd = [*SEEN[:column], value, *SEEN[column + 1 :]]
    first, second = trial(office, odd, TOLD)
    assert [fault.expected.key for fault in first.faults] == [why]
    assert second.outcome == "new"


@pytest.mark.parametrize(
    ("said", "why"),
    [("2026-11-18 13:00", "refused.weather.said_later"), ("2026-11-18 11:30", "refused.weather.no_forecast")],
)
def test_a_forecast_was_made_before_now_and_before_its_hour(office: Office, said: str, why: str) -> None:
    (judged,) = trial(office, ["2026-11-18 09:00", "9", "", "forecast", said])
    assert [fault.expected.key for fault in judged.faults] == [why]
