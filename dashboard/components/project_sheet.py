"""Sheets that can be taken along from the board: projects, open findings, courtyards."""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components.project_money import share_rows
from dashboard.components.project_words import courtyard_words, name_words
from dashboard.csv_sheet import Cell
from dashboard.page import Visit
from dashboard.yuan import yuan_cell
from models.needs.funding import Share, by_courtyard, shares
from models.needs.judgement import open_findings, whole_score
from models.services.project_need import courtyard_voices
from models.services.projects import Card


def shares_of(visit: Visit, cards: Sequence[Card]) -> list[Share]:
    """Money beside need, by courtyard."""
    projects, paid = [one.project for one in cards], {one.project.id: one.progress.paid for one in cards}
    return shares(by_courtyard(projects, paid), courtyard_voices(visit.ports, visit.account))


Rows = list[list[Cell]]


def _project_rows(visit: Visit, cards: Sequence[Card]) -> Rows:
    t = visit.translate
    head = ("number", "name", "kind", "stage", "standing", "courtyard", "begun", "due", "overdue", "needs")
    more = ("budget", "committed", "paid", "attendances", "satisfied", "answers", "score", "lights")
    rows: Rows = [[t(f"project.sheet.{key}") for key in (*head, *more)]]
    for card in cards:
        one, rating = card.project, card.progress.rating
        lit = [t(f"project.light.{light.key}") for light in card.lights if light.is_on]
        rows.append(
            [
                *(
                    one.number,
                    name_words(t, one),
                    t(f"project.kind.{one.kind}"),
                    t(f"project.stage.{one.stage}"),
                ),
                *(
                    t(f"project.standing.{one.standing}"),
                    courtyard_words(visit, one.courtyard),
                    f"{one.begun_on}",
                ),
                *(f"{one.due}" if one.due else None, card.overdue, len(one.needs)),
                *(yuan_cell(fen) for fen in (card.funds.budget, card.funds.committed, card.funds.paid)),
                *(
                    card.progress.attendances,
                    rating.rate if rating else None,
                    rating.answered if rating else None,
                ),
                *(whole_score(one), t("project.and").join(lit)),
            ]
        )
    return rows


def _finding_rows(visit: Visit, cards: Sequence[Card]) -> Rows:
    t = visit.translate
    rows: Rows = [
        [t(f"project.sheet.{key}") for key in ("number", "name", "indicator", "score", "finding", "by")]
    ]
    for card in cards:
        for one in open_findings(card.project):
            named = (card.project.number, name_words(t, card.project), one.indicator)
            rows.append([*named, one.score, one.finding, one.by])
    return rows


SHEETS: Mapping[str, Callable[[Visit, Sequence[Card]], Rows]] = {
    "projects": _project_rows,
    "findings": _finding_rows,
    "share": lambda visit, cards: share_rows(visit, shares_of(visit, cards)),
}
"""What can be taken along as numbers."""
