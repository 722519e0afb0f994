"""The pictures of a report on paper. To add one: a function in a module here, a line below, its words `report.picture.<key>`."""

from collections.abc import Mapping, Sequence

from dashboard.report.picture.bars import booked_beside_used, chosen_figure, used_beside_booked
from dashboard.report.picture.effect import effects
from dashboard.report.picture.flow import flow
from dashboard.report.picture.heat import heat
from dashboard.report.picture.piece import Picture

PICTURES: Mapping[str, Sequence[Picture]] = {
    "use": (used_beside_booked,),
    "heat": (heat,),
    "booking": (booked_beside_used,),
    "money_lines": (flow,),
    "advice_weeks": (effects,),
    "own": (chosen_figure,),
}
"""Table -> its pictures, above it."""
