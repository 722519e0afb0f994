"""How content people are with a change, and whether that forbids keeping it."""

from models.advice.recommendation import Recommendation
from models.message import Message
from models.ports import Ports
from models.satisfaction import Rating
from models.services.advising import advice_of


def rating_of(ports: Ports, change: Recommendation) -> Rating | None:
    """None = nobody was asked."""
    return ports.satisfaction.of(change.id, change.made) if ports.satisfaction else None


def discontent(ports: Ports, change: Recommendation) -> Message | None:
    """Why the change should not be kept: surely fewer people are content than the house asks for. None = nothing speaks against it.

    Raises RefusedError where this deployment gives no advice.
    """
    rating, least = rating_of(ports, change), advice_of(ports).rules.weights().least_content_bps / 10_000
    if rating is None or not rating.is_below(least):
        return None
    told = {"rate": round(100 * rating.rate), "n": rating.answered, "least": round(100 * least)}
    return Message("refused.advice.discontent", told)
