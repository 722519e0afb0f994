"""Checks of what is reached over the network: broker, ingestor, pages, and who else could reach them."""

import http.client
import ipaddress
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

from paho.mqtt.client import Client
from paho.mqtt.reasoncodes import ReasonCode

from config.broker import endpoint, is_embedded
from dashboard.doctor.finding import Case, Finding, ok, warning, wrong
from dashboard.processes.probe import reachable
from models.feed.client import make_client, start, stop
from models.feed.endpoint import Endpoint

PATIENCE_S = 5.0


def broker(case: Case) -> Iterator[Finding]:
    """The broker accepts our password and speaks the protocol that the settings name."""
    if is_embedded(case.settings) and not case.settings.data.folder.is_dir():
        yield warning("broker.away", place=case.settings.broker.url)
        return
    address = endpoint(case.settings)
    place = f"{address.host}:{address.port}"
    said = broker_answer(address)
    if said is None:
        # An embedded broker runs only while ./linli run does.
        found = warning if is_embedded(case.settings) else wrong
        yield found("broker.away", place=place)
    elif said:
        yield wrong("broker.refused", place=place, user=address.username or "-", why=said)
    else:
        yield ok("broker", place=place, protocol="MQTT 5" if address.protocol == 5 else "MQTT 3.1.1")


def broker_answer(address: Endpoint, patience_s: float = PATIENCE_S) -> str | None:
    """ "" = signed in, else what the broker says against it; None = it cannot be reached."""
    answered = threading.Event()
    refusals: list[str] = []

    def on_connect(
        _client: Client, _userdata: object, _flags: object, code: ReasonCode, _more: object
    ) -> None:
        if code.is_failure:
            refusals.append(str(code))
        answered.set()

    client = make_client(address, f"{address.client_id}-doctor")
    client.on_connect = on_connect
    try:
        start(client, address)
        if not answered.wait(patience_s):
            return None
        return refusals[0] if refusals else ""
    except (OSError, ValueError) as error:
        return str(error)
    finally:
        stop(client)


def ingest(case: Case) -> Iterator[Finding]:
    """The ingestor runs and finds itself healthy."""
    settings = case.settings.ingest
    yield _health("ingest", settings.metrics_host, settings.metrics_port)


def pages(case: Case) -> Iterator[Finding]:
    """The dashboard runs."""
    settings = case.settings.dashboard
    yield _health("pages", settings.host, settings.port)


def _health(key: str, host: str, port: int) -> Finding:
    """A GET of /healthz: 200 is well, anything else is told with its first words, silence is only a warning."""
    place = f"{reachable(host)}:{port}"
    connection = http.client.HTTPConnection(reachable(host), port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        if answer.status == http.client.OK:
            return ok(key, place=place)
        why = answer.read(300).decode("utf-8", "replace").strip()
        return wrong(f"{key}.sick", place=place, status=answer.status, why=why or "-")
    except (OSError, http.client.HTTPException):
        return warning(f"{key}.away", place=place)
    finally:
        connection.close()


def exposure(case: Case) -> Iterator[Finding]:
    """Nothing that carries passwords leaves this machine in clear."""
    web, url = case.settings.dashboard, urlsplit(case.settings.broker.url)
    is_safe = True
    if not _is_loopback(web.host) and not web.public_url.startswith("https://"):
        is_safe = False
        yield warning("exposure.pages", host=web.host)
    if url.scheme == "mqtt" and not _is_loopback(url.hostname or ""):
        is_safe = False
        yield warning("exposure.broker", url=f"{url.scheme}://{url.hostname}")
    if is_safe:
        yield ok("exposure")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
