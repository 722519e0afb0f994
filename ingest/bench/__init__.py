"""`python -m ingest bench`: what the ingestor does on this machine, beside Telegraf, a plain paho loop and mosquitto_sub."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from config.arguments import complain
from ingest.bench import query
from ingest.bench.drain import MOSQUITTO, PAHO
from ingest.bench.latency import latency
from ingest.bench.rivals import absent, aftermaths, attacks, spoils, throughput
from ingest.bench.stage import BenchError, staged
from ingest.bench.trouble import RATE

PEERS = {MOSQUITTO: "mosq_sub", PAHO: "paho", "Telegraf, memory": "T. memory", "Telegraf, disk": "T. disk"}
"""Beginnings of the rows that the others are measured by -> what their column is called."""

SPOILT = 5_000

QUERY = "query"
"""`bench query` asks facts and raw points the same questions and needs no broker."""


def main(argv: Sequence[str]) -> int:
    """Measure on a broker and a data folder of its own; nothing of the deployment is touched."""
    if argv[:1] == [QUERY]:
        return query.main(argv[1:])
    parser = ArgumentParser(prog="linli bench ingest", description="Measure the ingestor on this machine.")
    parser.add_argument("--messages", type=int, default=30_000, help="messages of the throughput run")
    parser.add_argument("--rate", type=float, default=2_000, help="messages a second of the other runs")
    parser.add_argument("--seconds", type=float, default=10, help="length of the latency run")
    parser.add_argument(
        "--kills", type=int, default=0, help="kill -9 everybody who stores so many times under load"
    )
    parser.add_argument(
        "--troubles",
        type=float,
        default=0,
        help="seconds of each trouble that the store is put into, and nothing else",
    )
    arguments = parser.parse_args(argv)
    try:
        if arguments.troubles:
            return _troubles(arguments.troubles)
        _throughput(arguments.messages)
        _latency(arguments.rate, arguments.seconds)
        return _kills(arguments.kills, arguments.rate) if arguments.kills else 0
    except BenchError as error:
        return complain(error)


def _throughput(messages: int) -> None:
    rows = throughput(messages)
    for program in absent():
        _say(f"{program} is not on PATH: its row is missing")
    _say(f"\n{messages:,} messages of QoS 1 waiting in the broker, one receiver at a time")
    peers = {name: row.cpu_us for row in rows for name in PEERS if row.name.startswith(name)}
    heads = "".join(f"{'to ' + PEERS[name]:>13}" for name in peers)
    _say(f"{'':36}{'msg/s':>9}{'us/msg':>8}{'msg/core-s':>12}{heads}{'influxd us':>12}{'MB':>6}")
    for row in rows:
        ratios = "".join(f"{row.cpu_us / cpu_us:>12.2f}x" for cpu_us in peers.values())
        beside = "".join(
            f"{'-' if value is None else format(value, '.0f'):>{width}}"
            for value, width in ((row.store_us, 12), (row.peak_mb, 6))
        )
        _say(f"{row.name:36}{row.rate:>9,.0f}{row.cpu_us:>8.1f}{1e6 / row.cpu_us:>12,.0f}{ratios}{beside}")
    _say("us/msg: processor time of the receiver, all its threads; to X: that time as a multiple of X's")


def _latency(rate: float, seconds: float) -> None:
    with staged() as stage:
        found = latency(stage, int(rate * seconds), rate)
    _say(f"\npublish -> queryable at {rate:,.0f} msg/s over {seconds:.0f} s")
    _say(
        f"p50 {found.p50_ms:.1f} ms   p99 {found.p99_ms:.1f} ms   longest {found.longest_ms:.1f} ms   measured {found.count:,}"
    )


def _kills(kills: int, rate: float) -> int:
    """1 when ours lost something, counted it twice or could not account for it."""
    worst = 0
    _say(f"\n{kills} x kill -9 under {rate:,.0f} msg/s of QoS 1")
    for outcome in attacks(kills, rate):
        found, ledger = outcome.attack, outcome.ledger
        text = f"{found.name:28} sent {found.sent:,}   lost {found.lost}   counted twice {found.doubled}"
        if ledger is not None:
            text += f"   redelivered {ledger.last.duplicate:,}"
            text += f"   unaccounted {ledger.missing}, looked at {ledger.looks} times"
            worst = max(worst, found.lost, found.doubled, ledger.missing)
        _say(text)
    return max(_spoils(), 1 if worst else 0)


def _spoils() -> int:
    """1 when one of ours forgot a message because it could not be read."""
    _say(f"\nevery tenth of {SPOILT:,} messages cut short: how many of those the receiver still has")
    lost = 0
    for found in spoils(SPOILT):
        _say(f"{found.name:28} {found.kept:,} of {found.sent:,}")
        lost += found.name.startswith("ingest") and found.kept < found.sent
    return 1 if lost else 0


def _troubles(seconds: float) -> int:
    """1 when ours has lost something."""
    worst = 0
    for program in absent():
        _say(f"{program} is not on PATH: its rows are missing")
    _say(f"\n{RATE:.0f} msg/s of QoS 1 while InfluxDB is in trouble for {seconds:.0f} s")
    _say(f"{'':28}{'':28}{'sent':>8}{'stored':>8}{'kept':>8}{'lost':>8}")
    for found in aftermaths(seconds):
        _say(
            f"{found.trouble:28}{found.name:28}{found.sent:>8,}{found.stored:>8,}{found.kept:>8,}{found.lost:>8,}"
        )
        worst = max(worst, found.lost if found.name.startswith("ingest") else 0)
    _say("kept: in full, as dead letters of ours, or by the broker for Telegraf's session")
    return 1 if worst else 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
