"""A browser may ask anything: a deed that is known is done, a refusal is words, the rest is passed over."""

import pytest
from dash.exceptions import PreventUpdate

from dashboard.answer import LONGEST_FIELD, Fields, Json, answered, fields_of
from dashboard.page import Visit
from models.message import Message
from models.services.strangers import RefusedError, refusal
from tests.dashboard.pages.test_live import a_visit


def _greet(visit: Visit, fields: Fields) -> Json:
    return {"text": f"{visit.account.name} and {fields.get('whom', 'nobody')}"}


def _refuse(_visit: Visit, _fields: Fields) -> Json:
    raise refusal("no_space")


def _mumble(_visit: Visit, _fields: Fields) -> Json:
    raise RefusedError(Message("desk.no.such.words"))


DEEDS = {"greet": _greet, "refuse": _refuse, "mumble": _mumble}


def test_a_deed_is_answered_with_its_number() -> None:
    told = answered(a_visit(), {"do": "greet", "whom": "li", "n": 7}, DEEDS)
    assert told == {"n": 7, "ok": True, "text": "somebody and li"}


def test_a_refusal_is_told_in_words_also_when_there_are_none() -> None:
    assert answered(a_visit(), {"do": "refuse", "n": 1}, DEEDS) == {
        "n": 1,
        "ok": False,
        "text": "Please choose the space where it is.",
    }
    assert answered(a_visit(), {"do": "mumble"}, DEEDS)["text"]


@pytest.mark.parametrize("asked", [None, [], "greet", {}, {"do": "unknown"}, {"do": ["greet"]}, {"do": 7}])
def test_anything_else_is_passed_over(asked: object) -> None:
    with pytest.raises(PreventUpdate):
        answered(a_visit(), asked, DEEDS)


def test_only_texts_of_a_bounded_length_are_taken() -> None:
    assert fields_of({"a": "x", "b": 3, "c": {"d": "e"}, "f": "y" * (LONGEST_FIELD + 9)}) == {
        "a": "x",
        "f": "y" * LONGEST_FIELD,
    }
