"""Keeping the head of the audit trail in the data folder: each day, and whenever a month was closed."""

import logging
from dataclasses import dataclass

from models.db.anchors import AnchorFile
from models.identity import Audit
from models.ports import Clock, StoreError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Anchoring:
    """The trail, and where its heads are kept."""

    audit: Audit
    file: AnchorFile
    clock: Clock

    def keep(self) -> int:
        """Keep today's head; how many that added. Raises StoreError."""
        return int(self.file.keep(self.audit.head(), self.clock()))

    def after_closing(self) -> None:
        """The month is closed, whether the head can be kept or not; the daily job tells of a folder that takes nothing."""
        try:
            self.keep()
        except StoreError as error:
            log.warning("the head of the audit trail was not kept: %s", error)
