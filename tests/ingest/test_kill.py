"""kill -9 again and again under load: nothing is lost, nothing is counted twice, every message is accounted for."""

from pathlib import Path

import pytest

from tests.brokers import running_broker
from tests.ingest.campaign import Campaign
from tests.waiting import until

MESSAGES, RATE, KILLS = 6_000, 600.0, 6


@pytest.mark.slow
@pytest.mark.parametrize("engine", [pytest.param("mosquitto", marks=pytest.mark.broker), "iotcore"])
def test_nothing_is_lost_or_counted_twice_through_kills(tmp_path: Path, engine: str) -> None:
    with running_broker(tmp_path, engine) as broker:
        campaign = Campaign(broker, tmp_path)
        with campaign.ended():
            campaign.attack(KILLS, MESSAGES, RATE)
            assert until(lambda: set(campaign.stored()) == campaign.sent, 30), len(campaign.sent) - len(
                campaign.stored()
            )
            assert until(campaign.settled, 20)

    stored, account = campaign.stored(), campaign.account()
    assert len(stored) == len(set(stored)) == MESSAGES
    assert [a.missing for a in campaign.accounts] == [0] * len(campaign.accounts)
    assert account.missing == 0
    assert account.stored == MESSAGES
    assert account.duplicate == account.received - MESSAGES
    assert account.dead == account.shed == {}


@pytest.mark.slow
@pytest.mark.broker
def test_the_same_attack_finds_an_acknowledgement_before_the_commit(tmp_path: Path) -> None:
    with running_broker(tmp_path) as broker:
        campaign = Campaign(broker, tmp_path, kind="ack-first")
        with campaign.ended():
            campaign.attack(KILLS, MESSAGES, RATE)
            assert until(campaign.settled, 20)
            until(lambda: set(campaign.stored()) == campaign.sent, 5)

    assert len(campaign.sent - set(campaign.stored())) > 0
