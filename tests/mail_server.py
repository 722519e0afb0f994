"""A mail server on a free port that keeps what it is given, and says what it is scripted to say."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Kept:
    """port; heard: each line of a client with whether it came through TLS; letters: what was handed over, as bytes."""

    port: int
    heard: list[tuple[str, bool]] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)

    def verbs(self, *, secured: bool) -> set[str]:
        return {line.split(" ")[0].upper() for line, is_secured in self.heard if is_secured is secured}


@contextmanager
def mail_server(
    *,
    secure: ssl.SSLContext | None = None,
    at_once: bool = False,
    says: Mapping[str, str] | None = None,
    silent: bool = False,
) -> Iterator[Kept]:
    """secure: offers STARTTLS by it, or speaks TLS at once; says: verb -> reply in place of the usual one."""
    listening = socket.create_server(("127.0.0.1", 0))
    kept, over = Kept(listening.getsockname()[1]), threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                somebody, _ = listening.accept()
                with somebody:
                    if silent:
                        over.wait(30)
                    else:
                        _Talk(kept, somebody, secure, at_once, says or {}).run()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield kept
    finally:
        over.set()
        with suppress(OSError), socket.create_connection(("127.0.0.1", kept.port), timeout=1):
            pass
        thread.join()
        listening.close()


class _Talk:
    """One client."""

    def __init__(
        self,
        kept: Kept,
        plain: socket.socket,
        secure: ssl.SSLContext | None,
        at_once: bool,
        says: Mapping[str, str],
    ) -> None:
        self.kept, self.secure, self.says = kept, secure, says
        self.live, self.secured = plain, False
        self.at_once = at_once

    def run(self) -> None:
        self.live.settimeout(10)
        if self.at_once:
            self.wrap()
        self.file = self.live.makefile("rb")
        self.say("220 test")
        while line := self.file.readline().decode().strip():
            self.kept.heard.append((line, self.secured))
            self.answer(line.split(" ")[0].upper())
        self.live.close()

    def wrap(self) -> None:
        assert self.secure is not None
        self.live = self.secure.wrap_socket(self.live, server_side=True)
        self.live.settimeout(10)
        self.secured = True

    def say(self, line: str) -> None:
        self.live.sendall(line.encode() + b"\r\n")

    def answer(self, verb: str) -> None:
        if verb in self.says:
            self.say(self.says[verb])
        elif verb == "EHLO":
            offers_tls = self.secure is not None and not self.secured
            self.say("250-test\r\n250-AUTH PLAIN\r\n" + ("250-STARTTLS\r\n" if offers_tls else "") + "250 OK")
        elif verb == "STARTTLS":
            self.say("220 go on")
            self.wrap()
            self.file = self.live.makefile("rb")
        elif verb == "AUTH":
            self.say("235 known")
        elif verb == "DATA":
            self.say("354 go on")
            said = b""
            while (line := self.file.readline()) not in (b".\r\n", b""):
                said += line
            self.kept.letters.append(said)
            self.say(self.says.get("LETTER", "250 taken"))
        else:
            self.say("250 OK")
