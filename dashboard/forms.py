"""Parts of plain forms: a labelled field, a word about what was wrong."""

from dashboard.markup import Markup, tag, text
from dashboard.plain import Speech


def field(
    said: Speech, name: str, kind: str, *, autocomplete: str, value: str = "", hint: str = ""
) -> Markup:
    """A label above its input; `field.<name>` in the catalogue."""
    described = {"aria-describedby": f"{name}-hint"} if hint else {}
    attributes: dict[str, str | bool] = {
        "id": name,
        "name": name,
        "type": kind,
        "autocomplete": autocomplete,
        "required": True,
    }
    entry = tag("input", {**attributes, "value": value, "maxlength": "256", **described})
    below = tag("span", {"class": "hint", "id": f"{name}-hint"}, hint) if hint else Markup()
    label = tag("label", {"for": name}, said.translate(f"field.{name}"))
    return tag("div", {"class": "field"}, label, entry, below)


def fault(said: Speech, key: str | None) -> Markup:
    """What went wrong, read out at once by a screen reader."""
    return tag("p", {"class": "fault", "role": "alert"}, said.translate(key)) if key else Markup()


def success(said: Speech, key: str | None) -> Markup:
    """What was done."""
    return tag("p", {"class": "success", "role": "status"}, text(said.translate(key))) if key else Markup()
