"""Makes the store's buckets as soon as the store can be reached: it may start later than we do."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from models.ports import StoreError, StoreUnavailableError

log = logging.getLogger(__name__)

RETRY_S = 15.0


@dataclass(slots=True)
class StorePreparation:
    """ensure: makes what is missing, names what it changed; raises StoreError."""

    ensure: Callable[[], object]
    settled: bool = False

    def run(self, stop: threading.Event) -> None:
        """Until it worked or was refused for good, then idle until told to stop."""
        while not stop.wait(0.0 if not self.settled else RETRY_S):
            if not self.settled:
                self.step()
                stop.wait(0.0 if self.settled else RETRY_S)

    def step(self) -> None:
        """One attempt."""
        try:
            self.ensure()
        except StoreUnavailableError as error:
            log.warning("the store cannot be prepared yet: %s", error)
        except StoreError as error:
            # `prepare` and `doctor --fix` make the buckets; our token may only read and write them.
            log.warning("the store is not prepared by us: %s", error)
            self.settled = True
        else:
            self.settled = True
