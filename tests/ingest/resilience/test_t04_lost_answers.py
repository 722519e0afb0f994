"""T4, the store keeps a batch and its answer is lost: sent again, and still every sum is exact."""

from pathlib import Path

import pytest

from ingest.profile import Profile
from ingest.sample import Decoded, Sample
from models.ports import StoreUnavailableError
from tests.ingest.resilience.bench import DOOR, Bench, bench, numbered
from tests.ingest.resilience.line_server import LineServer, line_server

BATCHES = 200
PER_BATCH = 40


def _by_turns(made: Bench, lines: LineServer) -> None:
    """Every batch is kept and its answer lost at the first attempt, and answered at the second."""
    for number in range(BATCHES):
        made.receive(numbered(PER_BATCH, number * PER_BATCH))
        lines.loses_answers = True
        with pytest.raises(StoreUnavailableError):
            made.ingestor.step()
        lines.loses_answers = False
        made.work()


def test_sums_stay_exact_when_every_answer_is_lost_once(tmp_path: Path, figures: list[str]) -> None:
    with line_server() as lines, bench(tmp_path, f"influx://127.0.0.1:{lines.port}/linli/readings") as made:
        _by_turns(made, lines)
        account = made.work()

    total = BATCHES * PER_BATCH
    assert account.stored == total
    assert account.duplicate == 0
    assert sum(lines.values()) == sum(range(total))
    assert set(lines.sent.values()) == {2}
    figures.append(
        f"T4: {BATCHES} batches of {PER_BATCH}, every answer lost once: sums exact, each line sent twice"
    )


def _crossings(_profile: Profile, _topic: str, payload: bytes) -> Decoded:
    """A counter that says how many came since it spoke last, without a clock and without a number."""
    return Decoded(samples=(Sample("people_in_period", float(payload)),))


def test_amounts_without_a_time_or_a_number_of_their_own_stay_exact_too(tmp_path: Path) -> None:
    """Their instant is fixed when they are received, so that a second attempt overwrites the first."""
    messages = [(DOOR, b"%d" % n) for n in range(1, 21)]
    with (
        line_server() as lines,
        bench(
            tmp_path, f"influx://127.0.0.1:{lines.port}/linli/readings", decoders={"native": _crossings}
        ) as made,
    ):
        made.receive(messages)
        lines.loses_answers = True
        with pytest.raises(StoreUnavailableError):
            made.ingestor.step()
        lines.loses_answers = False
        made.receive(messages, dup=True)
        account = made.work()

    assert (account.stored, account.duplicate) == (20, 20)
    assert sum(lines.values()) == sum(range(1, 21))


def test_a_redelivery_long_afterwards_does_not_double_an_amount(tmp_path: Path) -> None:
    """The connection broke between our commit and our acknowledgement, and came back an hour later."""
    messages = [(DOOR, b"%d" % n) for n in range(1, 21)]
    with (
        line_server() as lines,
        bench(
            tmp_path, f"influx://127.0.0.1:{lines.port}/linli/readings", decoders={"native": _crossings}
        ) as made,
    ):
        made.receive(messages)
        made.work()
        made.count += 3_600_000
        made.receive(messages, dup=True)
        assert made.work().duplicate == 20
        made.count += 3_600_000
        made.receive(messages)  # said anew
        account = made.work()

    assert (account.stored, account.duplicate) == (40, 20)
    assert sum(lines.values()) == 2 * sum(range(1, 21))
