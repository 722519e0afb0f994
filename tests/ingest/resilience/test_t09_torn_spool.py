"""T9, the spool's files are cut or a byte is flipped: it starts, puts the file aside, says so, and delivers what is whole."""

import json
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from ingest.accounting import SPOOLED, STORED, Shed
from ingest.spool import Settlement, Spool
from ingest.spool_pages import FRAME_HEAD, LOG_HEAD, PAGE
from tests.ingest.resilience.scale import sizes
from tests.ingest.spools import an_arrival, check_account

MESSAGES, SETTLED = 600, 100
FIRST_N, IN_LOG = 400, 200
"""The first messages are in the file, the last ones only in its log when the power goes."""


def _payload(n: int) -> bytes:
    return json.dumps({"n": n, "pad": "abcdefgh" * (n % 60)}).encode()


def _fill(spool: Spool, numbers: range) -> None:
    for start in range(numbers.start, numbers.stop, 50):
        arrivals = [an_arrival(n, payload=_payload(n)) for n in range(start, start + 50)]
        spool.append(arrivals, [n % 3 for n in range(50)])


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a spool as kill -9 leaves them: some messages in the file, the newest only in the log."""
    live, copy = tmp_path_factory.mktemp("live"), tmp_path_factory.mktemp("picture")
    with closing(Spool(live / "spool.db")) as spool:
        _fill(spool, range(FIRST_N))
        settlement = Settlement(upto=SETTLED)
        settlement.tally.add(SPOOLED, "", -SETTLED)
        settlement.tally.add(STORED, "", SETTLED)
        spool.settle(settlement)
        spool.trim()
        _fill(spool, range(FIRST_N, MESSAGES))
        for part in ("spool.db", "spool.db-wal"):
            shutil.copy(live / part, copy / part)
    return copy


def _tear(file: Path, chance: random.Random, cut: bool) -> int:
    """Cut the file, or flip a bit; where."""
    raw = bytearray(file.read_bytes())
    at = chance.randrange(len(raw))
    if cut:
        raw = raw[:at]
    else:
        raw[at] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)
    return at


def _whole(folder: Path, part: str, torn_at: int) -> set[int]:
    """The waiting messages that lie on a page, or in a frame of the log, which was not torn."""
    head, unit = (LOG_HEAD, FRAME_HEAD + PAGE) if part.endswith("wal") else (0, PAGE)
    raw = bytearray((folder / part).read_bytes())
    start = max(0, (torn_at - head) // unit * unit + head)
    raw[start : start + unit] = b""
    other = "spool.db" if part.endswith("wal") else "spool.db-wal"
    left = bytes(raw) + (folder / other).read_bytes()
    return {n for n in range(SETTLED, MESSAGES) if _payload(n) in left}


@pytest.mark.slow
@pytest.mark.parametrize("part", ["spool.db", "spool.db-wal"])
@pytest.mark.parametrize("cut", [True, False], ids=["cut", "flip"])
@pytest.mark.parametrize("rounds", sizes((40,), (500,)))
def test_whatever_is_torn_what_is_whole_is_delivered(
    tmp_path: Path, picture: Path, part: str, cut: bool, rounds: int, figures: list[str]
) -> None:
    put_aside = delivered = whole = reported = 0
    for seed in range(rounds):
        folder = tmp_path / str(seed)
        shutil.copytree(picture, folder)
        intact = _whole(folder, part, _tear(folder / part, random.Random(seed), cut))
        with closing(Spool(folder / "spool.db")) as spool:
            kept = {m.payload for m in spool.pending(10_000)}
            account = check_account(spool)
            damaged = spool.quarantined is not None
        found = {n for n in range(SETTLED, MESSAGES) if _payload(n) in kept}
        missing = sorted(intact - found)
        assert not missing, (
            f"seed {seed}: {len(missing)} of {len(intact)} whole messages were not delivered: {missing[:5]}"
        )
        lost = MESSAGES - SETTLED - len(kept)
        assert lost == 0 or damaged, f"seed {seed}: {lost} messages are gone and nobody said so"
        put_aside += damaged
        delivered += len(found)
        whole += len(intact)
        reported += account.shed.get(Shed.LOST_SPOOL, 0)
        shutil.rmtree(folder)
    figures.append(
        f"T9 {part} {'cut' if cut else 'flipped'} x {rounds}: always started, {put_aside} put aside, "
        f"{delivered} of {whole} whole messages delivered, {reported} reported as lost"
    )
