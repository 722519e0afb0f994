"""What is wrong with a device model is told in every language of the pages, with its line, the thing and the value."""

from pathlib import Path
from string import Formatter

import pytest

from dashboard.components.spoken import sentence
from dashboard.i18n import LOCALES, Translate, catalogue
from ingest.catalogue import Catalogue
from ingest.profile_fault import EXPECTED, PREFIX, TEXTS, ProfileError
from models.desk import Fault

HEAD = 'model = "m"\ncarrier = "lorawan"\nsource = "made for this test"\ninterval_s = 60\n'
FIELD = '[field]\na = { measure = "power" }\n'


def part(rest: str) -> str:
    return HEAD + '[channel]\n0100 = [{ name = "a", type = "u8"' + rest + " }]"


BROKEN = {
    "integer": (HEAD.replace("60", '"often"'), 4, "often"),
    "number": (part(', measure = "power", scale = nan'), 6, "nan"),
    "truth": (part(', again = "perhaps"'), 6, "perhaps"),
    "words": (HEAD.replace('"lorawan"', "5"), 2, "5"),
    "blank": (HEAD.replace('"m"', '""'), 1, "model"),
    "spelling": (HEAD + '[match]\neui = ["24e1"]', 6, "24e1"),
    "above": (HEAD.replace("60", "0"), 4, "0"),
    "at_least": (HEAD + 'counter = { bits = 3, reset = "never" }', 5, "8"),
    "at_most": (HEAD.replace("60", "172801"), 4, "172800"),
    "one_of": (HEAD + 'counter = { bits = 8, reset = "noon" }', 5, "'scheduled'"),
    "list": (HEAD + "ignored = 1", 5, "ignored"),
    "too_many": (HEAD + FIELD + "[ranges]\npower = [1, 2, 3]", 8, "2"),
    "too_few": (part(", present = { b = [] }"), 6, "present"),
    "table": (HEAD + "match = 1", 5, "match"),
    "size_or_parts": (HEAD + "[channel]\n0100 = []", 6, "0100"),
    "unknown_key": (HEAD + "colour = 1", 5, "colour"),
    "missing": (HEAD.replace("interval_s = 60\n", ""), 0, "interval_s"),
    "not_toml": (HEAD + "a = = 1", 5, "a = = 1"),
    "too_deep": ("a = " + "[" * 5000, 0, ""),
    "unreadable": ('family = "none"\n' + HEAD, 0, "none.toml"),
    "carrier": (HEAD.replace("lorawan", "pigeon") + FIELD, 0, "pigeon"),
    "zone": (HEAD + 'zone = "Mars/Base"\n' + FIELD, 5, "Mars/Base"),
    "no_measure": (HEAD, 0, "measure"),
    "no_counter": (part(', measure = "people_in_total"'), 6, "counter"),
    "measure": (part(', measure = "mood"'), 6, "mood"),
    "range_measure": (HEAD + FIELD + "[ranges]\nmood = [0, 1]", 8, "mood"),
    "empty_range": (HEAD + FIELD + "[ranges]\npower = [5, 1]", 8, "5.0"),
    "twice": (
        HEAD + '[channel]\n0100 = [{ name = "a", type = "u8" }, { name = "a", type = "u8" }]',
        6,
        "0100",
    ),
    "type": (part("").replace("u8", "u9"), 6, "u9"),
    "vital": (part(', vital = "mood"'), 6, "mood"),
    "vital_type": (part(', vital = "serial"'), 6, "serial"),
    "word": (part(', measure = "power"').replace("u8", "hex6"), 6, "hex6"),
    "again": (part(", again = true"), 6, "again"),
    "condition": (part(", valid = { b = [1] }"), 6, "b"),
    "bits": (part(', bits = "n", measure = "presence.r{bit}"'), 6, "“n”"),
    "index": (part(', measure = "dwell_avg.region{b}"'), 6, "region{b}"),
    "one_bit": (part(', bits = 8, measure = "presence"'), 6, "{bit}"),
}
"""By kind: a text with that fault, its line (0 = it is of none), a word that must be named."""


def fault_of(text: str, folder: Path) -> Fault:
    with pytest.raises(ProfileError) as caught:
        Catalogue(folder).check(text)
    return caught.value.fault


@pytest.mark.parametrize("kind", BROKEN)
def test_every_fault_names_line_thing_and_value_in_both_languages(kind: str, tmp_path: Path) -> None:
    text, line, named = BROKEN[kind]
    fault = fault_of(text, tmp_path)
    assert (fault.message.key, fault.line) == (PREFIX + kind, line)
    for locale in LOCALES:
        told = sentence(Translate(locale), fault.message, "profile_fault.unsaid")
        assert told != catalogue(locale)["profile_fault.unsaid"]
        assert named in (told if fault.file == "trial.toml" else fault.file)
        assert (told.isascii() or "“" in told) or locale == "zh-Hans"
    assert f", line {line}: " in fault.text or not line, "the terminal says it in English"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_has_a_sentence_in_every_language(locale: str) -> None:
    words = {key.removeprefix(PREFIX) for key in catalogue(locale) if key.startswith(PREFIX)}  # type: ignore[arg-type]
    assert words - {"unsaid", "in_line_of", "in_line", "in_file"} == set(TEXTS)


def test_sentences_ask_for_no_values_that_a_fault_does_not_have() -> None:
    more = {"limit": {*EXPECTED.values()}, "near": {"not_toml"}, "sensor": {"unfit"}, "name": {"unfit"}}
    for kind, text in TEXTS.items():
        given = {name for _, name, _, _ in Formatter().parse(text) if name}
        given |= {name for name, kinds in more.items() if kind in kinds}
        for locale in LOCALES:
            asked = {name for _, name, _, _ in Formatter().parse(catalogue(locale)[PREFIX + kind]) if name}
            assert asked <= given, kind
