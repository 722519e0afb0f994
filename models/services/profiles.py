"""The models that can be read: listed, tried on a pasted payload, and kept once a trial showed that they read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from models.account import EVERYWHERE, Account, Permission
from models.desk import DeskError, ProfileCard, Trial
from models.payload import PayloadError, Spelling, payload_of
from models.ports import Ports
from models.services.deed import done_by
from models.services.known_sensors import known_sensors
from models.services.strangers import RefusedError, desk_of, refusal

FRAME = ""
"""The envelope of a bare LoRaWAN frame, as a vendor's manual prints it."""

ENVELOPES = (
    FRAME,
    *("native", "chirpstack", "tts", "zigbee2mqtt", "shelly", "tasmota", "senml", "thingsboard", "jetlinks"),
    *(
        "homeassistant",
        "sparkplug",
        "huawei-vias",
        "axis",
        "milesight-ip",
        "uhppoted",
        "dejaos",
        "platform-push",
    ),
    "vending",
)
"""What a message may be wrapped in. The decoders are the ingestor's; a test holds this list to theirs."""

LONGEST_PROFILE = 64 * 1024
"""Characters of a profile."""

LONGEST_TOPIC = 256

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
"""What a profile may be called: it becomes the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What lies on the workbench, as it was typed."""

    text: str
    payload: str
    spelling: str = Spelling.AUTO
    envelope: str = FRAME
    topic: str = ""


def profiles(ports: Ports) -> Sequence[ProfileCard]:
    """Every model, own ones and faulty ones first. Raises RefusedError."""
    try:
        cards = desk_of(ports).profiles()
    except DeskError as error:
        raise RefusedError(error.message) from error
    return sorted(cards, key=lambda card: (not card.fault, not card.own, card.name))


def profile_text(ports: Ports, name: str) -> str:
    """The TOML of a profile; "" when there is none of that name. Raises RefusedError."""
    if name not in {card.name for card in profiles(ports)}:
        return ""
    try:
        return desk_of(ports).profile_text(name)
    except DeskError as error:
        raise RefusedError(error.message) from error


def attempt(ports: Ports, bench: Bench) -> Trial:
    """What the payload would say. Nothing is kept or counted. Raises RefusedError."""
    topic, payload = _message(bench)
    _bounded(bench.text)
    try:
        return desk_of(ports).try_profile(bench.text, bench.envelope, topic, payload)
    except DeskError as error:
        raise RefusedError(error.message) from error


def keep(ports: Ports, account: Account, name: str, bench: Bench) -> None:
    """Keep it as an own profile, after it read the payload on the bench without a fault. Raises RefusedError.

    A profile serves every centre of the deployment, so only who may manage sensors everywhere may keep one.
    """
    if not account.may(Permission.SENSOR_MANAGE, EVERYWHERE):
        raise refusal("everywhere_only")
    if not NAME.fullmatch(name.strip()):
        raise refusal("bad_profile_name", name=name[:64])
    packaged = {card.name for card in profiles(ports) if not card.own}
    if name.strip() in packaged:
        raise refusal("packaged_name", name=name.strip())
    if not succeeded(attempt(ports, bench)):
        raise refusal("untried")
    try:
        desk_of(ports).keep_profile(name.strip(), bench.text)
    except DeskError as error:
        raise RefusedError(error.message) from error
    kept = done_by(ports, account, "profile.keep", name.strip(), characters=len(bench.text))
    ports.audit(replace(kept, centre=""))  # it serves every centre


def envelope_of(ports: Ports, topic: str) -> str:
    """What a message on a topic is most likely wrapped in: as that of the known sensor whose topic is most like it."""
    wrapped = [(_alike(topic, one.topic), one.envelope) for one in known_sensors(ports).values()]
    likeness, envelope = max(wrapped, default=(0, FRAME))
    return envelope if likeness else FRAME


def _alike(one: str, other: str) -> int:
    """How many words two topics begin with in common."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def succeeded(trial: Trial) -> bool:
    """Whether a trial read something and found no fault."""
    said = trial.rows or trial.events or trial.vitals
    return bool(said) and not trial.faults


def _message(bench: Bench) -> tuple[str, bytes]:
    spelling = Spelling(bench.spelling) if bench.spelling in set(Spelling) else Spelling.AUTO
    try:
        payload = payload_of(bench.payload, spelling)
    except PayloadError as error:
        raise RefusedError(error.message) from error
    if bench.envelope == FRAME and payload.lstrip().startswith((b"{", b"[")):
        raise refusal("json_frame")
    return bench.topic.strip()[:LONGEST_TOPIC], payload


def _bounded(text: str) -> None:
    if not text.strip():
        raise refusal("no_profile_text")
    if len(text) > LONGEST_PROFILE:
        raise refusal("long_profile", n=len(text), most=LONGEST_PROFILE)
