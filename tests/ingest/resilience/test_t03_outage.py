"""T3, the store is away: refused, hanging, 503, 429, `Retry-After: 3600`. Nothing is lost, memory stays, it catches up."""

import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.brokers import running_broker
from tests.ingest.resilience.campaign import Campaign
from tests.ingest.resilience.line_server import LineServer, line_server
from tests.ingest.resilience.scale import percentile, resident_mb, sizes
from tests.waiting import until

RATE = 500.0
GROWTH_MB = 64.0
FRESH_S = 5.0
DRAIN = 3.0
"""At least so many times the live rate while it catches up."""


@dataclass
class Outage:
    """One child process, and a store that is taken away from it in five ways."""

    campaign: Campaign
    serving: ExitStack
    lines: LineServer
    peak_mb: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def run(self, seconds: float, wish: str) -> None:
        """A fifth of the time for each way; the last is that nobody listens. wish: what `Retry-After` asks for."""
        for self.lines.status, self.lines.retry_after in ((429, wish), (429, ""), (503, "")):
            self._watch(seconds / 5)
        self.lines.status, self.lines.retry_after = 204, ""
        self.lines.hangs.set()
        self._watch(seconds / 5)
        self.serving.close()
        self.lines.hangs.clear()
        self._watch(seconds / 5)

    def come_back(self) -> float:
        self.serving.enter_context(line_server(self.lines))
        return time.monotonic()

    def _watch(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.peak_mb = max(self.peak_mb, self.memory())
            self.over.wait(min(0.25, seconds))

    def memory(self) -> float:
        assert self.campaign.process is not None
        return resident_mb(self.campaign.process.pid)

    def stored_numbers(self) -> dict[int, float]:
        """Which messages are stored, and when each was first."""
        with self.lines.lock:
            return {
                int(float(fields.partition(b"value=")[2].partition(b",")[0])): self.lines.written_at[identity]
                for identity, fields in self.lines.kept.items()
            }


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.parametrize(("outage_s", "catch_up_s", "wish"), sizes((8.0, 0.0, "1"), (600.0, 60.0, "3600")))
def test_an_outage_of_the_store_costs_nothing_but_time(
    tmp_path: Path, outage_s: float, catch_up_s: float, wish: str, figures: list[str]
) -> None:
    with running_broker(tmp_path) as broker, ExitStack() as serving:
        lines = serving.enter_context(line_server())
        url = {"LINLI__STORE__URL": f"influx://127.0.0.1:{lines.port}/linli/readings"}
        campaign = Campaign(broker, tmp_path, "plain", url)
        outage = Outage(campaign, serving, lines)
        publisher = threading.Thread(target=campaign.publish, args=(10**7, RATE, outage.over), daemon=True)
        with campaign.ended():
            campaign.begin()
            publisher.start()
            assert until(lambda: len(lines.kept) > 2 * RATE)
            before_mb = outage.memory()
            outage.run(outage_s, wish)
            backlog, returned_at = campaign.waiting(), outage.come_back()
            assert until(lambda: campaign.waiting() < RATE, 240, 0.2), campaign.log()
            drained_at = time.monotonic()
            outage.over.wait(max(3.0, returned_at + catch_up_s + 15 - time.monotonic()))
            outage.over.set()
            publisher.join(90)
            sent = {n for _, n in campaign.sent}
            assert until(lambda: outage.stored_numbers().keys() == sent, 60, 0.5)

    stored = outage.stored_numbers()
    account = campaign.account()
    assert account.missing == 0
    assert account.shed == {}
    first_at = min(at for at in stored.values() if at > returned_at)
    drained = sum(first_at <= at <= drained_at for at in stored.values())
    rate = drained / max(drained_at - first_at, 0.2)
    since = returned_at + catch_up_s if catch_up_s else drained_at
    late = percentile(
        [at - campaign.published_at[n] for n, at in stored.items() if campaign.published_at[n] > since], 0.95
    )
    figures.append(
        f"T3: away {outage_s:.0f} s at {RATE:.0f}/s, {len(stored)} messages: lost 0, backlog {backlog}, "
        f"memory {before_mb:.0f} -> {outage.peak_mb:.0f} MiB, first after {first_at - returned_at:.1f} s, drained in "
        f"{drained_at - first_at:.1f} s at {rate:.0f}/s = {rate / RATE:.1f} x live, then p95 {late:.2f} s"
    )
    assert outage.peak_mb - before_mb <= GROWTH_MB
    if catch_up_s:
        assert late <= FRESH_S
        assert rate >= DRAIN * RATE


@pytest.mark.slow
@pytest.mark.broker
def test_the_same_outage_finds_an_ingestor_that_drops_what_is_refused(tmp_path: Path) -> None:
    with running_broker(tmp_path) as broker, line_server() as lines:
        lines.status = 503
        url = {"LINLI__STORE__URL": f"influx://127.0.0.1:{lines.port}/linli/readings"}
        campaign = Campaign(broker, tmp_path, "forgetful", url)
        with campaign.ended():
            campaign.begin()
            campaign.publish(200, RATE)
            assert until(lambda: campaign.received() > 200 and campaign.waiting() == 0)
            lines.status = 204

    assert len(lines.kept) < len(campaign.sent)
