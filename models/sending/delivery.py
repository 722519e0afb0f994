"""One thing that goes to one recipient: tried until it is there, at growing distances, and told of when it cannot be."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from models.message import Message
from models.sending.recipient import Occasion

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)

MOST_ATTEMPTS = 12
"""1, 2, 4 ... 256 minutes and two times six hours: after 20 and a half hours somebody must look."""

LONGEST_ATTEMPT = timedelta(minutes=8)
"""The limits of all calls of one attempt together, and a minute to write its files: WeCom is brought each form and told of
it, and then of the report, each call with half a minute to look the host up and half a minute for the rest."""

LEASE = timedelta(minutes=10)
"""An attempt that says nothing for so long has ended with its process: longer than LONGEST_ATTEMPT."""


class DeliveryState(StrEnum):
    """Where a delivery stands; each is `sending.state.<state>`."""

    WAITING = "waiting"
    TRYING = "trying"
    FAILED = "failed"  # and will be tried again
    SENT = "sent"
    DEAD = "dead"  # nobody tries it again but a person
    DROPPED = "dropped"  # a person gave it up, or something better was there to send


OPEN = frozenset({DeliveryState.WAITING, DeliveryState.TRYING, DeliveryState.FAILED})
"""Those that the house itself still tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Of one thing to one recipient there is only one: `delivery_id` is its name.

    month, number: the version of the report, None where it is none; about: what it is about instead; next_at: when it is tried next, None = never;
    answer: what the other side said last; told: what is to be said beside the report, as why something failed;
    is_doubtful: an attempt ended unseen, so that it may have arrived twice.
    """

    id: str
    recipient: str
    occasion: Occasion
    subject: str
    made_at: datetime
    next_at: datetime | None
    month: date | None = None
    number: int | None = None
    state: DeliveryState = DeliveryState.WAITING
    attempts: int = 0
    tried_at: datetime | None = None
    answer: Message | None = None
    told: Message | None = None
    about: Message | None = None
    is_doubtful: bool = False
    revision: int = 1


class SendError(Exception):
    """It was not taken. message: why (`sending.fault.<why>`); is_final: trying again cannot help; wait: how long to stay away."""

    def __init__(self, message: Message, *, is_final: bool = False, wait: timedelta = timedelta(0)) -> None:
        super().__init__(message.key)
        self.message = message
        self.is_final = is_final
        self.wait = wait


def delivery_id(occasion: Occasion, subject: str, recipient: str) -> str:
    """The same thing to the same recipient is the same delivery, however often somebody asks for it."""
    return f"{occasion}:{subject}:{recipient}"


def wait_after(attempts: int) -> timedelta:
    """Doubled with each attempt, and the same each time: whoever looks can say when the next one is."""
    return min(FIRST_WAIT * int(2 ** (attempts - 1)), LONGEST_WAIT)


def begun(delivery: Delivery, at: datetime) -> Delivery:
    """Kept before anything is sent: an attempt whose end nobody wrote down is seen, and counted."""
    unseen = delivery.state is DeliveryState.TRYING
    tried = replace(
        delivery, tried_at=at, is_doubtful=delivery.is_doubtful or unseen, attempts=delivery.attempts + 1
    )
    return replace(tried, state=DeliveryState.TRYING, next_at=at + LEASE)


def arrived(delivery: Delivery) -> Delivery:
    """The other side took it."""
    return replace(delivery, state=DeliveryState.SENT, next_at=None, answer=None)


def refused(delivery: Delivery, error: SendError, at: datetime) -> Delivery:
    """It was not taken: tried later, or dead where that cannot help or was done often enough."""
    if error.is_final or delivery.attempts >= MOST_ATTEMPTS:
        return replace(delivery, state=DeliveryState.DEAD, next_at=None, answer=error.message)
    wait = max(wait_after(delivery.attempts), error.wait)
    return replace(delivery, state=DeliveryState.FAILED, next_at=at + wait, answer=error.message)


def overtaken(delivery: Delivery, why: Message) -> Delivery:
    """There is something better to send: this stays in the house, with the reason."""
    return replace(delivery, state=DeliveryState.DROPPED, next_at=None, answer=why)


def is_spent(delivery: Delivery) -> bool:
    """Whether its last attempt, too, ended unseen: what ends the house's process each time is not tried for ever."""
    return delivery.attempts >= MOST_ATTEMPTS


def again(delivery: Delivery, at: datetime) -> Delivery:
    """A person wants it tried from the beginning. Raises ValueError, with its state, where it is not dead."""
    _dead(delivery)
    return replace(delivery, state=DeliveryState.WAITING, next_at=at, attempts=0)


def dropped(delivery: Delivery) -> Delivery:
    """A person gives it up. Raises as again."""
    _dead(delivery)
    return replace(delivery, state=DeliveryState.DROPPED)


def _dead(delivery: Delivery) -> None:
    if delivery.state is not DeliveryState.DEAD:
        raise ValueError(delivery.state)
