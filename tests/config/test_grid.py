"""The grid of a centre file: what is right is read, what is wrong is named."""

from pathlib import Path

import pytest

from config.centre import load_centre
from config.settings import ConfigError

FILE = Path(__file__).parents[2] / "config" / "centres" / "shijiawan.toml"


def test_the_shipped_centre_has_cells_with_courtyards() -> None:
    cells = load_centre(FILE).grids
    assert list(cells) == ["g1", "g2", "g3", "g4", "g5", "g6"]
    assert cells["g3"].at == (2, 0)
    assert cells["g3"].courtyards["y05"]["zh-Hans"] == "梅园"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("at = [1, 0]\n", "at = [0, 0]\n", "grid.g2.at [0, 0] is already the tile of grid.g1"),
        ("courtyard = { y03", "courtyard = { y01", "grid.g2.courtyard.y01 is already a courtyard of grid.g1"),
        ("at = [2, 0]", "at = [99, 0]", "grid.g3.at.0 = 99 is wrong"),
    ],
)
def test_a_tile_or_a_courtyard_of_two_cells_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    whole = FILE.read_text(encoding="utf-8")
    assert old in whole
    file = tmp_path / "centre.toml"
    file.write_text(whole.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_centre(file)
    assert told in str(error.value)
