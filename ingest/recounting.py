"""Business days of a deployment worked out again, a month of a space at a time, by several processes."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from config.settings import Settings
from ingest.catalogue import Catalogue, own_profiles
from ingest.fact_work import FactWork
from ingest.known import Known
from ingest.runtime import calendar_of, database_of, fact_work, known_centres, stores_of
from ingest.whole_file import replaced
from models.calendar import business_date
from models.centre import CentreId, SpaceId
from models.estimate.learning import REMEMBERED
from models.fact_ports import LESSONS, OvertakenError, Settled
from models.slot import CALC_VERSION

ATTEMPTS = 3
"""How often a month is counted again when the ingestor works one of its days out meanwhile."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive business days of one space within a month."""

    centre: CentreId
    space: SpaceId
    days: tuple[date, ...]

    @property
    def key(self) -> str:
        return f"{self.centre}/{self.space}/{self.days[0]}/{self.days[-1]}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be worked out again: None = everything there is; spaces: () = all."""

    since: date | None = None
    until: date | None = None
    spaces: tuple[str, ...] = ()
    from_readings: bool = False

    @property
    def key(self) -> str:
        """The same for the same question to the same calculation: a run that was stopped is taken up by it."""
        span = "/".join(str(day or "") for day in (self.since, self.until))
        return f"{CALC_VERSION}|{span}|{','.join(self.spaces)}|{self.from_readings}"


def pieces(works: Mapping[CentreId, FactWork], wanted: Wanted, now: datetime) -> list[Piece]:
    """Month after month, every space of a month before the next: a day is taught by the days before it."""
    found = [piece for work in works.values() for piece in _of_centre(work, wanted, now)]
    return sorted(found, key=lambda piece: piece.days[0].replace(day=1))


def _of_centre(work: FactWork, wanted: Wanted, now: datetime) -> list[Piece]:
    span = work.book.span()
    if span is None:
        return []
    zone = work.centre.zone_info
    first = max(wanted.since or date.min, business_date(span.start, zone))
    last = min(wanted.until or date.max, business_date(now, zone))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    months = [tuple(group) for _, group in groupby(days, key=lambda day: day.replace(day=1))]
    spaces = [space for space in work.centre.spaces if not wanted.spaces or space in wanted.spaces]
    return [Piece(work.centre.id, space, month) for month in months for space in spaces]


def works_of(settings: Settings) -> dict[CentreId, FactWork]:
    """What works out the days of each centre. Raises ConfigError and StoreError."""
    database = database_of(settings)
    calendar, catalogue = calendar_of(database), Catalogue(own_profiles(settings))
    files = known_centres(settings, catalogue)
    accepted = {key: database.accepted(key) for key in files}
    known = Known(files, accepted, catalogue, sharded=settings.ingest.shards > 1)
    known.look()
    centres = known.centres
    stores = stores_of(settings, centres)
    return {
        key: fact_work(settings, centre, stores[key], database, calendar) for key, centre in centres.items()
    }


def recounts(settings: Settings, until: datetime, *, from_readings: bool) -> Callable[[Piece], Settled]:
    """What a process does with its pieces."""
    works = works_of(settings)
    for work in works.values():
        work.follows = False  # the days that learn from these come next, or are asked for at the end

    def recount(piece: Piece) -> Settled:
        work = works[piece.centre]
        if not from_readings:
            return work.again(piece.space, piece.days, until)
        return sum((_count(work, piece.space, day, until) for day in piece.days), Settled())

    return recount


def ask_pupils(works: Mapping[CentreId, FactWork], wanted: Wanted, now: datetime) -> None:
    """After a count up to a day of the past: the days behind it were taught by what its last ones said before."""
    for work in works.values():
        last = business_date(now, work.centre.zone_info)
        days = range(1, min(REMEMBERED, (last - (wanted.until or last)).days) + 1)
        spaces = [space for space in work.centre.spaces if not wanted.spaces or space in wanted.spaces]
        later = {(space, (wanted.until or last) + timedelta(days=n)) for space in spaces for n in days}
        work.book.ask(later, LESSONS)


def _count(work: FactWork, space: SpaceId, day: date, until: datetime) -> Settled:
    """One day at a time: each is taught by the one before. Raises OvertakenError."""
    for _ in range(ATTEMPTS - 1):
        try:
            return work.from_readings(space, [day], until)
        except OvertakenError:
            continue
    return work.from_readings(space, [day], until)


@dataclass(slots=True)
class Journal:
    """Which pieces of a question are done: a small file in the data folder, gone once all are."""

    file: Path
    question: str
    done: set[str] = field(default_factory=set)

    def mark(self, piece: Piece) -> None:
        self.done.add(piece.key)
        tree = {"question": self.question, "done": sorted(self.done)}
        replaced(self.file, json.dumps(tree, indent=1).encode())

    def left(self, found: Sequence[Piece]) -> list[Piece]:
        return [piece for piece in found if piece.key not in self.done]

    def close(self) -> None:
        self.file.unlink(missing_ok=True)


def journal(folder: Path, wanted: Wanted) -> Journal:
    """What a stopped run of the same question has left; a torn or another question's file is none."""
    file = folder / "recount.json"
    try:
        tree = json.loads(file.read_text(encoding="utf-8"))
        done = set(tree["done"]) if tree["question"] == wanted.key else set()
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        done = set()
    return Journal(file, wanted.key, done)
