"""The device models in use: the packaged ones and the deployment's own, read again while the ingestor runs."""

import contextlib
import logging
import re
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings
from ingest.decoders import ENVELOPES, faults
from ingest.profile import FOLDER, Profile
from ingest.profile_fault import LONGEST, ProfileError, fault, said
from ingest.profile_file import profile_of_text, read_profile
from models.centre import Centre
from models.desk import Fault, ProfileCard
from models.message import Message

log = logging.getLogger(__name__)

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

TRIED = "trial"
"""What a text is called that has no name yet."""

_Stamp = tuple[int, int, int]
"""Time of change, size and number of a file: a change that keeps all three is not seen."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One look at all files. faults: by name, why that file of the deployment cannot be used."""

    profiles: Mapping[str, Profile]
    stamps: Mapping[Path, _Stamp]
    faults: Mapping[str, Fault]


class Catalogue(Mapping[str, Profile]):
    """Profiles by name. A file of the deployment's own folder goes before a packaged one of the same name.

    `look` takes up what changed since the last look. It swaps the whole table at once, so a message is read by one version
    of its profile, and another thread may read meanwhile. A file that cannot be used keeps its last good version, and
    without one the packaged version; the reason stands in `faults`. A deleted file is gone.
    """

    def __init__(self, own: Path, packaged: Path = FOLDER) -> None:
        self._own, self._packaged = own, packaged
        self._shipped = {file.stem: read_profile(file) for file in sorted(packaged.glob("*.toml"))}
        self._good: dict[str, Profile] = {}
        self._looking = threading.Lock()  # the ingestor looks, and so does whoever keeps a profile
        self._now = _Read(self._shipped, {}, {})
        self.look()

    def __getitem__(self, name: str) -> Profile:
        return self._now.profiles[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now.profiles)

    def __len__(self) -> int:
        return len(self._now.profiles)

    @property
    def faults(self) -> Mapping[str, Fault]:
        """Files of the deployment that cannot be used: name -> what is wrong with file, line, key and value."""
        return self._now.faults

    @property
    def own(self) -> Collection[str]:
        """Names of the deployment's files; they may change at any time, so none may keep the others from being read."""
        return {file.stem for file in self._now.stamps if file.parent == self._own}

    def look(self) -> bool:
        """Take up changed files of the deployment; whether there were any. Never raises."""
        with self._looking:
            stamps = dict(self._stamps())
            if stamps == self._now.stamps:
                return False
            before, self._now = self._now, self._read(stamps)
        for name, found in self._now.faults.items():
            if before.faults.get(name) != found:
                log.warning("profile '%s' is not used: %s", name, found.text)
        return True

    def cards(self) -> Sequence[ProfileCard]:
        """Every model by name, the broken ones too."""
        now, own = self._now, self.own
        return [
            ProfileCard(
                name=name,
                model=now.profiles[name].model if name in now.profiles else "",
                carrier=now.profiles[name].carrier if name in now.profiles else "",
                own=name in own,
                fault=now.faults.get(name),
            )
            for name in sorted(now.profiles.keys() | now.faults.keys())
        ]

    def text(self, name: str) -> str:
        """The TOML of a profile as it lies in its file. Raises ProfileError for an unknown one."""
        files = (self._file(name), self._packaged / f"{name}.toml")
        for file in files if NAME.fullmatch(name) else ():
            with contextlib.suppress(FileNotFoundError, UnicodeDecodeError):
                return file.read_text(encoding="utf-8")
        raise ProfileError(fault(said("no_such", name=name[:64])))

    def check(self, text: str, name: str = TRIED) -> Profile:
        """The profile of a text, were it kept under this name. Raises ProfileError."""
        if not NAME.fullmatch(name):
            raise ProfileError(fault(_bad_name(name)))
        profile = profile_of_text(text, name, f"{name}.toml", (self._own, self._packaged))
        _check_carrier(profile, f"{name}.toml")
        return profile

    def keep(self, name: str, text: str) -> Profile:
        """Write a checked profile into the deployment's own folder and use it from now on. Raises ProfileError."""
        profile = self.check(text, name)
        file = self._file(name)
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._own, prefix=".", delete=False
            ) as draft:
                draft.write(text)
            Path(draft.name).replace(file)
        except OSError as error:
            raise ProfileError(fault(said("unwritable", msg=error.strerror or ""), str(file))) from error
        self.look()
        return profile

    def _file(self, name: str) -> Path:
        return self._own / f"{name}.toml"

    def _stamps(self) -> Iterator[tuple[Path, _Stamp]]:
        """Of the own files and of their families."""
        for file in sorted((*self._own.glob("*.toml"), *self._own.glob("family/*.toml"))):
            with contextlib.suppress(OSError):
                status = file.stat()
                yield file, (status.st_mtime_ns, status.st_size, status.st_ino)

    def _read(self, stamps: Mapping[Path, _Stamp]) -> _Read:
        faults: dict[str, Fault] = {}
        good: dict[str, Profile] = {}
        for file in (file for file in stamps if file.parent == self._own):
            name = file.stem
            try:
                good[name] = self._usable(file)
            except ProfileError as error:
                faults[name] = error.fault
                if name in self._good:
                    good[name] = self._good[name]
        self._good = good
        return _Read({**self._shipped, **good}, stamps, faults)

    def _usable(self, file: Path) -> Profile:
        if not NAME.fullmatch(file.stem):
            raise ProfileError(fault(_bad_name(file.stem), str(file)))
        profile = read_profile(file, (self._packaged,))
        _check_carrier(profile, str(file))
        return profile


def _check_carrier(profile: Profile, origin: str) -> None:
    carriers = sorted({envelope.carrier for envelope in ENVELOPES.values()})
    if profile.carrier not in carriers:
        what = said("carrier", carrier=profile.carrier[:LONGEST], known=", ".join(carriers))
        raise ProfileError(fault(what, origin))


def _bad_name(name: str) -> Message:
    return said("bad_name", name=name[:64], pattern=NAME.pattern)


def own_profiles(settings: Settings) -> Path:
    """The folder of the deployment's own device models."""
    return settings.data.folder / "profiles"


def profile_faults(catalogue: Catalogue, centres: Iterable[Centre]) -> tuple[str, ...]:
    """What is wrong with the models in use: files that cannot be used, and sensors that a model no longer fits."""
    unfit = (text for centre in centres for text in faults(centre, catalogue, catalogue.faults))
    return (*(found.text for found in catalogue.faults.values()), *unfit)
