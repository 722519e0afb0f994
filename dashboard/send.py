"""`./linli send TOPIC JSON`: one message, as a sensor would send it, and whether the broker took it."""

import os
import sys
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Any

import paho.mqtt.client as mqtt

from config.arguments import settings_from
from config.broker import address, endpoint, is_embedded
from dashboard.i18n import Translate
from dashboard.terminal import complain, deployment_options, terminal_locale, verb_parser
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint

PATIENCE_S = 10.0


def main(argv: Sequence[str]) -> int:
    """Exit code 0 = the broker took it, 1 = it did not, with the reason; ConfigError goes to the caller."""
    translate = Translate(terminal_locale(os.environ))
    parser, options = verb_parser("send", translate)
    deployment_options(options, translate)
    parser.add_argument("topic", metavar="TOPIC", help=translate("send.option.topic"))
    parser.add_argument("payload", metavar="JSON", help=translate("send.option.payload"))
    arguments = parser.parse_args(argv)
    settings = settings_from(arguments)
    place = settings.broker.url if is_embedded(settings) else address(settings)
    if is_embedded(settings) and not (settings.data.folder / "broker-password").exists():
        answer = None  # looking for the password would make one: nothing was ever started here
    else:
        answer = sent(endpoint(settings), arguments.topic, arguments.payload.encode())
    if answer == "":
        sys.stdout.write(translate("send.taken", broker=place, topic=arguments.topic) + "\n")
        return 0
    key = "send.away" if answer is None else "send.refused"
    complain(translate(key, broker=place, topic=arguments.topic, why=answer or "-"))
    return 1


def sent(broker: Endpoint, topic: str, payload: bytes, patience_s: float = PATIENCE_S) -> str | None:
    """Publish with QoS 1: "" = acknowledged, else why not; None = no answer in time."""
    answers: SimpleQueue[str] = SimpleQueue()

    def on_connect(_client: mqtt.Client, _userdata: object, _flags: object, code: Any, _more: object) -> None:
        if code.is_failure:
            answers.put(str(code))

    def on_publish(_client: mqtt.Client, _userdata: object, _mid: int, code: Any, _more: object) -> None:
        answers.put(str(code) if code.is_failure else "")

    client = make_client(broker, f"{broker.client_id}-send-{os.getpid()}")
    client.on_connect, client.on_publish = on_connect, on_publish
    try:
        client.publish(topic, payload, qos=1)
        start(client, broker)
        return answers.get(timeout=patience_s)
    except Empty:
        return None
    except (OSError, ValueError) as error:
        return str(error)
    finally:
        stop(client)
