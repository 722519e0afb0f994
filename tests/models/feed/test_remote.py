"""Fetching from a real server: allowed hosts only, the looked-up number only, little time, little memory, no detours."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.exchange.remote import AddressError
from models.feed.remote import MOST_BYTES, RemoteReader
from tests.authority import an_authority, believing_only, showing
from tests.http_server import Answer, Asked, Scripted, scripted_server


def reader(port: int, **options: object) -> RemoteReader:
    return RemoteReader([], [f"127.0.0.1:{port}"], **options)  # type: ignore[arg-type]


def refused(read: RemoteReader, address: str) -> str:
    with pytest.raises(AddressError) as told:
        read(address)
    return told.value.message.key.rpartition(".")[2]


def test_a_page_of_an_allowed_host_is_read_with_its_query() -> None:
    with scripted_server(lambda asked: Answer(200, asked.path.encode())) as server:
        told = reader(server.port)(f"http://127.0.0.1:{server.port}/feed?afterTimestamp=5&afterId=x#part")
        assert told == b"/feed?afterTimestamp=5&afterId=x"
        assert server.asked[0].headers["Accept-Encoding"] == "identity"


def test_a_host_or_a_port_that_is_not_listed_is_not_even_looked_up() -> None:
    asked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["93.184.216.34"]

    read = RemoteReader(["good.example"], ["inside.example:8080"], resolve=resolve)
    for address in ("http://bad.example/", "https://good.example:444/", "http://inside.example/"):
        assert refused(read, address) == "not_allowed"
    assert asked == []


@pytest.mark.parametrize(
    "numbers", [["127.0.0.1"], ["93.184.216.34", "::ffff:10.0.0.1"], ["169.254.169.254"], []]
)
def test_a_listed_host_that_leads_into_a_private_network_is_refused(numbers: list[str]) -> None:
    read = RemoteReader(["good.example"], resolve=lambda *_: numbers)
    assert refused(read, "http://good.example/") == "private"


def test_the_number_that_was_looked_up_once_is_the_one_that_is_asked() -> None:
    looked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["192.0.2.1"]

    with scripted_server(lambda _: Answer(200, b"{}")) as server:
        name = f"feeds.example:{server.port}"
        assert RemoteReader([], [name], resolve=resolve)(f"http://{name}/") == b"{}"
        assert server.asked[0].headers["Host"] == name
    assert looked == ["feeds.example"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(302, headers={"Location": "http://127.0.0.1:1/"}), "elsewhere"),
        (Answer(304), "elsewhere"),
        (Answer(404), "status"),
        (Answer(500, b"x"), "status"),
        (Answer(200, b"x", {"Content-Encoding": "gzip"}), "packed"),
        (Answer(200, b" " * (MOST_BYTES + 1)), "too_large"),
        (Answer(200, b"{}" * 50, cut=10), "away"),
    ],
)
def test_what_is_no_plain_answer_is_refused(answer: Answer, why: str) -> None:
    def script(_: Asked) -> Answer:
        return answer

    with scripted_server(script) as server:
        assert refused(reader(server.port), f"http://127.0.0.1:{server.port}/") == why


@contextmanager
def raw_server(said: bytes, drip: bytes = b"") -> Iterator[int]:
    """Says something to whoever comes, then drips without end until nobody listens any more."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        somebody, _ = listening.accept()
        with somebody:
            try:
                somebody.sendall(said)
                while not over.wait(0.02):
                    somebody.sendall(drip)
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listening.close()


@pytest.mark.parametrize(
    ("said", "drip"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\n", b"X-Y: z\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"{"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n{\r\n"),
    ],
)
def test_a_server_that_drips_is_given_up_however_often_it_says_a_little(said: bytes, drip: bytes) -> None:
    with raw_server(said, drip) as port:
        assert refused(reader(port, seconds=0.3), f"http://127.0.0.1:{port}/") == "too_slow"


@pytest.mark.parametrize("said", [b"\0\xff" * 40_000, b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000])
def test_what_is_no_http_at_all_is_refused(said: bytes) -> None:
    with raw_server(said) as port:
        assert refused(reader(port), f"http://127.0.0.1:{port}/") in ("away", "too_slow")


def test_a_server_that_is_not_there_and_one_without_a_certificate_are_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert refused(reader(port), f"http://127.0.0.1:{port}/") == "away"
    with scripted_server(lambda _: Answer(200, b"{}")) as server:
        assert refused(reader(server.port, seconds=1), f"https://127.0.0.1:{server.port}/") in (
            "away",
            "too_slow",
        )


NAME = "feeds.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_authority(tmp_path_factory.mktemp("authority"), NAME)


@contextmanager
def secured(authority: Path) -> Iterator[Scripted]:
    with scripted_server(
        lambda asked: Answer(200, asked.headers["Host"].encode()), showing(authority)
    ) as server:
        yield server


def believing(authority: Path, name: str, port: int) -> RemoteReader:
    """A reader that believes our authority alone, and finds every name on this machine."""
    return RemoteReader(
        [],
        [f"{name}:{port}"],
        resolve=lambda *_: ["127.0.0.1"],
        secure=lambda: believing_only(authority),
    )


def test_a_feed_behind_https_is_read_where_its_certificate_is_of_that_name(authority: Path) -> None:
    with secured(authority) as server:
        read = believing(authority, NAME, server.port)
        assert read(f"https://{NAME}:{server.port}/feed") == f"{NAME}:{server.port}".encode()


def test_a_certificate_of_another_name_or_of_nobody_known_is_not_believed(authority: Path) -> None:
    with secured(authority) as server:
        other = believing(authority, "other.example", server.port)
        assert refused(other, f"https://other.example:{server.port}/") == "away"
        usual = RemoteReader([], [f"{NAME}:{server.port}"], resolve=lambda *_: ["127.0.0.1"])
        assert refused(usual, f"https://{NAME}:{server.port}/") == "away"
        assert server.asked == [], "nothing was asked of whom we do not know"


def test_a_name_that_is_looked_up_for_ever_is_given_up() -> None:
    given_up = threading.Event()

    def resolve(_host: str, _port: int) -> Sequence[str]:
        given_up.wait(60)
        return ["127.0.0.1"]

    read = RemoteReader(["slow.example"], seconds=0.05, resolve=resolve)
    try:
        assert refused(read, "http://slow.example/") == "too_slow"
    finally:
        given_up.set()


def test_a_name_that_nobody_knows_is_away() -> None:
    def resolve(host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(host)

    assert refused(RemoteReader(["gone.example"], resolve=resolve), "http://gone.example/") == "away"
