"""`python -m ingest simulate`: a centre that lives, as vendors' messages over MQTT; it never touches the store."""

import argparse
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import paho.mqtt.client as mqtt

from config.arguments import add_deployment, complain, settings_from
from config.broker import endpoint
from config.calendar import official_calendar
from config.centre import load_centres
from config.settings import ConfigError
from ingest.simulator.front_desk import serve
from ingest.simulator.outbox import Letter, Outbox
from ingest.simulator.player import Player, Tempo
from ingest.simulator.world import World
from models.centre import Centre, CentreId
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint

POLL_S = 0.2
"""How long the loop sleeps at most: it also notices acknowledgements and a reconnect."""

BUSY_S = 0.005
TOLD_EVERY_S = 300.0
MAX_SPEED = 3600.0

log = logging.getLogger("linli.simulate")


def main(argv: Sequence[str]) -> int:
    """Play every centre of the deployment until SIGTERM or Ctrl-C. Exit code 0 = stopped on request."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stopped.set())
    try:
        settings = settings_from(arguments)
        broker, centres = endpoint(settings), load_centres(settings.centre.files)
    except ConfigError as error:
        return complain(error)
    seed = settings.simulate.seed if arguments.seed is None else arguments.seed
    speed = settings.simulate.speed if arguments.speed is None else arguments.speed
    desk = threading.Thread(target=serve, args=(settings, _worlds(centres, seed), stopped), daemon=True)
    if speed == 1:  # the desk's books are kept in real time only
        desk.start()
    play(centres, broker, seed=seed, speed=speed, stopped=stopped)
    return 0


def play(
    centres: dict[CentreId, Centre], broker: Endpoint, *, seed: int, speed: float, stopped: threading.Event
) -> None:
    """Publish what the sensors of the centres say, until `stopped` is set."""
    client = make_client(broker, f"{broker.client_id}-simulator")
    outbox = Outbox(client)
    _report_connection(client)
    start(client, broker)
    try:
        tempo = Tempo(_now_ms(), speed)
        players = [Player(world, tempo) for world in _worlds(centres, seed)]
        log.info("playing %s at speed %g with seed %d", ", ".join(centres), speed, seed)
        run(players, outbox, stopped, _now_ms)
    finally:
        stop(client, within_s=0.5)
        log.info("stopped: %s, %d not sent", outbox.account, outbox.waiting + outbox.in_flight)


def _worlds(centres: dict[CentreId, Centre], seed: int) -> list[World]:
    year = datetime.now(UTC).year
    calendar = official_calendar(range(year - 2, year + 3))
    return [World(centre, calendar, seed) for centre in centres.values()]


def run(
    players: Sequence[Player], outbox: Outbox, stopped: threading.Event, clock: Callable[[], int]
) -> None:
    """The loop: what is due goes into the outbox, what may fly is handed to the client, then sleep until the next."""
    told = time.monotonic()
    while not stopped.is_set():
        now = clock()
        for player in players:
            for message, payload in player.due(now):
                outbox.put(Letter(message.topic, payload, message.retain))
        outbox.pump()
        if time.monotonic() - told >= TOLD_EVERY_S:
            told = time.monotonic()
            log.info("%s, %d waiting", outbox.account, outbox.waiting)
        idle = min((player.wait_ms(now) for player in players), default=1000) / 1000
        stopped.wait(max(BUSY_S, min(POLL_S, BUSY_S if outbox.waiting else idle)))


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _report_connection(client: mqtt.Client) -> None:
    def connected(
        _client: object, _userdata: object, _flags: object, reason: object, _properties: object
    ) -> None:
        log.info("broker says: %s", reason)

    def disconnected(
        _client: object, _userdata: object, _flags: object, reason: object, _properties: object
    ) -> None:
        log.info("broker gone (%s); messages wait", reason)

    client.on_connect = connected
    client.on_disconnect = disconnected


def _parser() -> argparse.ArgumentParser:
    parser = add_deployment(argparse.ArgumentParser(prog="python -m ingest simulate", description=__doc__))
    parser.add_argument("--speed", type=_speed, metavar="X", help="how many times as fast people live (1)")
    parser.add_argument("--seed", type=int, metavar="N", help="another town, another year (simulate.seed)")
    return parser


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= MAX_SPEED:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most {MAX_SPEED:g}")
    return speed
