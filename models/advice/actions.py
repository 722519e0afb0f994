"""The table of actions: how candidates of each are found. To add one: a finder, an effect, and the words of its key."""

from collections.abc import Callable, Iterator, Mapping

from models.advice.action import Action
from models.advice.candidate import Candidate
from models.advice.finding.house import to_close, to_eat_early, to_price
from models.advice.finding.series import to_release, to_remind, to_resize
from models.advice.finding.sessions import for_dining_halls, to_add, to_grant, to_move
from models.advice.ground import Ground
from models.advice.wanted import Wanted

PLANNED: Mapping[Action, Callable[[Ground], Iterator[Wanted]]] = {
    Action.MOVE_SESSION: to_move,
    Action.ADD_CLASS: to_add,
    Action.GRANT_SLOT: to_grant,
    Action.DUAL_USE: for_dining_halls,
}
"""What needs a room at a time: the week's plan chooses among all of these at once."""

CHOSEN: Mapping[Action, Callable[[Ground], Iterator[Candidate]]] = {
    Action.PRICE_BAND: to_price,
    Action.MEAL_BAND: to_eat_early,
    Action.RELEASE_GHOST: to_release,
    Action.RIGHT_SIZE: to_resize,
    Action.OPENING_HOURS: to_close,
    Action.REMINDER: to_remind,
}
"""What changes something that is there: chosen beside the plan, so that no two spoil each other's measuring."""
