"""Our spaces as Home Assistant sees them: plain places in the state message, no counts, both languages."""

import json
import re

import pytest

from ingest.discovery import CONFIG_FILTERS, is_own
from ingest.entities import EXPIRES_S, entities_of
from ingest.topic import matches
from models.feed.publisher import REFRESH_S
from models.feed.state import encode_state, state_topic
from models.live import Band
from models.reading import Quality
from tests.builders import a_centre, a_space, a_state

CENTRE = a_centre([a_space("gym"), a_space("hall")])
AVAILABILITY = "linli/_ingest/availability/linli"


def told(locale: str = "en") -> dict[str, dict[str, object]]:
    return {
        topic: json.loads(payload) for topic, payload in entities_of([CENTRE], locale, AVAILABILITY).items()
    }


def test_every_space_is_a_device_of_its_own() -> None:
    assert set(told()) == {f"homeassistant/device/linli_test_{space}/config" for space in CENTRE.spaces}
    assert all(is_own(topic) and any(matches(one, topic) for one in CONFIG_FILTERS) for topic in told())


def test_ids_are_unique_and_do_not_depend_on_the_language() -> None:
    chinese, english = (
        [part["unique_id"] for body in told(locale).values() for part in body["components"].values()]  # type: ignore[attr-defined]
        for locale in ("zh-Hans", "en")
    )
    assert chinese == english
    assert len(set(english)) == len(english) == 8


@pytest.mark.parametrize("people", [None, 7.0])
def test_every_place_is_in_the_state_message_as_it_is_published(people: float | None) -> None:
    state = json.loads(encode_state(a_state(people)))
    body = told()["homeassistant/device/linli_test_gym/config"]
    assert body["state_topic"] == state_topic(CENTRE.id, CENTRE.spaces["gym"].id)  # type: ignore[index]
    for part in body["components"].values():  # type: ignore[attr-defined]
        places = re.findall(r"value_json\.(\w+)", part["value_template"])
        assert places
        assert set(places) <= set(state)


def test_the_words_of_a_state_are_those_that_home_assistant_was_told() -> None:
    parts = told()["homeassistant/device/linli_test_gym/config"]["components"]
    assert parts["band"]["options"] == [band.value for band in Band]  # type: ignore[index]
    assert set(parts["quality"]["options"]) == {quality.value for quality in Quality}  # type: ignore[index]


def test_names_are_in_the_language_of_the_house() -> None:
    chinese, english = (
        told(locale)["homeassistant/device/linli_test_gym/config"] for locale in ("zh-Hans", "en")
    )
    assert english["components"]["people"]["name"] == "People"  # type: ignore[index]
    assert re.search("[\u4e00-\u9fff]", chinese["components"]["people"]["name"])  # type: ignore[index]


def test_nothing_that_is_counted_is_in_an_announcement() -> None:
    numbers = {number for body in told().values() for number in re.findall(r"\d+", json.dumps(body))}
    assert numbers == {str(EXPIRES_S), "100", "0", "2"}  # percent, rounding, an icon


def test_a_state_expires_only_after_several_refreshes_were_missed() -> None:
    assert EXPIRES_S >= 3 * REFRESH_S
