"""T6, the broker is killed, or comes back empty: it is soon heard again, and what it lost is seen in the running numbers."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.brokers import RunningBroker, running_broker
from tests.ingest.resilience.campaign import Campaign
from tests.ingest.resilience.scale import sizes
from tests.waiting import until

RATE = 200.0
HEARD_WITHIN_S = 10.0
PATIENCE_S = 40.0
"""For a machine that is busy with other things; in full size the time itself counts."""


def _killed(broker: RunningBroker) -> None:
    broker.kill()
    broker.start()


def _emptied(broker: RunningBroker) -> None:
    broker.kill()
    for state in broker.folder.rglob("broker.db*"):
        state.unlink()
    assert not list(broker.folder.rglob("broker.db"))
    broker.start()


def _restart(campaign: Campaign, restart: Callable[[RunningBroker], None]) -> float:
    """Restart the broker, and wait until something new is received: how many seconds that took."""
    restart(campaign.broker)
    before, began = campaign.received(), time.monotonic()
    assert until(lambda: campaign.received() > before, PATIENCE_S), campaign.log()
    took = time.monotonic() - began
    threading.Event().wait(0.5)
    return took


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.parametrize(("kills", "losses"), sizes((2, 1), (10, 3)))
def test_what_the_broker_lost_is_known_to_the_message(
    tmp_path: Path, kills: int, losses: int, figures: list[str]
) -> None:
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path, "plain")
        over = threading.Event()
        publisher = threading.Thread(target=campaign.publish, args=(10**6, RATE, over), daemon=True)
        with campaign.ended():
            campaign.begin()
            publisher.start()
            assert until(lambda: campaign.received() > RATE)
            took = [_restart(campaign, restart) for restart in (*[_killed] * kills, *[_emptied] * losses)]
            before = campaign.received()
            assert until(lambda: campaign.received() > before + 2 * RATE)
            over.set()
            publisher.join(60)
            last = max(n for _, n in campaign.sent)
            assert until(lambda: {n for _, n in campaign.stored()} >= {last, last - 1, last - 2})
            assert until(campaign.settled)

    stored, account = set(campaign.stored()), campaign.account()
    lost = campaign.sent - stored
    missed = {sensor: run.missed for (_, sensor), run in campaign.gaps().items()}
    assert missed == {sensor: sum(name == sensor for name, _ in lost) for sensor in missed}
    assert account.missing == 0
    assert account.stored == len(stored) == len(campaign.stored())
    assert campaign.log().count("had forgotten our session") >= losses
    figures.append(
        f"T6: {kills} x kill -9 of the broker, {losses} x empty: of {len(campaign.sent)} the broker lost {len(lost)}, "
        f"all of them reported as gaps ({sum(missed.values())}), heard again after {max(took):.1f} s at the latest"
    )
    assert max(took) <= HEARD_WITHIN_S or kills < 10
