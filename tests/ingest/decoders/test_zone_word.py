"""Local times with a word for their zone, or none."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ingest.decoders.zone_word import read_zoned
from ingest.sample import DecodeError, Reason

SHANGHAI, CHICAGO = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2019-08-09 16:18:55 PDT", SHANGHAI, (2019, 8, 9, 23, 18, 55)),
        ("2019-08-09 16:18:55 CST", SHANGHAI, (2019, 8, 9, 8, 18, 55)),
        ("2019-01-09 16:18:55 CST", CHICAGO, (2019, 1, 9, 22, 18, 55)),
        ("2019-09-19 10:08:20", SHANGHAI, (2019, 9, 19, 2, 8, 20)),
        ("2019/09/19T10:08:20 +08", SHANGHAI, (2019, 9, 19, 2, 8, 20)),
        ("2019-09-19 10:08:20 -0330", SHANGHAI, (2019, 9, 19, 13, 38, 20)),
        ("2019-09-19 10:08:20 UTC", SHANGHAI, (2019, 9, 19, 10, 8, 20)),
    ],
)
def test_a_local_time_becomes_an_instant(text: str, zone: ZoneInfo, utc: tuple[int, ...]) -> None:
    assert read_zoned(text, zone, "t").at == datetime(*utc, tzinfo=UTC)


@pytest.mark.parametrize("text", [None, "2019-08-09 16:18:55 XYZ", "2019-08-09 16:18:55 CST8"])
def test_without_a_time_or_with_a_word_that_nobody_knows_there_is_no_instant(text: str | None) -> None:
    assert read_zoned(text, SHANGHAI, "t") == (None, False)


def test_a_zone_word_of_another_season_is_no_guess() -> None:
    assert read_zoned("2019-08-09 16:18:55 CST", CHICAGO, "t").at is None


def test_a_clock_that_was_never_set_is_told() -> None:
    assert read_zoned("1970-01-01 08:00:09", SHANGHAI, "t").unset


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("yesterday", Reason.UNEXPECTED_SHAPE),
        ("2019-13-09 16:18:55", Reason.TS_OUT_OF_RANGE),
        ("2019-12-09 16:18:55 +99", Reason.TS_OUT_OF_RANGE),
        ("0001-01-01 00:00:00", Reason.TS_OUT_OF_RANGE),
    ],
)
def test_what_is_no_time_is_refused(text: str, reason: Reason) -> None:
    with pytest.raises(DecodeError) as caught:
        read_zoned(text, SHANGHAI, "t")
    assert caught.value.reason is reason
