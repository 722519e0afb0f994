"""A process that takes entries over a socket and posts them, as the web process does; it is there to be killed.

Started as `python -m tests.money.posting_server URL PORT`: a child does the work, says "ready PID", and another takes its
place when it is killed. A request is one line: the account, and pickled entries as hex;
the answer is one line, "ok", once the transaction is certain.
"""

import os
import pickle
import socketserver
import sys
from datetime import UTC, datetime

from models.db import open_database
from models.money.ports import Ledger
from models.ports import StoreUnavailableError
from tests.postgres import PASSWORD

CENTRE = "shijiawan"


class Desk(socketserver.StreamRequestHandler):
    """One client."""

    ledger: Ledger

    def handle(self) -> None:
        for line in self.rfile:
            by, _, entries = line.decode().strip().partition(" ")
            try:
                self.ledger.post(pickle.loads(bytes.fromhex(entries)), by=by, at=datetime.now(UTC))
            except StoreUnavailableError:
                self.wfile.write(b"away\n")
            else:
                self.wfile.write(b"ok\n")


class Server(socketserver.ThreadingTCPServer):
    """Clients each have a thread, as those of the pages do."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


def serve(url: str, port: int) -> None:
    Desk.ledger = open_database(url, password=PASSWORD).money(CENTRE).ledger
    with Server(("127.0.0.1", port), Desk) as server:
        print(f"ready {os.getpid()}", flush=True)
        server.serve_forever()


def main(url: str, port: str) -> None:
    while True:
        child = os.fork()  # what is imported already need not be imported again
        if child == 0:
            serve(url, int(port))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
