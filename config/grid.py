"""The part of a centre file that is about the grid: [grid.CODE] with its name, its tile and its courtyards."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from config.centre_field import Key, Table, Text, named
from models.grid import Grid

MOST_TILES = 24
_Place = Annotated[int, Field(ge=0, lt=MOST_TILES)]


class GridRow(Table):
    """[grid.CODE]; at: column and row of its tile, from 0; courtyard: code -> name."""

    name: Text
    at: tuple[_Place, _Place]
    courtyard: dict[Key, Text] = Field(default_factory=dict)


def grids(rows: Mapping[str, GridRow]) -> Mapping[str, Grid]:
    """The cells in the order of the file."""
    return {
        code: Grid(
            code=code,
            name=named(row.name),
            at=row.at,
            courtyards={one: named(name) for one, name in row.courtyard.items()},
        )
        for code, row in rows.items()
    }


def grid_faults(rows: Mapping[str, GridRow]) -> Iterable[str]:
    """Two cells on one tile, or a courtyard in two cells."""
    tiles: dict[tuple[int, int], str] = {}
    yards: dict[str, str] = {}
    for code, row in rows.items():
        if (other := tiles.setdefault(row.at, code)) != code:
            yield f"grid.{code}.at {list(row.at)} is already the tile of grid.{other}"
        for yard in row.courtyard:
            if (other := yards.setdefault(yard, code)) != code:
                yield f"grid.{code}.courtyard.{yard} is already a courtyard of grid.{other}"
