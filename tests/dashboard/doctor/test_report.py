"""The doctor over real folders, databases and servers: what it says, in both languages, and what it mends."""

import threading
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from config.centre import load_centres
from config.settings import load_settings
from dashboard.doctor.checks import CHECKS
from dashboard.doctor.finding import Case, Finding, Level
from dashboard.doctor.report import examine, line, main
from dashboard.i18n import LOCALES, Translate, catalogue
from models.calendar import CalendarDay, DayType
from models.db import open_database
from models.ports import StoreError
from models.reading import Reading
from models.store import open_store
from tests.ports import free_port

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def case_of(folder: Path, *, fix: bool = False, now: datetime = NOW, **environ: str) -> Case:
    given = {
        "DATA__FOLDER": str(folder),
        "DASHBOARD__PORT": str(free_port()),
        "INGEST__METRICS_PORT": str(free_port()),
        "BROKER__URL": f"embedded://127.0.0.1:{free_port()}",
    } | environ
    settings = load_settings(environ={f"LINLI__{key}": value for key, value in given.items()})
    return Case(settings=settings, centres=load_centres(settings.centre.files), now=now, fix=fix)


def found(name: str, case: Case) -> dict[str, Finding]:
    return {finding.key: finding for finding in CHECKS[name](case)}


def test_a_place_where_nothing_was_started_is_left_as_it_is(tmp_path: Path) -> None:
    case = case_of(tmp_path / "var")
    for name in ("folder", "database", "store"):
        list(CHECKS[name](case))
    assert not (tmp_path / "var").exists()


def test_fix_brings_the_tables_up_to_date(tmp_path: Path) -> None:
    assert found("database", case_of(tmp_path))["database.old"].level is Level.WRONG
    mended = found("database", case_of(tmp_path, fix=True))
    assert mended["database.migrated"].level is Level.FIXED
    assert mended["accounts.none"].level is Level.WARNING
    assert found("database", case_of(tmp_path))["database"].level is Level.OK


def test_a_database_that_is_no_database_is_wrong(tmp_path: Path) -> None:
    away = found("database", case_of(tmp_path, DATABASE__URL="postgresql+psycopg://x@127.0.0.1:1/x"))
    assert away["database.away"].level is Level.WRONG


@pytest.mark.parametrize(
    ("age", "key", "level"),
    [
        (timedelta(minutes=3), "store", Level.OK),
        (timedelta(hours=5), "store.silent", Level.WARNING),
    ],
)
def test_the_age_of_the_newest_reading_is_told(
    tmp_path: Path, age: timedelta, key: str, level: Level
) -> None:
    case = case_of(tmp_path)
    sensor = next(iter(case.centres["shijiawan"].sensors))  # type: ignore[index]
    store = open_store(case.settings.store.url, "shijiawan")
    store.write([Reading(sensor, "battery", NOW - age, 80.0)])
    store.close()
    told = found("store", case)[key]
    assert (told.level, told.values["minutes"]) == (level, age // timedelta(minutes=1))


def test_days_that_nobody_has_announced_are_told_until_the_notice_is_imported(tmp_path: Path) -> None:
    told = found("calendar", case_of(tmp_path))["calendar.provisional"]
    assert (told.level, told.values["provisional"]) == (Level.WARNING, 20)  # of 2027
    case = case_of(tmp_path)
    database = open_database(case.settings.database.url)
    database.migrate()
    january = [CalendarDay(day=date(2027, 1, n), day_type=DayType.WORKDAY) for n in range(1, 32)]
    database.calendar().put(january)
    database.close()
    assert list(found("calendar", case)) == ["calendar"]


def test_a_store_without_a_reading_is_a_warning_not_a_zero(tmp_path: Path) -> None:
    case = case_of(tmp_path)
    open_store(case.settings.store.url, "shijiawan").close()
    assert found("store", case)["store.empty"].level is Level.WARNING


def test_a_full_disk_is_wrong_and_a_nearly_full_one_a_warning(tmp_path: Path) -> None:
    full = case_of(tmp_path, INGEST__DISK_FLOOR_MB=str(10**12))
    assert found("folder", full)["disk.full"].level is Level.WRONG
    free_mb = int(found("folder", case_of(tmp_path, INGEST__DISK_FLOOR_MB="20"))["folder"].values["free_mb"])
    low = case_of(tmp_path, INGEST__DISK_FLOOR_MB=str(free_mb // 2))
    assert found("folder", low)["disk.low"].level is Level.WARNING


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_was_never_set_is_wrong(tmp_path: Path, year: int) -> None:
    assert found("clock", case_of(tmp_path, now=NOW.replace(year=year)))["clock.year"].level is Level.WRONG


def test_a_clock_that_went_back_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "spool.db").write_text("")
    earlier = datetime(2026, 1, 1, tzinfo=UTC)
    assert found("clock", case_of(tmp_path, now=earlier))["clock.back"].level is Level.WRONG


def test_a_broker_that_does_not_answer_is_named(tmp_path: Path) -> None:
    away = found("broker", case_of(tmp_path, BROKER__URL=f"mqtt://127.0.0.1:{free_port()}"))
    assert away["broker.away"].level is Level.WRONG


class _Sick(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.end_headers()
        self.wfile.write(b"no canary for 40 s")

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_a_sick_ingestor_is_wrong_and_its_own_words_are_told(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), _Sick) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        told = found("ingest", case_of(tmp_path, INGEST__METRICS_PORT=str(server.server_address[1])))
        server.shutdown()
        thread.join()
    assert told["ingest.sick"].level is Level.WRONG
    assert told["ingest.sick"].values["why"] == "no canary for 40 s"


@pytest.mark.parametrize(
    ("environ", "key"),
    [
        ({}, "exposure"),
        ({"DASHBOARD__HOST": "0.0.0.0"}, "exposure.pages"),
        ({"BROKER__URL": "mqtt://10.0.0.5"}, "exposure.broker"),
        ({"DASHBOARD__HOST": "0.0.0.0", "DASHBOARD__PUBLIC_URL": "https://linli.example"}, "exposure"),
    ],
)
def test_what_leaves_the_machine_in_clear_is_told(tmp_path: Path, environ: dict[str, str], key: str) -> None:
    assert list(found("exposure", case_of(tmp_path, **environ))) == [key]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_finding_has_words_and_every_fault_an_advice(locale: str) -> None:
    words = catalogue(locale)  # type: ignore[arg-type]
    keys = {key for key in words if key.startswith("doctor.") and key.endswith(".do")}
    assert {key.removesuffix(".do") for key in keys} <= set(words)
    assert all(f"doctor.check.{name}" in words for name in CHECKS)
    assert all(f"doctor.level.{level}" in words for level in Level)


def test_a_fault_makes_the_exit_code_1_and_is_followed_by_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(case_of(tmp_path), Translate("en")) == 1
    lines = capsys.readouterr().out.splitlines()
    faulty = next(n for n, row in enumerate(lines) if row.startswith("WRONG"))
    assert lines[faulty + 1].strip().startswith("->")


def test_what_is_skipped_is_not_looked_at_and_an_unknown_name_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINLI_LANG", "en")
    monkeypatch.setenv("LINLI__DASHBOARD__PORT", str(free_port()))
    kept = [name for name in CHECKS if name not in ("centres", "pages")]
    assert main(["--data-dir", str(tmp_path), "--skip", ",".join(kept)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert ["centres" in rows[0], "pages" in rows[1], len(rows)] == [
        True,
        True,
        4,
    ]  # a warning's advice, a summary
    with pytest.raises(SystemExit) as refused:
        main(["--data-dir", str(tmp_path), "--skip", "pages,nonsense"])
    assert refused.value.code == 2
    assert "pages,nonsense" in capsys.readouterr().err


def test_chinese_columns_stand_under_each_other() -> None:
    finding = Finding(Level.OK, "clock", {"now": "@"})
    rows = [line(name, finding, Translate("zh-Hans")) for name in ("clock", "store")]
    widths = [len(row.partition("@")[0].encode("gb18030")) for row in rows]  # two bytes = two columns
    assert widths == [24, 24]


def test_a_store_url_that_names_no_store_is_wrong(tmp_path: Path) -> None:
    told = found("store", case_of(tmp_path, STORE__URL="ftp://x"))
    assert told["store.away"].level is Level.WRONG
    with pytest.raises(StoreError):
        open_store("ftp://x", "shijiawan")


def test_jobs_that_never_ran_failed_or_are_late_are_told(tmp_path: Path) -> None:
    case = case_of(tmp_path)
    assert found("jobs", case) == {}, "a database that is not there is a finding of its own"
    records = open_database(case.settings.database.url)
    records.migrate()
    assert found("jobs", case)["jobs.never"].level is Level.WARNING
    jobs = records.jobs("shijiawan")
    every = timedelta(minutes=1)
    for job, ago, fault in (
        ("timetable", timedelta(hours=1), ""),
        ("sessions", timedelta(hours=1), ""),
        ("attendance", timedelta(0), "disk full"),
    ):
        jobs.take(job, every, NOW - ago)
        jobs.give_back(job, NOW - ago, fault=fault)
    records.close()
    told = found("jobs", case)
    assert told["jobs"].values["job"] == "timetable"
    assert told["jobs.late"].values["job"] == "sessions"
    assert told["jobs.failed"].level is Level.WRONG
    assert told["jobs.failed"].values["why"] == "disk full"
