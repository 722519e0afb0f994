"""The inputs of a month -> its statement; the same inputs always make the same one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.document import canonical
from models.report.claim_list import listed
from models.report.comparison import changes, differences
from models.report.disclosure import Earlier, disclosed
from models.report.findings import findings
from models.report.gap import measured_share
from models.report.identities import IdentityError, broken
from models.report.inputs import MonthInputs
from models.report.monthly_statement import Head, MonthlyStatement
from models.report.sheet import Sheet, SheetKey
from models.report.sheets import SHEETS


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What stands on a paper and is not worked out from its inputs, as in Head. digest: of the inputs' bytes as they are kept,
    "" = as this program writes them."""

    number: str
    version: int = 0
    run: str
    digest: str = ""


def made(
    inputs: MonthInputs,
    imprint: Imprint,
    earlier: Sequence[Earlier] = (),
    before: MonthlyStatement | None = None,
) -> MonthlyStatement:
    """The statement of a month. earlier: what readers hold already, so that both together give no small count away; before:
    the version that this one takes the place of, whose differences the cover tells.

    Raises IdentityError where its numbers contradict each other.
    """
    sheets = tuple(SHEETS[key](inputs) for key in SheetKey if key in SHEETS)
    if found := broken(inputs, sheets):
        raise IdentityError(f"{inputs.centre} {inputs.month:%Y-%m}", found)
    told = disclosed(sheets, earlier=[*earlier, *listed(inputs.meals)])
    return MonthlyStatement(
        head=_head(inputs, imprint), sheets=_with_changes(told, before), findings=findings(inputs, told)
    )


def _with_changes(sheets: tuple[Sheet, ...], before: MonthlyStatement | None) -> tuple[Sheet, ...]:
    """The cover, which is the first, tells what changed since the version before."""
    if before is None:
        return sheets
    cover, *others = sheets
    told = changes(differences(before.sheets, sheets))
    return (replace(cover, tables=(*cover.tables, told)), *others)


def digest(inputs: object) -> str:
    """SHA-256 of the canonical bytes, hex: under which a version keeps them."""
    return hashlib.sha256(canonical(inputs)).hexdigest()


def _head(inputs: MonthInputs, imprint: Imprint) -> Head:
    return Head(
        centre=inputs.centre,
        name=inputs.name,
        month=inputs.month,
        number=imprint.number,
        version=imprint.version,
        run=imprint.run,
        as_of=inputs.as_of,
        calc_version=inputs.calc_version,
        digest=imprint.digest or digest(inputs),
        coverage=measured_share(inputs),
        is_simulated=inputs.is_simulated,
        zone=inputs.timezone,
    )
