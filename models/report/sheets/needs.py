"""Sheet 10: needs by topic and by grid, projects by stage with their money."""

from collections.abc import Iterable, Iterator

from models.metric.metric import Unit
from models.report.figure import count, measured, name, words
from models.report.inputs import MonthInputs
from models.report.inputs.needs import NeedCount, ProjectStage
from models.report.sheet import Column, Row, Sheet, SheetKey, Table
from models.report.sheets.use import TOTAL

COUNTS = ("projects", "overdue", "matched")
FEN = ("budget", "committed", "paid")

_NEEDS = (Column(key="needs_came", is_persons=True), Column(key="needs_closed", is_persons=True))
"""A need is somebody's: who lives in a grid from which two came can be known by them."""

_STAGES = (
    Column(key="stage"),
    *(Column(key=f"stage_{key}") for key in COUNTS),
    *(Column(key=f"stage_{key}", unit=Unit.FEN) for key in FEN),
    Column(key="score"),
)


def sheet(inputs: MonthInputs) -> Sheet:
    """需求与项目: empty where nobody keeps them."""
    needs = inputs.needs
    topics, grids, stages = (needs.topics, needs.grids, needs.stages) if needs else ((), (), ())
    return Sheet(
        key=SheetKey.NEEDS,
        tables=(
            Table(key="needs_topics", columns=(Column(key="topic"), *_NEEDS), rows=tuple(_needs(topics))),
            Table(key="needs_grids", columns=(Column(key="grid"), *_NEEDS), rows=tuple(_needs(grids))),
            Table(key="projects", columns=_STAGES, rows=tuple(map(_stage, stages))),
        ),
    )


def _needs(counts: Iterable[NeedCount]) -> Iterator[Row]:
    told = [*counts]
    for one in told:
        yield Row(key=one.key, cells=(name(one.name), count(one.came), count(one.closed)))
    if told:
        sums = (count(sum(one.came for one in told)), count(sum(one.closed for one in told)))
        yield Row(key=TOTAL, cells=(words("report.total"), *sums), is_total=True)


def _stage(one: ProjectStage) -> Row:
    counts = (count(getattr(one, key)) for key in COUNTS)
    fen = (count(getattr(one, f"{key}_fen")) for key in FEN)
    return Row(key=one.stage, cells=(words(f"project.stage.{one.stage}"), *counts, *fen, measured(one.score)))
