"""Devices that speak and that nobody knows: what they probably are, and letting them in or forgetting them."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.acceptance import torn
from models.accepted_sensor import AcceptedSensor, AcceptedSensors
from models.account import Account
from models.centre import Sensor, SensorId, SensorRole, SpaceId
from models.desk import Desk, DeskError, Fit, Stranger
from models.evidence import DOORS
from models.message import Message
from models.ports import Ports, StoreError
from models.services.deed import note
from models.services.known_sensors import known_sensors

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
"""What a sensor may be called: the rule of centre files."""

EVERYDAY = frozenset(
    {"up", "event", "events", "status", "state", "tele", "stat", "sensor", "data", "sale", "lwt", "rpc"}
)
"""Words at the end of topics that name no device."""

LONGEST_INTERVAL_S = 172_800
"""Two days, as in profiles."""


class RefusedError(Exception):
    """What was asked is not possible; `message` says why to the person (keys `refused.*`, or the desk's own)."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


class UnreadError(RefusedError):
    """The chosen model reads nothing of what the stranger said; `Acceptance.unread` takes it in all the same."""


def refusal(key: str, **values: str | int) -> RefusedError:
    """A RefusedError with one of our own sentences."""
    return RefusedError(Message(f"refused.{key}", values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What somebody filled in on the sheet, as it was typed."""

    stranger: str
    name: str
    space: str
    role: str
    profile: str
    interval: str
    power: str = ""
    """MACHINE only: the watts above which it counts as in use."""
    turned: bool = False
    """FLOW only: the device hangs the wrong way round."""
    unread: bool = False
    """Somebody was told that the model reads nothing of its newest message, and wants it all the same."""


def desk_of(ports: Ports) -> Desk:
    """The desk, or RefusedError where this deployment has none."""
    if ports.desk is None:
        raise RefusedError(Message("sensors.no_desk"))
    return ports.desk


def strangers(ports: Ports) -> Sequence[Stranger]:
    """Those that speak on this centre's topics or on topics that name no centre, the surest first, then the newest. Raises RefusedError."""
    try:
        everybody = desk_of(ports).strangers()
    except DeskError as error:
        raise RefusedError(error.message) from error
    return sorted((one for one in everybody if one.centre in (None, ports.centre.id)), key=_doubt)


def _doubt(stranger: Stranger) -> int:
    """How unsure it is what a stranger is; without any proposal most of all."""
    fits = [list(Fit).index(one.fit) for one in stranger.proposals[:1]]
    return fits[0] if fits else len(Fit)


def dismiss(ports: Ports, account: Account, key: str) -> None:
    """Forget a stranger until it speaks again after a day. Raises RefusedError."""
    stranger = _stranger(ports, key)
    try:
        desk_of(ports).dismiss(stranger.key)
    except DeskError as error:
        raise RefusedError(error.message) from error
    note(ports, account, "sensor.dismiss", stranger.key, topic=stranger.topic)


def accept(ports: Ports, account: Account, asked: Acceptance) -> Sensor:
    """Let a stranger in: kept, on the audit trail, and taken up by the ingestor at once. Raises RefusedError,
    and UnreadError when its model reads nothing of what the stranger said."""
    if ports.accepted is None:
        raise RefusedError(Message("sensors.no_desk"))
    stranger = _stranger(ports, asked.stranger)
    sensor = _sensor(ports, stranger, asked)
    if not (asked.unread or _reads(ports, stranger, sensor)):
        raise UnreadError(Message("refused.unread", {"name": sensor.profile}))
    _keep(ports.accepted, AcceptedSensor(sensor=sensor, by=account.name, at=ports.clock()))
    note(
        ports,
        account,
        "sensor.accept",
        sensor.id,
        topic=sensor.topic,
        device=sensor.device,
        space=sensor.space,
        role=sensor.role,
        profile=sensor.profile,
    )
    _reload(ports)
    return sensor


def remove(ports: Ports, account: Account, sensor: str) -> None:
    """Send an accepted sensor back to quarantine. Raises RefusedError, also for one of the centre file."""
    try:
        kept = [one for one in (ports.accepted.all() if ports.accepted else ()) if one.sensor.id == sensor]
        if not kept or ports.accepted is None:
            raise refusal("not_accepted", name=sensor[:64])
        ports.accepted.remove(kept[0].sensor.id)
    except StoreError as error:
        raise refusal("not_kept") from error
    note(ports, account, "sensor.remove", sensor)
    _reload(ports)


def proposed_name(stranger: Stranger, taken: Collection[str]) -> str:
    """A free name for it, made of its own: "Tür-Zähler 7" -> "tur-zahler-7"."""
    named = stranger.device or short_name(stranger.topic)
    plain = unicodedata.normalize("NFKD", named).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9_]+", "-", plain.decode().lower()).strip("-_")[:28] or "sensor"
    free = (words, *(f"{words}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in free if name not in taken)


def short_name(topic: str) -> str:
    """The word of a topic that tells one device from another."""
    words = [word for word in topic.split("/") if word]
    return next((word for word in reversed(words) if word.lower() not in EVERYDAY), topic)


def _stranger(ports: Ports, key: str) -> Stranger:
    found = next((one for one in strangers(ports) if one.key == key), None)
    if found is None:
        raise refusal("stranger_gone")
    return found


def _sensor(ports: Ports, stranger: Stranger, asked: Acceptance) -> Sensor:
    """The sensor that was described, every field checked against what exists.

    A profile that nobody proposed comes in the envelope that the stranger's messages came in.
    """
    role = _role(asked.role)
    proposal = next((one for one in stranger.proposals if one.profile == asked.profile), None)
    sensor = Sensor(
        id=_free_name(ports, asked.name),
        space=_space(ports, asked.space),
        role=role,
        topic=stranger.topic,
        envelope=proposal.envelope if proposal else stranger.envelope,
        profile=_profile(ports, asked.profile),
        interval_s=_interval(asked.interval),
        device=stranger.device,
        reads=dict(proposal.reads) if proposal else {},
        reversed=asked.turned and role in DOORS,
        in_use_above=_power(asked.power) if role is SensorRole.MACHINE else None,
    )
    twin = next((one for one in known_sensors(ports).values() if _same_source(one, sensor)), None)
    if twin is not None:
        raise refusal("already_known", name=twin.id)
    reason = torn(sensor, ports.centre.id, [ports.centre]) if ports.sharded else None
    if reason is not None:
        raise RefusedError(reason)
    return sensor


def _reads(ports: Ports, stranger: Stranger, sensor: Sensor) -> bool:
    """Whether its model finds anything in the newest message. Names that a proposal reads were found in that message."""
    if sensor.reads:
        return True
    try:
        said = desk_of(ports).try_profile(sensor.profile, sensor.envelope, stranger.topic, stranger.sample)
    except DeskError as error:
        raise RefusedError(error.message) from error
    return bool(said.rows or said.events)


def _same_source(one: Sensor, other: Sensor) -> bool:
    return (one.topic, one.device) == (other.topic, other.device) and not one.channels


def _free_name(ports: Ports, name: str) -> SensorId:
    if not KEY.fullmatch(name.strip()):
        raise refusal("bad_name", name=name[:64])
    if name.strip() in known_sensors(ports):
        raise refusal("name_taken", name=name.strip())
    return SensorId(name.strip())


def _space(ports: Ports, space: str) -> SpaceId:
    if space not in ports.centre.spaces:
        raise refusal("no_space")
    return SpaceId(space)


def _role(role: str) -> SensorRole:
    if role not in set(SensorRole):
        raise refusal("no_role")
    return SensorRole(role)


def _profile(ports: Ports, profile: str) -> str:
    try:
        cards = {card.name: card for card in desk_of(ports).profiles()}
    except DeskError as error:
        raise RefusedError(error.message) from error
    if profile not in cards:
        raise refusal("no_profile", name=profile[:64])
    if cards[profile].fault:
        raise refusal("faulty_profile", name=profile)
    return profile


def _interval(text: str) -> int:
    try:
        seconds = int(text)
    except ValueError as error:
        raise refusal("bad_interval", value=text[:32]) from error
    if not 1 <= seconds <= LONGEST_INTERVAL_S:
        raise refusal("bad_interval", value=text[:32])
    return seconds


def _power(text: str) -> float:
    try:
        watts = float(text)
    except ValueError as error:
        raise refusal("bad_power", value=text[:32]) from error
    if not 0 < watts <= 100_000:  # also refuses nan
        raise refusal("bad_power", value=text[:32])
    return watts


def _keep(kept: AcceptedSensors, accepted: AcceptedSensor) -> None:
    try:
        kept.put(accepted)
    except StoreError as error:
        raise refusal("not_kept") from error


def _reload(ports: Ports) -> None:
    """Tell the ingestor now. When it does not answer it still takes the change up by itself within seconds."""
    try:
        desk_of(ports).reload()
    except (DeskError, RefusedError):
        return
