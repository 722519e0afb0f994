"""`data-*` and `aria-*` attributes of Dash's HTML components, spelt as Python names."""

from typing import Any


def marks(**values: str) -> dict[str, Any]:
    """data_space="gym" -> {"data-space": "gym"}, to be spread into a component."""
    return {name.replace("_", "-"): value for name, value in values.items()}
