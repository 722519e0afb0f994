"""What a page's script is answered when it asked for a deed: one small value for assets/40-ask.js."""

from collections.abc import Callable, Mapping
from typing import Any

from dash.exceptions import PreventUpdate

from dashboard.components.spoken import sentence
from dashboard.page import Visit
from models.account import Permission
from models.services.strangers import RefusedError

Json = dict[str, Any]
Fields = Mapping[str, str]
Deed = Callable[[Visit, Fields], Json]

LONGEST_FIELD = 200_000
"""Characters; a profile and a payload with its spaces stay below it."""


def fields_of(asked: object) -> dict[str, str]:
    """The texts of a question. A browser may send anything: what is no text is left out."""
    if not isinstance(asked, dict):
        raise PreventUpdate
    return {str(key)[:64]: value[:LONGEST_FIELD] for key, value in asked.items() if isinstance(value, str)}


def answered(visit: Visit, asked: object, deeds: Mapping[str, Deed]) -> Json:
    """Do what was asked for by name. A refusal is an answer in words; a deed that nobody knows is none."""
    fields = fields_of(asked)
    deed = deeds.get(fields.get("do", ""))
    if deed is None:
        raise PreventUpdate
    number = asked.get("n") if isinstance(asked, dict) else None
    try:
        answer = deed(visit, fields)
    except RefusedError as error:
        answer = {"ok": False, "text": sentence(visit.translate, error.message)}
    return {"n": number if isinstance(number, int) else 0, "ok": True, **answer}


def permitted(visit: Visit, deeds: Mapping[str, tuple[Permission, Deed]]) -> Mapping[str, Deed]:
    """The deeds of a page whose deeds need different rights: what the person may not do is refused in words."""
    return {name: deed if visit.may(right) else _forbidden for name, (right, deed) in deeds.items()}


def _forbidden(visit: Visit, _fields: Fields) -> Json:
    return {"ok": False, "text": visit.translate("error.forbidden")}
