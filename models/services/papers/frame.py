"""What every paper of a centre is read with."""

from typing import Any

from models.metric.period import Period
from models.ports import Ports
from models.services.month_inputs import calc_version
from models.services.monthly.as_of import as_of


def frame(ports: Ports, period: Period) -> dict[str, Any]:
    """The fields of PaperInputs, but for the coverage. Raises StoreError."""
    return {
        "centre": ports.centre.id,
        "name": ports.centre.name,
        "timezone": ports.centre.timezone,
        "first": period.first,
        "as_of": as_of(ports, period),
        "calc_version": calc_version(ports, period),
        "is_simulated": ports.simulated(),
    }
