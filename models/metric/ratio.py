"""The one division of the product: a part over a whole, where nothing over nothing is not known."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None = no data when the whole is nothing. Never 0 for unknown."""
    return part / whole if whole > 0 else None


def ratios(part: Numbers, whole: Numbers) -> Numbers:
    """The same for arrays of one shape; nan = no data."""
    empty = np.full_like(whole, np.nan, dtype=np.float64)
    return np.asarray(np.divide(part, whole, out=empty, where=whole > 0), dtype=np.float64)


def known(part: float, basis: float) -> float | None:
    """The part itself, where there was anything from which it could have come; else None."""
    return part if basis > 0 else None
