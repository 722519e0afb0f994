"""What is known of sessions that were held: who came, and whether others would have come too."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.demand.block import Block
from models.demand.segment import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A programme in a block of the week. programme: a series' id, or the kind where it is a single session."""

    programme: str
    segment: Segment
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSession:
    """One session held. came: people who came; full: as many came as could, so that more might have come.

    waiting: people left on the waiting list; None = nobody knows, which is not "nobody". An empty list of a full session is
    None too: who sees that it is full need not queue.
    """

    occasion: Occasion
    came: int
    full: bool = False
    waiting: int | None = None

    def __post_init__(self) -> None:
        if self.came < 0 or (self.waiting or 0) < 0:
            raise ValueError(
                f"{self.came} came and {self.waiting} waited at {self.occasion.programme}: below 0"
            )

    @property
    def asked(self) -> int:
        """People who wanted to come, or at least so many where it is `hidden`."""
        return self.came + (self.waiting or 0)

    @property
    def hidden(self) -> bool:
        """Whether more people may have wanted to come than anybody knows of."""
        return self.full and not self.waiting


History = Sequence[PastSession]
