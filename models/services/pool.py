"""Who can help: talents and resources as people keep them, what a topic takes, which words mean the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from models.account import Account, Permission
from models.centre import SpaceKind
from models.exchange.cell import CellError, party_code
from models.message import LocalText
from models.needs.need import Topic
from models.needs.ports import LoopChangedError
from models.needs.provider import Match, Provider
from models.needs.takes import Synonyms, Takes
from models.ports import Ports
from models.services.deed import done_by
from models.services.loop import pool_of
from models.services.needs import topics
from models.services.strangers import refusal

T = TypeVar("T")

LONGEST_NAME, LONGEST_TAG, MOST_TAGS = 60, 30, 30
MOST_MINUTES = 31 * 24 * 60
MOST_FEN = 10**11
MOST_GROUPS, MOST_WORDS = 200, 20


def may_match(ports: Ports, account: Account) -> None:
    """Raises RefusedError."""
    if not account.may(Permission.POOL_EDIT, ports.centre.id):
        raise refusal("match.not_allowed")


def providers(ports: Ports, account: Account) -> list[Provider]:
    """By id, those who retired too. Raises RefusedError."""
    may_look(ports, account)
    return pool_of(ports).providers()


def matches(ports: Ports, account: Account) -> list[Match]:
    """By id. Raises RefusedError."""
    may_look(ports, account)
    return pool_of(ports).matches()


def may_look(ports: Ports, account: Account) -> None:
    """Raises RefusedError."""
    if not account.may(Permission.NEED_READ, ports.centre.id):
        raise refusal("match.not_allowed")


def save_provider(ports: Ports, account: Account, provider: Provider) -> Provider:
    """Add or change a talent or a resource. Raises RefusedError."""
    may_match(ports, account)
    named = replace(provider, name=_named(provider.name))
    fault = provider_fault(ports, named)
    if fault:
        raise refusal(f"provider.{fault}")
    told = done_by(ports, account, "provider.save", named.id, kind=named.kind, retired=str(named.retired))
    return _kept(lambda: pool_of(ports).put_provider(named, told))


def provider_fault(ports: Ports, provider: Provider) -> str:
    """What is wrong with it, a key of `refused.provider.*`; "" = nothing."""
    return next((key for key, wrong in FAULTS.items() if wrong(ports, provider)), "")


def _named(name: LocalText) -> LocalText:
    told = {language: " ".join(words.split()) for language, words in name.items() if words.strip()}
    return told if all(len(words) <= LONGEST_NAME for words in told.values()) else {}


def _contact_is_personal(_: Ports, provider: Provider) -> bool:
    try:
        party_code(provider.contact)
    except CellError:
        return True
    return False


FAULTS: Mapping[str, Callable[[Ports, Provider], bool]] = {
    "id": lambda _, one: not one.id.strip() or len(one.id) > LONGEST_NAME,
    "name": lambda _, one: not one.name,
    "tags": lambda _, one: (
        not 1 <= len(one.tags) <= MOST_TAGS or any(not 1 <= len(tag) <= LONGEST_TAG for tag in one.tags)
    ),
    "hours": lambda _, one: any(
        not (0 <= span.weekday <= 6 and 0 <= span.start_minute < span.end_minute <= 1440)
        for span in one.hours
    ),
    "minutes": lambda _, one: not 0 <= one.minutes_a_month <= MOST_MINUTES,
    "money": lambda _, one: not 0 <= one.money_fen <= MOST_FEN,
    "venue": lambda ports, one: bool(one.venue) and one.venue not in ports.centre.spaces,
    "valid": lambda _, one: one.valid_to is not None and one.valid_to < one.valid_from,
    "score": lambda _, one: one.score is not None and not 0 <= one.score <= 1,
    "contact": _contact_is_personal,
}
"""Each is `refused.provider.<key>`."""


def retire(ports: Ports, account: Account, key: str, *, retired: bool) -> Provider:
    """Take one out of the pool, or back into it. Raises RefusedError."""
    return save_provider(ports, account, replace(one_provider(ports, key), retired=retired))


def one_provider(ports: Ports, key: str) -> Provider:
    """Raises RefusedError where there is none."""
    found = next((one for one in pool_of(ports).providers() if one.id == key), None)
    if found is None:
        raise refusal("match.no_provider")
    return found


def takes_by_topic(ports: Ports) -> Mapping[str, Takes]:
    """Of every topic; one that nobody changed takes an hour and a half in its own kind of space and zone."""
    kept = {one.topic: one for one in pool_of(ports).takes()}
    return {key: kept.get(key, _usual(topic)) for key, topic in topics(ports).items()}


def _usual(topic: Topic) -> Takes:
    room = next((kind for kind in SpaceKind if kind.value == topic.space_kind), SpaceKind.ROOM)
    return Takes(topic=topic.key, room=room, zone=topic.zone)


def save_takes(ports: Ports, account: Account, takes: Takes) -> Takes:
    """Raises RefusedError."""
    may_match(ports, account)
    if takes.topic not in topics(ports):
        raise refusal("match.no_topic")
    if not (
        0 <= takes.minutes <= 24 * 60 and 0 <= takes.money_fen <= MOST_FEN and len(takes.goods) <= MOST_TAGS
    ):
        raise refusal("match.takes")
    told = done_by(ports, account, "match.takes", takes.topic, minutes=takes.minutes, fen=takes.money_fen)
    return _kept(lambda: pool_of(ports).put_takes(takes, told))


def synonyms(ports: Ports) -> Synonyms:
    """Raises RefusedError where this deployment keeps no pool."""
    return pool_of(ports).synonyms()


def save_synonyms(ports: Ports, account: Account, known: Synonyms) -> Synonyms:
    """Raises RefusedError."""
    may_match(ports, account)
    groups = known.groups
    if len(groups) > MOST_GROUPS or any(
        len(group) > MOST_WORDS or any(len(word) > LONGEST_TAG for word in group) for group in groups
    ):
        raise refusal("match.synonyms", most=MOST_GROUPS)
    told = done_by(ports, account, "match.synonyms", groups=len(groups))
    return _kept(lambda: pool_of(ports).put_synonyms(known, told))


def _kept(put: Callable[[], T]) -> T:
    try:
        return put()
    except LoopChangedError as error:
        raise refusal("match.changed") from error
