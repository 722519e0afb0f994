"""An OpenActive feed of somebody else read as far as it goes, as rows that are tried and taken in like those of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from models.exchange.columns import IMPORTS, House
from models.exchange.dataset import dataset
from models.exchange.drafting import drafted
from models.exchange.foreign_sessions import HEADER, YES, Offer, Parents, offer, parents
from models.exchange.remote import AddressError, Remote, host_port
from models.exchange.rpde_reader import FeedItem, follow, read_page
from models.exchange.sheet import Draft, FileError, Sheet
from models.ports import Ports
from models.programme.session import Session
from models.services.imports import names_of
from models.services.regeneration import programme_of
from models.services.strangers import RefusedError, refusal

SESSIONS = "sessions"
CHILDREN = ("sessions", "slots")
PARENTS = ("series", "facilities")
"""What feeds hold (models.exchange.dataset): the things that take place, of which the first that there is are followed
from where they were left (sessions take slots as well), and what these have their names from, read whole each time."""

LONGEST_NUMBER = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read. places: address of a feed -> where it goes on another time; digest: tells readings apart;
    strange: items of kinds that we do not know."""

    draft: Draft
    digest: str
    places: Mapping[str, str] = field(default_factory=dict)
    strange: int = 0


def read_feeds(ports: Ports, address: str, defaults: Mapping[str, str], *, whole: bool = False) -> Reading:
    """Read a feed, or all feeds of a dataset page, from where they were left; whole: from the beginning.

    Raises RefusedError with the reason.
    """
    if ports.feeds.remote is None:
        raise refusal("import.no_remote")
    try:
        return _read(ports, ports.feeds.remote, address.strip(), defaults, whole=whole)
    except (AddressError, FileError) as error:
        raise RefusedError(error.message) from error


def _read(ports: Ports, fetch: Remote, address: str, defaults: Mapping[str, str], *, whole: bool) -> Reading:
    feeds = _feeds(fetch, address)
    above = [one for held in PARENTS if held in feeds for one in follow(fetch, feeds[held]).items.values()]
    source = next((feeds[held] for held in CHILDREN if held in feeds), "")
    if not source:
        raise AddressError("no_feed")
    read, house, tag = follow(fetch, _begin(ports, source, whole=whole)), names_of(ports), _tag(source)
    found = _offer(ports, [*read.items.values()], above, house)
    rows = [[number(tag, row[0]), *row[1:]] for row in found.sheet.rows]
    rows += _called_off(ports, [number(tag, key) for key in found.gone])
    sheet = Sheet(header=HEADER, rows=rows, numbers=range(1, len(rows) + 1))
    draft = drafted(IMPORTS[SESSIONS], sheet, house, defaults)
    return Reading(draft=draft, digest=_digest(rows), places={source: read.next}, strange=found.strange)


def _feeds(fetch: Remote, address: str) -> Mapping[str, str]:
    """The feeds of a dataset page, which must be of its host; a feed that is named itself is one of sessions."""
    content = fetch(address)
    try:
        read_page(content)
    except AddressError:
        found = dataset(content)
    else:
        return {SESSIONS: address}
    for one in found.values():
        if host_port(one) != host_port(address):
            raise AddressError("elsewhere", host=host_port(one)[1])
    return found


def _begin(ports: Ports, address: str, *, whole: bool) -> str:
    left = "" if whole or ports.feeds.places is None else ports.feeds.places.next_of(address)
    return left or address


def _offer(ports: Ports, items: Sequence[FeedItem], above: Sequence[FeedItem], house: House) -> Offer:
    """A feed may hold its own parents, too."""
    known = Parents({**parents(items).known, **parents(above).known})
    return offer(items, known, house, ports.centre.zone_info)


def _tag(address: str) -> str:
    """Items of two feeds may have the same number."""
    return blake2b(address.partition("?")[0].encode(), digest_size=6).hexdigest()


def number(tag: str, key: str) -> str:
    """The number of an item among all that ever come in."""
    if len(key) > LONGEST_NUMBER:
        key = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{tag}:{key}"


def _called_off(ports: Ports, keys: Sequence[str]) -> list[list[str]]:
    """Rows that call off what was taken in earlier and is told no more. What has begun stays: feeds forget the past."""
    known = ports.batches.latest(SESSIONS, keys) if ports.batches is not None else {}
    kept = {one.id: one for one in programme_of(ports).sessions.find([row.subject for row in known.values()])}
    return [
        _row(ports, key, session)
        for key, row in known.items()
        if (session := kept.get(row.subject)) is not None and session.window.start > ports.clock()
    ]


def _row(ports: Ports, key: str, one: Session) -> list[str]:
    zone = ports.centre.zone_info
    start, end = one.window.start.astimezone(zone), one.window.end.astimezone(zone)
    told = {
        "key": key,
        "title": one.title.get("zh-Hans", ""),
        "title_en": one.title.get("en", ""),
        "units": ",".join(one.units),
        "day": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "called_off": YES,
        **{
            name: str(getattr(one, name))
            for name in ("space", "kind", "organiser", "coach", "places", "expected")
        },
    }
    return [told[name] for name in HEADER]


def _digest(rows: Sequence[Sequence[str]]) -> str:
    return blake2b(repr(rows).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def keep_places(ports: Ports, places: Mapping[str, str]) -> None:
    """Another time feeds are read from here on: to be said once everything that was read is taken in."""
    for address, following in places.items():
        if ports.feeds.places is not None:
            ports.feeds.places.put(address, following, ports.clock())
