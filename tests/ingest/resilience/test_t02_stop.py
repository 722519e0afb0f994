"""T2, told to stop (SIGTERM) or held (SIGSTOP) under load: ends in time, loses nothing, counts nothing twice."""

import signal
import threading
import time
from pathlib import Path

import pytest

from tests.brokers import running_broker
from tests.ingest.resilience.campaign import Campaign
from tests.ingest.resilience.scale import sizes
from tests.waiting import until

RATE = 500.0
STOP_WITHIN_S = 10.0


def _stop(campaign: Campaign) -> float:
    """Seconds from SIGTERM to the end, which must be a clean one."""
    assert campaign.process is not None
    began = time.monotonic()
    campaign.process.send_signal(signal.SIGTERM)
    assert campaign.process.wait(STOP_WITHIN_S) == 0, campaign.log()
    return time.monotonic() - began


def _hold(campaign: Campaign, seconds: float) -> None:
    assert campaign.process is not None
    campaign.process.send_signal(signal.SIGSTOP)
    threading.Event().wait(seconds)
    campaign.process.send_signal(signal.SIGCONT)


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.parametrize(("stops", "holds", "hold_s"), sizes((3, 1, 2.0), (20, 3, 30.0)))
def test_stopping_and_holding_lose_nothing(
    tmp_path: Path, stops: int, holds: int, hold_s: float, figures: list[str]
) -> None:
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path, "plain")
        over = threading.Event()
        publisher = threading.Thread(target=campaign.publish, args=(10**6, RATE, over), daemon=True)
        with campaign.ended():
            campaign.begin()
            publisher.start()
            took = []
            for starts in range(1, stops + 1):
                assert until(lambda n=starts: campaign.log().count("metrics on port") == n)  # type: ignore[misc]
                threading.Event().wait(1.0)
                took.append(_stop(campaign))
                campaign.start()
            assert until(lambda: campaign.process is not None and campaign.received() > 0)
            for _ in range(holds):
                threading.Event().wait(2.0)
                _hold(campaign, hold_s)
            threading.Event().wait(1.0)
            over.set()
            publisher.join(90)
            assert until(lambda: set(campaign.stored()) == campaign.sent, 90, 0.5), campaign.log()[-2000:]
            assert campaign.process is not None
            assert campaign.process.poll() is None, "being held is no reason to end"
            assert until(campaign.settled)

    account = campaign.account()
    assert account.missing == 0
    assert account.stored == len(campaign.sent) == len(campaign.stored())
    figures.append(
        f"T2: {stops} SIGTERM, {holds} SIGSTOP of {hold_s:.0f} s, {len(campaign.sent)} messages: lost 0, doubled 0, "
        f"redelivered {account.duplicate}, slowest stop {max(took):.2f} s"
    )


@pytest.mark.long
@pytest.mark.broker
def test_a_clean_session_at_every_start_is_found(tmp_path: Path) -> None:
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path, "clean-start")
        with campaign.ended():
            campaign.begin()
            _stop(campaign)
            campaign.publish(100, RATE)
            campaign.start()
            assert until(lambda: campaign.log().count("metrics on port") == 2)
            before = campaign.received()
            threading.Event().wait(1.0)
            campaign.publish(3, RATE)
            assert until(lambda: campaign.received() >= before + 3)
            assert until(campaign.settled)

    assert len(campaign.stored()) < len(campaign.sent)
