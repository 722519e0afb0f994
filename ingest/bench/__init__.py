"""`python -m ingest bench`: what the ingestor does on this machine, beside a plain paho loop and mosquitto_sub."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from config.arguments import complain
from ingest.bench.drain import drains
from ingest.bench.kills import attack
from ingest.bench.latency import latency
from ingest.bench.stage import BenchError, staged


def main(argv: Sequence[str]) -> int:
    """Measure on a broker and a data folder of its own; nothing of the deployment is touched."""
    parser = ArgumentParser(prog="linli bench", description="Measure the ingestor on this machine.")
    parser.add_argument("--messages", type=int, default=30_000, help="messages of the throughput run")
    parser.add_argument("--rate", type=float, default=2_000, help="messages a second of the other runs")
    parser.add_argument("--seconds", type=float, default=10, help="length of the latency run")
    parser.add_argument("--kills", type=int, default=0, help="kill -9 the ingestor so many times under load")
    arguments = parser.parse_args(argv)
    try:
        _throughput(arguments.messages)
        _latency(arguments.rate, arguments.seconds)
        return _kills(arguments.kills, arguments.rate) if arguments.kills else 0
    except BenchError as error:
        return complain(error)


def _throughput(messages: int) -> None:
    with staged() as stage:
        rows = drains(stage, messages)
    plain = next(row for row in rows if row.name == "plain paho loop")
    _say(f"\n{messages} messages of QoS 1 waiting in the broker, one receiver at a time")
    _say(f"{'':34}{'msg/s':>10}{'CPU us/msg':>12}{'rate to paho':>14}{'CPU to paho':>13}")
    for row in rows:
        ratios = f"{row.rate / plain.rate:>13.2f}x{row.cpu_us / plain.cpu_us:>12.2f}x"
        _say(f"{row.name:34}{row.rate:>10,.0f}{row.cpu_us:>12.1f}{ratios}")


def _latency(rate: float, seconds: float) -> None:
    with staged() as stage:
        found = latency(stage, int(rate * seconds), rate)
    _say(f"\npublish -> queryable at {rate:,.0f} msg/s over {seconds:.0f} s")
    _say(
        f"p50 {found.p50_ms:.1f} ms   p99 {found.p99_ms:.1f} ms   longest {found.longest_ms:.1f} ms   measured {found.count:,}"
    )


def _kills(kills: int, rate: float) -> int:
    with staged() as stage:
        found = attack(stage, kills, rate)
    _say(f"\n{kills} x kill -9 under {rate:,.0f} msg/s of QoS 1")
    _say(
        f"sent {found.sent:,}   lost {found.lost}   counted twice {found.doubled}   redelivered {found.duplicates:,}"
    )
    _say(f"unaccounted {found.missing}, looked at {found.looks} times during the run")
    return 0 if found.lost == found.doubled == found.missing == 0 else 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
