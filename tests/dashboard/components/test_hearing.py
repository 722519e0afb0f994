"""Signs of a sensor's state: known by shape and word, and a dash where nothing is known."""

from typing import Any

import pytest
from dash.development.base_component import Component

from dashboard.components.hearing import battery, drift, hearing_chip, score, share, signal, signed
from dashboard.i18n import LOCALES, Locale, Translate
from models.health import Presence
from models.services.sensors import Hearing, SensorRow
from tests.builders import a_sensor

EN = Translate("en")


def a_row(**vitals: Any) -> SensorRow:
    return SensorRow(
        sensor=a_sensor(),
        hearing=Hearing.ONLINE,
        presence=Presence(vitals=vitals),
        model="",
        accepted=False,
        completeness=None,
    )


def said(tree: Component) -> str:
    texts: list[str] = []
    for part in (tree, *(one for one in tree._traverse() if isinstance(one, Component))):
        children = getattr(part, "children", None)
        texts += [
            one for one in (children if isinstance(children, list) else [children]) if isinstance(one, str)
        ]
    return " ".join(texts)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("state", Hearing)
def test_every_state_has_a_word_beside_its_sign(locale: Locale, state: Hearing) -> None:
    words = Translate(locale)(f"sensors.hearing.{state}")
    assert words in said(hearing_chip(state, Translate(locale)))


def test_what_is_not_known_is_no_number() -> None:
    for cell in (
        battery(a_row(), EN),
        signal(a_row(), EN),
        share(None, EN),
        score(None, EN),
        drift(a_row(), EN),
    ):
        assert "no data" in said(cell)
        assert not any(sign.isdigit() for sign in said(cell))


def test_a_low_battery_is_told_in_words() -> None:
    assert "change battery" in said(battery(a_row(battery=20.0), EN))
    assert "change battery" not in said(battery(a_row(battery=21.0), EN))


@pytest.mark.parametrize(("rssi", "bars"), [(-125, 0), (-115, 1), (-105, 2), (-95, 3), (-60, 4), (3, 4)])
def test_a_signal_has_as_many_bars_as_it_is_strong(rssi: float, bars: int) -> None:
    lit = [one for one in signal(a_row(rssi=rssi), EN)._traverse() if getattr(one, "data-on", "") == "true"]
    assert len(lit) == bars


def test_nothing_is_said_to_be_whole_while_something_is_missing() -> None:
    assert "99.9 %" in said(share(0.99999, EN))
    assert "100 %" in said(share(1.0, EN))


@pytest.mark.parametrize(("value", "words"), [(0.2, "0"), (-0.4, "0"), (2.6, "+3"), (-4, "−4")])
def test_a_drift_has_a_sign_unless_it_is_nothing(value: float, words: str) -> None:
    assert signed(value) == words
