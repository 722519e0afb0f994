"""Passages through a gate: each is an event with the card's hash, and each that was granted is one person in or out.

Which way somebody went is what the profile says of, in this order: the door ("door1"), the controller's own word ("in",
"out"), or just anybody who passes ("pass").
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.decoders.fields import read_fields
from ingest.decoders.spread import spread
from ingest.keyed_hash import is_keyed
from ingest.profile import Profile
from ingest.sample import Decoded, Happening, Sample
from models.event import EventKind, Word

IN, OUT = "in", "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Somebody at a door. card: believed only as a keyed hash, so that no number can slip through; way: "" = not told."""

    id: str
    granted: bool
    at: datetime | None = None
    way: str = ""
    door: str = ""
    card: object = None
    device: str = ""


def read_passages(profile: Profile, passages: Iterable[Passage]) -> Decoded:
    """Events of all, and an amount of one person for each that was let in or out."""
    samples: list[Sample] = []
    happenings: list[Happening] = []
    for passage in passages:
        counted = _counted(profile, passage)
        way = _way(counted) or passage.way
        samples += [replace(one, device=passage.device) for one in counted] if passage.granted else []
        happenings.append(_swipe(passage, way))
    return Decoded(samples=samples, happenings=happenings)


def _counted(profile: Profile, passage: Passage) -> list[Sample]:
    keys = (f"door{passage.door}", passage.way, "pass")
    key = next((key for key in keys if key in profile.fields), None)
    if key is None:
        return []
    samples, _ = read_fields(profile, {key: 1}, spread(passage.at, passage.id))
    return samples


def _way(counted: list[Sample]) -> str:
    ways = {"people_in_period": IN, "people_out_period": OUT}
    return next((ways[one.measure] for one in counted if one.measure in ways), "")


def _swipe(passage: Passage, way: str) -> Happening:
    words: dict[str, Word] = {"granted": passage.granted}
    if isinstance(passage.card, str) and is_keyed(passage.card):
        words["card"] = passage.card
    words |= {key: word for key, word in (("direction", way), ("door", passage.door)) if word}
    return Happening(kind=EventKind.SWIPE, id=passage.id, values=words, at=passage.at, device=passage.device)
