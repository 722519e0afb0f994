"""A needs port between whose reading and writing somebody else acts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.audit import AuditEntry
from models.needs.need import Need
from models.needs.ports import Needs


@dataclass
class Overtaken:
    """Hands everything on; before the first writing the other's deed is done."""

    real: Needs
    act: Callable[[], object] | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def put(self, needs: Sequence[Need], told: AuditEntry) -> list[Need]:
        self._first()
        return self.real.put(needs, told)

    def remove(self, need: Need, told: AuditEntry) -> None:
        self._first()
        self.real.remove(need, told)

    def _first(self) -> None:
        act, self.act = self.act, None
        if act is not None:
            act()
