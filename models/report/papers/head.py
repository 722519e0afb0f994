"""The head of a paper that is not a month's."""

from models.report.inputs.paper import PaperInputs
from models.report.making import digest
from models.report.monthly_statement import Head
from models.report.paper import Paper


def head(inputs: PaperInputs, paper: Paper, label: str) -> Head:
    """label: what its number ends in ("2026-W49"). The same inputs always have the same head."""
    found = digest(inputs)
    return Head(
        centre=inputs.centre,
        name=inputs.name,
        month=inputs.first,
        number=f"{inputs.centre.upper()}-{label}",
        version=0,
        run=f"{inputs.centre}-{label}-{found[:8]}",
        as_of=inputs.as_of,
        calc_version=inputs.calc_version,
        digest=found,
        coverage=inputs.coverage,
        is_simulated=inputs.is_simulated,
        zone=inputs.timezone,
        paper=paper,
    )
