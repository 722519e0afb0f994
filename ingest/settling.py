"""How a message is booked: out of the spool, into exactly one other column of the account."""

from collections.abc import Mapping

from ingest.accounting import DEAD, DUPLICATE, SHED, SPOOLED, STORED, Shed
from ingest.decoders import device_topic
from ingest.interpretation import Interpretation, Part
from ingest.sample import MAX_PAYLOAD, Reason
from ingest.spool import DeadLetter, Heard, Settlement
from ingest.strangers import Met
from models.event import EventKey
from models.reading import Reading

MAX_TEXT = 500
"""Characters of the sentence that is kept with a dead letter."""


def settle(
    settlement: Settlement, one: Interpretation, repeat: bool, rejected: Mapping[Reading | EventKey, str]
) -> None:
    """Book one message: out of the spool, into exactly one other column."""
    settlement.tally.add(SPOOLED, "", -1)
    refusal = _refusal(one, rejected) if rejected else ""
    reason, text = (Reason.STORE_REJECTED, refusal) if refusal else (one.reason, one.text)
    if repeat:
        settlement.tally.add(DUPLICATE)
    elif reason:
        settlement.tally.add(DEAD, str(reason))
        settlement.dead.append(_dead_letter(one, str(reason), text))
    elif one.stale:
        settlement.tally.add(SHED, Shed.STALE_RETAINED)
    else:
        settlement.tally.add(STORED)
        settlement.seen.append((one.key, one.message.received_ns))
    settlement.met += _strangers(one)
    if not repeat:
        settlement.numbers += [
            ((part.place.centre, part.place.sensor.id), part.seq, part.seq_span)
            for part in one.parts
            if part.seq is not None
        ]
    if not one.stale:
        for part in one.parts:
            _hear(settlement, one, part)


def _refusal(one: Interpretation, rejected: Mapping[Reading | EventKey, str]) -> str:
    said: list[Reading | EventKey] = [*one.readings]
    said += [event.key for part in one.parts for event in part.events]
    return next((rejected[key] for key in said if key in rejected), "")


def _strangers(one: Interpretation) -> list[Met]:
    """Devices of the message that nobody knows: those that it names, or whoever owns its topic."""
    names = one.strangers or (("",) if one.reason == Reason.UNKNOWN_DEVICE else ())
    if not names:
        return []
    topic, at_ns = one.message.topic, one.message.received_ns
    own = device_topic(topic.decode("utf-8", "replace")).encode()
    # A side topic tells that the device is there; what it measures comes on its own topic.
    payload = one.message.payload if own == topic else b""
    return [Met(topic=own, device=name, at_ns=at_ns, payload=payload) for name in names]


def _hear(settlement: Settlement, one: Interpretation, part: Part) -> None:
    """Remember when the sensor spoke last; an availability message tells about it but is not its own voice."""
    place = (part.place.centre, part.place.sensor.id)
    before = settlement.heard.get(place) or Heard()
    measured = (
        one.online is None or part.readings
    )  # a birth says both: that it is there, and what it measures
    spoke = one.message.received_ns if measured and not one.message.retain else 0
    settlement.heard[place] = Heard(
        at_ns=max(before.at_ns, spoke),
        online=_is_online(before, one.online, spoke),
        vitals={**before.vitals, **part.vitals} if part.vitals else before.vitals,
    )


def _is_online(before: Heard, said: bool | None, spoke_ns: int) -> bool | None:
    """What it said about itself; one that measures again is there, even if nobody took its last will back."""
    if said is None and before.online is False and spoke_ns > before.at_ns:
        return True
    return before.online if said is None else said


def _dead_letter(one: Interpretation, reason: str, text: str) -> DeadLetter:
    return DeadLetter(
        received_ns=one.message.received_ns,
        topic=one.message.topic,
        payload=one.message.payload[:MAX_PAYLOAD],
        reason=reason,
        text=text[:MAX_TEXT],
        retain=one.message.retain,
    )
