"""Files of a report that somebody asked for: written in the background one form after the other, and dropped on request."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from dashboard.i18n import Translate
from dashboard.imports.held import Owner, Shelf
from dashboard.report.form import FORMS, TYPES, Files, Kept, packed, spoken_name, stem
from models.services.strangers import RefusedError, refusal

log = logging.getLogger(__name__)

MOST_WAITING = 8
"""Parcels that are not written yet: who comes after them is told so, instead of waiting for half an hour."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed over. name: in ASCII; spoken: the same for people; both with their ending."""

    name: str
    spoken: str
    media: str
    content: bytes


@dataclass(slots=True)
class Packing:
    """A parcel on its way. done, of: forms; is_stopped: nobody wants it any more."""

    of: int
    done: int = 0
    is_stopped: bool = False
    future: "Future[Parcel] | None" = None

    @property
    def ended(self) -> bool:
        return self.future is not None and self.future.done()

    def stop(self) -> None:
        """No form is begun after the one that is being written."""
        self.is_stopped = True
        if self.future is not None:
            self.future.cancel()

    def parcel(self) -> Parcel:
        """What came of one that ended. Raises RefusedError, also where it failed, which the log tells."""
        if self.future is None or self.is_stopped or self.future.cancelled():
            raise refusal("report.no_parcel")
        fault = self.future.exception()
        if isinstance(fault, RefusedError):
            raise fault
        if fault is not None:
            log.error("the files of a report failed", exc_info=fault)
            raise refusal("report.parcel_failed")
        return self.future.result()


@dataclass(slots=True)
class Packer:
    """One thread for all parcels of a process: they are heavy, and every page goes on being served. Everybody has one
    parcel, so that nobody keeps the others waiting or pushes theirs out; one that nobody can fetch any more is not written."""

    _shelf: Shelf[Packing] = field(default_factory=lambda: Shelf(left=Packing.stop))
    _beginning: Lock = field(default_factory=Lock)
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="report")
    )

    def begin(self, owner: Owner, forms: Sequence[str], kept: Callable[[], Kept], t: Translate) -> str:
        """The name under which it can be asked for by its owner, whose parcel before is given up. forms: keys of FORMS.
        Raises RefusedError for none, for others, and while too many wait."""
        if not forms or not set(forms) <= FORMS.keys():
            raise refusal("report.no_form")
        packing = Packing(of=len(forms))
        with self._beginning:
            self._give_up(owner)
            if sum(not one.ended for _, _, one in self._shelf.all()) >= MOST_WAITING:
                raise refusal("report.many_parcels")
            packing.future = self._pool.submit(_pack, packing, list(forms), kept, t)
            return self._shelf.put(owner, packing)

    def get(self, owner: Owner, key: str) -> Packing:
        """Raises RefusedError for one that is not there any more, or somebody else's."""
        found = self._shelf.get(owner, key)
        if found is None:
            raise refusal("report.no_parcel")
        return found

    def stop(self, owner: Owner, key: str) -> None:
        """Raises RefusedError as get."""
        self.get(owner, key)
        self._shelf.drop(key)

    def _give_up(self, owner: Owner) -> None:
        for key, whose, _ in self._shelf.all():
            if whose == owner:
                self._shelf.drop(key)


def _pack(packing: Packing, forms: Sequence[str], kept: Callable[[], Kept], t: Translate) -> Parcel:
    files: dict[str, bytes] = {}
    version = kept()
    for form in forms:
        if packing.is_stopped:
            raise refusal("report.no_parcel")
        files |= FORMS[form](version, t)
        packing.done += 1
    return _parcel(version, files, t)


def _parcel(kept: Kept, files: Files, t: Translate) -> Parcel:
    """A single file as it is, several as a ZIP."""
    name, content = next(iter(files.items())) if len(files) == 1 else _zip(kept, files, t)
    ending = name.rpartition(".")[2]
    return Parcel(name, f"{spoken_name(kept.statement, t)}.{ending}", TYPES[ending], content)


def _zip(kept: Kept, files: Mapping[str, bytes], t: Translate) -> tuple[str, bytes]:
    return f"{stem(kept.head, t)}.zip", packed(files)


PACKER = Packer()
