"""What is read for activities beside the programme: held elsewhere, volunteers, satisfaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Activities of one kind that no session stands for. counted: those at which somebody counted; attendances: of these, None =
    of none."""

    kind: str
    held: int
    counted: int
    attendances: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityInputs:
    """volunteer_minutes: of all volunteers together, None = nobody ever wrote any down here; answered: 0 = too few to tell; overfull:
    surveys with more answers than were invited."""

    elsewhere: tuple[Elsewhere, ...] = ()
    volunteers: int | None = None
    volunteer_minutes: int | None = None
    content: int = 0
    answered: int = 0
    overfull: int = 0
