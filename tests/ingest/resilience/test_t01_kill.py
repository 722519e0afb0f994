"""T1, kill -9 again and again under load: nothing is lost, nothing is counted twice, every message is accounted for."""

from pathlib import Path

import pytest

from tests.brokers import running_broker
from tests.ingest.resilience.campaign import Campaign
from tests.ingest.resilience.scale import sizes
from tests.waiting import until

SHORT = (6, 6_000, 600.0, (0.9, 1.9))
FULL = (50, 120_000, 2_000.0, (0.2, 1.5))
"""Kills, messages, messages a second, seconds between two kills."""
DENSE = (25, 60_000, 2_000.0, (0.2, 1.5))
"""Where a message is at risk for milliseconds only, few kills may well hit none."""


@pytest.mark.slow
@pytest.mark.parametrize("engine", [pytest.param("mosquitto", marks=pytest.mark.broker), "iotcore"])
@pytest.mark.parametrize(("kills", "messages", "rate", "pauses"), sizes(SHORT, FULL))
def test_nothing_is_lost_or_counted_twice_through_kills(
    tmp_path: Path,
    engine: str,
    kills: int,
    messages: int,
    rate: float,
    pauses: tuple[float, float],
    figures: list[str],
) -> None:
    with running_broker(tmp_path, engine) as broker:
        campaign = Campaign(broker, tmp_path)
        with campaign.ended():
            campaign.attack(kills, messages, rate, pauses)
            assert until(campaign.complete, 120, 1), f"{len(campaign.sent) - len(campaign.stored())} missing"
            assert until(campaign.settled)

    stored, account = campaign.stored(), campaign.account()
    assert len(stored) == len(set(stored)) == messages
    assert sum(n for _, n in stored) == sum(range(messages))
    assert [a.missing for a in campaign.accounts] == [0] * len(campaign.accounts)
    assert account.missing == 0
    assert account.stored == messages
    openers = sum(account.dead.values())  # the unknown device that opened the session
    assert account.duplicate == account.received - messages - openers
    assert set(account.dead) == {"unknown_device"}
    assert account.shed == {}
    figures.append(
        f"T1 {engine}: {kills} kills, {messages} messages at {rate:.0f}/s: lost 0, doubled 0, "
        f"redelivered {account.duplicate}, unaccounted 0 in {len(campaign.accounts)} looks"
    )


@pytest.mark.slow
@pytest.mark.broker
@pytest.mark.parametrize(
    ("kind", "attack"),
    [("ack-first", SHORT), pytest.param("auto-ack", DENSE, marks=pytest.mark.long)],
    ids=["ack-first", "auto-ack"],
)
def test_the_same_attack_finds_an_acknowledgement_before_the_commit(
    tmp_path: Path, kind: str, attack: tuple[int, int, float, tuple[float, float]]
) -> None:
    kills, messages, rate, pauses = attack
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path, kind)
        with campaign.ended():
            campaign.attack(kills, messages, rate, pauses, awake=True)
            assert until(campaign.settled)
            until(lambda: set(campaign.stored()) == campaign.sent, 3)

    assert len(campaign.sent - set(campaign.stored())) > 0
