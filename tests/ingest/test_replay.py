"""`./linli replay` corrects readings and facts of a real data folder after a profile was mended."""

import json
import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.arguments import ZONE
from ingest.arrival import Arrival
from ingest.catalogue import Catalogue
from ingest.dead_box import DeadBox
from ingest.decoders import DECODERS
from ingest.desk.counter import Counter
from ingest.ingestor import Ingestor
from ingest.interpretation import Interpreter
from ingest.metrics import MetricsServer
from ingest.profile import FOLDER
from ingest.quality import readings
from ingest.registry import Registry
from ingest.replay import main
from ingest.spool import Spool
from models.calendar import Window, to_ns
from models.centre import CentreId, SensorId, SpaceId
from models.db import open_database
from models.desk import DeadFilter
from models.feed.desk_calls import Again
from models.store import open_store
from tests.ingest.readers import a_centre
from tests.ingest.spools import check_account
from tests.ingest.test_metrics import HEALTH

CENTRE, DOOR, SENIORS = CentreId("shijiawan"), SensorId("seniors-door"), SpaceId("seniors")
TOPIC = b"linli/shijiawan/seniors/door-1/up"
NOW = datetime.now(UTC)
SINCE = (NOW - timedelta(days=3)).isoformat()
WRONG = {"people_in_period": 30, "people_out_total": 30}
YESTERDAY = (NOW.astimezone(ZONE) - timedelta(days=1)).replace(hour=10, minute=0)
"""While the room is open, whenever the test runs."""

DAYS = Window(NOW - timedelta(days=4), NOW + timedelta(days=1))


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The verb catches signals; the tests go on with theirs."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, action in kept.items():
        signal.signal(number, action)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A day ago people went in, and the profile of that day took the running total for an amount."""
    own = tmp_path / "profiles"
    own.mkdir()
    shipped = (FOLDER / "linli-counter.toml").read_text()
    (own / "linli-counter.toml").write_text(shipped.replace("people_in_total", "people_in_period", 1))
    with (
        closing(Spool(tmp_path / "spool" / "spool.db")) as spool,
        closing(open_store(f"sqlite:///{tmp_path}/readings.db", CENTRE)) as store,
    ):
        start = YESTERDAY
        arrivals = [
            Arrival(
                1, n, 1, TOPIC, _counted(start + timedelta(minutes=n), n), False, False, to_ns(NOW) + n * 1000
            )
            for n in range(30)
        ]
        arrivals.append(Arrival(1, 99, 1, TOPIC, b"rubbish", False, False, to_ns(NOW)))
        spool.append(arrivals, [0] * len(arrivals))
        interpret = Interpreter(Registry([a_centre()]), DECODERS, readings, Catalogue(own))
        ingestor = Ingestor(spool, {CENTRE: store}, interpret)
        while ingestor.step():
            pass
    (own / "linli-counter.toml").unlink()
    return tmp_path


def _counted(at: datetime, n: int) -> bytes:
    return json.dumps({"ts": int(at.timestamp() * 1000), "seq": n, "v": {"in": n, "out": 0}}).encode()


def _measures(folder: Path) -> dict[str, int]:
    with closing(open_store(f"sqlite:///{folder}/readings.db", CENTRE)) as store:
        found = [reading.measure for reading in store.read([DOOR], DAYS)]
    return {measure: found.count(measure) for measure in found}


def _run(folder: Path, *argv: str) -> int:
    return main([*argv, "--data-dir", str(folder)])


def test_readings_facts_and_letters_are_corrected_and_the_account_stays_exact(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _measures(folder) == WRONG

    assert _run(folder, "--since", SINCE, "--dry-run") == 0
    assert "would be corrected" in capsys.readouterr().out
    assert _measures(folder) == WRONG
    assert _run(folder, "--since", SINCE) == 0

    assert "30 readings corrected or added, 30 gone" in capsys.readouterr().out
    assert _measures(folder) == {"people_in_total": 30, "people_out_total": 30}
    with closing(open_database(f"sqlite:///{folder}/centre.db")) as database:
        facts = database.slots(CENTRE).within([SENIORS], DAYS)
    assert sum(fact.entries for fact in facts) == 29
    with closing(Spool(folder / "spool" / "spool.db")) as spool:
        account = check_account(spool)
        assert DeadBox(spool).page(DeadFilter()).total == 0
    assert (account.received, account.stored, account.spooled) == (31, 30, 1), "the letter is read once more"


def test_a_running_ingestor_is_told_that_its_live_states_are_of_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Again] = []

    def answer(again: Again) -> int:
        asked.append(again)
        return 0

    desk = MetricsServer("127.0.0.1", 0, lambda: HEALTH, Counter({"replay": answer}, "word"))
    monkeypatch.setenv("LINLI__INGEST__METRICS_PORT", str(desk.port))
    monkeypatch.setenv("LINLI__INGEST__DESK_TOKEN", "word")
    desk.start()
    _run(folder, "--since", SINCE, "--dry-run")
    assert asked == []
    assert _run(folder, "--since", SINCE) == 0
    desk.stop()
    assert [(one.since >= NOW, list(one.sensors)) for one in asked] == [(True, [])]
    assert capsys.readouterr().err == ""


def test_only_one_sensor_and_only_what_came_since_is_read_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(folder, "--since", SINCE, "--sensor", "shijiawan/daycare-door") == 0
    assert capsys.readouterr().out.startswith("0 messages")
    assert _run(folder, "--since", (NOW + timedelta(hours=1)).isoformat()) == 0
    assert capsys.readouterr().out.startswith("0 messages")
    assert _measures(folder) == WRONG


def test_a_sensor_that_does_not_exist_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for sensor in ("nobody", "shijiawan/nobody", "nowhere/seniors-door", ""):
        assert _run(folder, "--since", SINCE, "--sensor", sensor, "--dry-run") == 1
        assert f"--sensor {sensor!r}" in capsys.readouterr().err


def test_a_date_that_is_none_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _run(folder, "--since", "yesterday")
    assert "--since" in capsys.readouterr().err


def test_without_a_spool_there_is_nothing_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, "--since", "2026-11-01T08:00") == 1
    assert "has not run" in capsys.readouterr().err
