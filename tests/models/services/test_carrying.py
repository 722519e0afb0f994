"""What was accepted becomes real once, wherever the process died, and a refusal leaves nothing behind."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.advice.recommendation import State
from models.message import Message
from models.ports import Ports
from models.services.advising import advice_of
from models.services.carrying import IN_HAND, carry_left
from models.services.deciding import accept, modify
from models.services.regeneration import regenerate
from models.services.strangers import RefusedError, refusal
from tests.models.services.test_deciding import CLASS, MID_DAY, offered
from tests.timetabled import NOW, ORGANISER, programme_in, timetabled

LATER = NOW + IN_HAND


class DiedError(Exception):
    """The process ended here."""


class Dying:
    """Anything that does all it is asked but one thing, which ends otherwise."""

    def __init__(self, inner: Any, deed: str, error: Exception, spared: int = 0) -> None:
        self._inner, self._deed, self._error, self._spared = inner, deed, error, spared

    def __getattr__(self, name: str) -> Any:
        if name == self._deed:
            if not self._spared:
                raise self._error
            self._spared -= 1
        return getattr(self._inner, name)


def around(inner: Any, **parts: Any) -> Any:
    """The same, with other parts."""
    return SimpleNamespace(
        **{name: parts.get(name) or getattr(inner, name) for name in dir(inner) if not name.startswith("_")}
    )


def before_the_series(ports: Ports, error: Exception) -> Ports:
    return replace(ports, programme=Dying(programme_in(ports), "put", error))


def before_its_dates(ports: Ports, error: Exception) -> Ports:
    def audit(_entry: object) -> None:
        raise error

    return replace(ports, audit=audit)


def before_it_is_noted(ports: Ports, error: Exception) -> Ports:
    advice = advice_of(ports)
    dying = Dying(advice.recommendations, "decide", error, spared=1)
    return replace(ports, advice=around(advice, recommendations=dying))


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    made, database = timetabled(tmp_path)
    yield replace(made, advice=database.advice(made.centre.id))
    database.close()


@pytest.mark.parametrize("dying", [before_the_series, before_its_dates, before_it_is_noted])
def test_what_was_accepted_is_done_by_the_house_where_the_process_died(
    ports: Ports, dying: Callable[[Ports, Exception], Ports]
) -> None:
    offered(ports, CLASS)
    with pytest.raises(DiedError):
        accept(dying(ports, DiedError()), ORGANISER, CLASS.id, 1)
    early = LATER - timedelta(seconds=1)
    assert carry_left(ports, NOW, early) == 0
    assert carry_left(ports, NOW, LATER) == 1
    regenerate(ports)
    kept = advice_of(ports).recommendations.find(CLASS.id)
    assert kept is not None
    assert (kept.state, kept.owed, kept.made) == (State.ACCEPTED, False, (f"advice-{CLASS.id}",))
    assert [one.id for one in advice_of(ports).trials.all()] == [CLASS.id]
    assert len(programme_in(ports).sessions.of_series(kept.made[0], NOW)) == 12
    assert carry_left(ports, NOW, LATER) == 0


def test_what_is_refused_as_it_is_done_is_the_proposal_again_and_can_be_accepted_later(ports: Ports) -> None:
    offered(ports, CLASS)
    refusing = before_the_series(ports, refusal("programme.too_busy"))
    with pytest.raises(RefusedError):
        modify(refusing, ORGANISER, CLASS.id, 1, replace(MID_DAY, weeks=6))
    back = advice_of(ports).recommendations.find(CLASS.id)
    assert back is not None
    assert (back.state, back.owed, back.target) == (State.PROPOSED, False, CLASS.target)
    assert back.decisions[-1].why == Message("refused.programme.too_busy")
    assert advice_of(ports).trials.all() == []
    again = accept(ports, ORGANISER, CLASS.id, back.version)
    assert again.state is State.ACCEPTED
    assert [one.id for one in advice_of(ports).trials.all()] == [CLASS.id]


def test_what_the_house_cannot_do_any_more_is_a_proposal_again(ports: Ports) -> None:
    offered(ports, CLASS)
    with pytest.raises(DiedError):
        accept(before_the_series(ports, DiedError()), ORGANISER, CLASS.id, 1)
    refusing = before_the_series(ports, refusal("programme.too_busy"))
    assert carry_left(refusing, NOW, LATER) == 0
    back = advice_of(ports).recommendations.find(CLASS.id)
    assert back is not None
    assert (back.state, back.decisions[-1].by) == (State.PROPOSED, ORGANISER.name)
    assert carry_left(ports, NOW, LATER) == 0
