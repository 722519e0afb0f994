"""Files of a report that somebody asked for: written in the background one form after the other, and dropped on request."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.i18n import Translate
from dashboard.imports.held import Owner
from dashboard.report.form import FORMS, TYPES, Files, Kept, packed, spoken_name, stem
from dashboard.report.work import Faults, Work, Workshop
from models.account import Permission
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed over. name: in ASCII; spoken: the same for people; both with their ending; readers: as in Kept."""

    name: str
    spoken: str
    media: str
    content: bytes
    readers: Sequence[frozenset[Permission]]


Packing = Work[Parcel]
"""A parcel on its way; its steps are forms."""


class Packer(Workshop[Parcel]):
    """Where the parcels of a process are written."""

    def __init__(self) -> None:
        super().__init__("report", Faults("report.no_parcel", "report.parcel_failed", "report.many_parcels"))

    def begin(self, owner: Owner, forms: Sequence[str], kept: Callable[[], Kept], t: Translate) -> str:
        """forms: keys of FORMS. Raises RefusedError as start, and for no form or others."""
        if not forms or not set(forms) <= FORMS.keys():
            raise refusal("report.no_form")
        return self.start(owner, lambda packing: _pack(packing, list(forms), kept, t), of=len(forms))


def _pack(packing: Packing, forms: Sequence[str], kept: Callable[[], Kept], t: Translate) -> Parcel:
    files: dict[str, bytes] = {}
    version = kept()
    for n, form in enumerate(forms):
        packing.step(n, len(forms))
        files |= FORMS[form](version, t)
    packing.step(len(forms), len(forms))
    return _parcel(version, files, t)


def _parcel(kept: Kept, files: Files, t: Translate) -> Parcel:
    """A single file as it is, several as a ZIP; under the name of the report, without a folder."""
    single = next(iter(files)) if len(files) == 1 else ""
    ending = single.rpartition(".")[2] if single else "zip"
    name, content = f"{stem(kept.head, t)}.{ending}", files[single] if single else packed(files)
    return Parcel(name, f"{spoken_name(kept.statement, t)}.{ending}", TYPES[ending], content, kept.readers)


PACKER = Packer()
