"""What is said to an absent broker is not thought to have been said."""

from models.centre import CentreId
from models.feed.endpoint import Endpoint
from models.feed.publisher import StatePublisher
from tests.models.feed.test_state import a_state
from tests.ports import free_port


def test_without_a_broker_a_state_counts_as_unsaid() -> None:
    publisher = StatePublisher(Endpoint(host="127.0.0.1", port=free_port()), "lonely")
    publisher.start()

    assert not publisher.state(CentreId("c"), a_state())

    publisher.stop()
