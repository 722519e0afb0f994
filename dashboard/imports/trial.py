"""A file tried against a centre: every row with what would become of it, and nothing written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from dashboard.imports.reading import read_drafts
from models.exchange.batch import Outcome
from models.exchange.sheet import FileError
from models.ports import Ports
from models.services.foreign_feed import keep_places, read_feeds
from models.services.imports import Judged, dry_run, names_of
from models.services.strangers import RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a file says and what it would do. kind: of its rows, or its format where it holds several."""

    file: str
    kind: str
    digest: str
    rows: Sequence[Judged]
    ignored: Sequence[str]
    places: Mapping[str, str] = field(default_factory=dict)
    """Of feeds: where each goes on another time."""
    strange: int = 0

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows come to what, in the order of Outcome."""
        found = Counter(one.outcome for one in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}


def tried(ports: Ports, name: str, content: bytes, kind: str, defaults: Mapping[str, str]) -> Trial:
    """Read a file and try its rows. Raises RefusedError with the reason."""
    try:
        drafts = read_drafts(name, content, kind, ports.centre.timezone, names_of(ports), defaults)
    except FileError as error:
        raise RefusedError(error.message) from error
    return Trial(
        file=name,
        kind=" + ".join(sorted({draft.kind for draft in drafts})),
        digest=sha256(content).hexdigest(),
        rows=[one for draft in drafts for one in dry_run(ports, draft)],
        ignored=sorted({header for draft in drafts for header in draft.ignored}),
    )


def tried_feed(ports: Ports, address: str, defaults: Mapping[str, str], *, whole: bool = False) -> Trial:
    """Read a feed and try what it says. Raises RefusedError with the reason."""
    read = read_feeds(ports, address, defaults, whole=whole)
    return Trial(
        file=address,
        kind=read.draft.kind,
        digest=read.digest,
        rows=dry_run(ports, read.draft),
        ignored=[],
        places=read.places,
        strange=read.strange,
    )


def settled(ports: Ports, trial: Trial, refused: int) -> None:
    """Everything of a trial was taken in. A feed goes on from there only where no row was left: whoever mends what was
    in the way finds it again."""
    if not refused and not trial.counts[Outcome.FAULTY]:
        keep_places(ports, trial.places)
