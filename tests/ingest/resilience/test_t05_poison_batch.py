"""T5, lines that the store refuses: exactly those become dead letters, and everything around them is stored."""

import shutil
from pathlib import Path

import pytest
from influxdb_client import InfluxDBClient
from influxdb_client.client.write_api import SYNCHRONOUS

from ingest.dead_letters import dead_letters
from tests.influxd import BUCKET, ORG, running_influx
from tests.ingest.resilience.bench import DOOR, NOW_NS, bench, numbered
from tests.ingest.resilience.line_server import line_server
from tests.ingest.resilience.scale import sizes


@pytest.mark.parametrize("bad", sizes((10,), (50,)))
def test_one_bad_line_in_a_thousand_and_as_many_type_flips(
    tmp_path: Path, bad: int, figures: list[str]
) -> None:
    """400 refuses the whole request, 422 keeps all lines but the one."""
    wrong = {n * 1000 + 700: 400 for n in range(bad)} | {n * 1000 + 200: 422 for n in range(bad)}
    values = {b"value=%d.0," % n: status for n, status in wrong.items()}
    with line_server() as lines, bench(tmp_path, f"influx://127.0.0.1:{lines.port}/linli/readings") as made:
        lines.refuses = lambda line: values.get(line.split(b" ")[1].split(b"quality")[0], 0)
        for start in range(0, bad * 1000, 1000):
            made.receive(numbered(1000, start))
        account = made.work()
        letters = {
            int(letter.payload.rpartition(b": ")[2].rstrip(b"}"))
            for letter in dead_letters(made.spool, 10**6)
        }

    assert account.dead == {"store_rejected": 2 * bad}
    assert letters == set(wrong)
    assert account.stored == 998 * bad
    assert set(lines.values()) == set(range(1000 * bad)) - set(wrong)
    figures.append(
        f"T5: {bad} bad lines (400) and {bad} type flips (422) among {1000 * bad}: {2 * bad} dead letters, "
        f"{account.stored} stored, {lines.requests} requests"
    )


@pytest.mark.influx
def test_a_real_server_refuses_what_flips_its_type_and_keeps_the_rest(tmp_path: Path) -> None:
    """A stranger has written text where our numbers belong, as a sensor of another program would."""
    program = shutil.which("influxd")
    assert program is not None
    with running_influx(program, tmp_path) as server, bench(tmp_path, server.url(), server.token) as made:
        with InfluxDBClient(server.server, server.token, org=ORG) as client:
            stranger = f'people_in_total,centre=shijiawan,sensor=seniors-door value="x" {NOW_NS - 3_600_000 * 10**6 + 10**6}'
            client.write_api(write_options=SYNCHRONOUS).write(BUCKET, record=stranger)
        made.receive(numbered(50))
        made.receive([(DOOR, b'{"v": {"battery": %d}}' % n) for n in range(50)])
        account = made.work()

    assert account.dead == {"store_rejected": 50}
    assert account.stored == 50
