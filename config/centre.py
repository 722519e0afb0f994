"""A centre file -> models.centre.Centre. Every unknown key and dangling reference is an error with its path."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from config.centre_field import Clock, Days, Key, Table, Text, named
from config.fund import FundTable, fund_faults, usual_fund
from config.grid import GridRow, grid_faults, grids
from config.location import LocationTable, location, location_faults
from config.meeting import MeetingTable, usual_council
from config.settings import ConfigError
from config.trading import MealRow, PeriodRow, StallRow, meals, periods, stalls, trading_faults
from models.centre import (
    ZONES,
    Capacity,
    Centre,
    CentreId,
    Closure,
    OpeningRule,
    Rectangle,
    Sensor,
    SensorId,
    SensorRole,
    Space,
    SpaceId,
    SpaceKind,
)
from models.kpi import KPIS
from models.metric import METRICS
from models.needs.limit import USUAL as USUAL_LIMITS
from models.report.opening_standard import RULES
from models.sharing import SharingKey, SharingRule

_FIRST_DAY = date(2024, 1, 1)
"""Capacities must be known from here on without end: history reaches back, and a day without one has no rates."""


class _Opening(Table):
    days: Days
    start: Clock
    end: Clock
    valid_from: date = date.min
    valid_to: date | None = None


class _CapacityRow(Table):
    persons: int = Field(gt=0, le=100_000)
    basis: Literal["fire", "seat", "operator"]
    valid_from: date
    valid_to: date | None = None


class _ClosureRow(Table):
    first: date
    last: date
    reason: Text
    announced: date | None = None

    def closure(self) -> Closure:
        return Closure(first=self.first, last=self.last, reason=named(self.reason), announced=self.announced)


class _Space(Table):
    name: Text
    kind: SpaceKind
    zone: str
    area_m2: float = Field(gt=0)
    seats: int | None = Field(default=None, gt=0)
    group_minimum: int = Field(default=1, ge=1)
    units: dict[Key, Text] = Field(default_factory=dict)
    shared: bool = False
    plan: tuple[float, float, float, float]
    capacity: tuple[_CapacityRow, ...] = Field(min_length=1)
    opening: tuple[_Opening, ...] = Field(min_length=1)
    closure: tuple[_ClosureRow, ...] = ()
    meal: tuple[MealRow, ...] = ()
    service_level: float = Field(default=0.97, ge=0.5, le=0.99)
    period: tuple[PeriodRow, ...] = ()


class _Sensor(Table):
    space: str
    role: SensorRole
    topic: str = Field(min_length=1, max_length=512)
    envelope: str
    profile: str
    interval_s: int = Field(gt=0, le=172_800)
    device: str = Field(default="", max_length=128)
    channels: frozenset[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]] = frozenset()
    reads: dict[str, str] = Field(default_factory=dict)
    reversed: bool = False
    counter_bits: Literal[16, 32] = 32
    in_use_above: float | None = None


class _SharingRow(Table):
    """[[sharing]]: how costs of the whole house are shared out from a month on."""

    key: SharingKey
    valid_from: date = date.min


class _Centre(Table):
    id: Key
    name: Text
    timezone: str
    published: bool = False
    location: LocationTable | None = None
    space: dict[Key, _Space] = Field(min_length=1)
    sensor: dict[Key, _Sensor]
    stall: dict[Key, StallRow] = Field(default_factory=dict)
    grid: dict[Key, GridRow] = Field(default_factory=dict)
    sharing: tuple[_SharingRow, ...] = ()
    fund: FundTable | None = None
    meeting: MeetingTable = MeetingTable()
    target: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    kpi: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    standard: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    project: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)


def load_centre(file: Path) -> Centre:
    """The centre of a TOML file. Raises ConfigError naming file, path and value of the first fault."""
    try:
        tree: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"centre file {file} cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"centre file {file} is not TOML: {error}") from error
    try:
        table = _Centre.model_validate(tree)
    except ValidationError as error:
        raise ConfigError(_first_fault(file, error)) from error
    fault = next(iter(_dangling(table)), None)
    if fault:
        raise ConfigError(f"{file}: {fault}")
    return _centre(table)


def _parts(sensor: Sensor) -> Iterable[tuple[str, str, str]]:
    """What a sensor claims of its topic: all of it, one device of a gateway, or some lines of a device."""
    return ((sensor.topic, sensor.device, channel) for channel in sensor.channels or [""])


def load_centres(files: Iterable[Path]) -> dict[CentreId, Centre]:
    """All centres of a deployment. Raises ConfigError on a doubled centre or a topic that two sensors claim."""
    centres: dict[CentreId, Centre] = {}
    owner: dict[tuple[str, str, str], str] = {}
    for file in files:
        centre = load_centre(file)
        if centre.id in centres:
            raise ConfigError(f"{file}: centre id '{centre.id}' is used by two centre files")
        centres[centre.id] = centre
        for sensor in centre.sensors.values():
            for part in _parts(sensor):
                other = owner.setdefault(part, f"{centre.id}/{sensor.id}")
                if other != f"{centre.id}/{sensor.id}":
                    raise ConfigError(
                        f"{file}: sensor.{sensor.id}.topic '{sensor.topic}' is already that of {other}"
                    )
    if not centres:
        raise ConfigError("setting centre.files names no centre file")
    return centres


def _dangling(table: _Centre) -> Iterable[str]:
    yield from _capacity_gaps(table)
    yield from _unit_faults(table)
    yield from trading_faults(table.space, table.stall)
    yield from location_faults(table.location)
    yield from grid_faults(table.grid)
    yield from _sharing_faults(table)
    yield from fund_faults(table.fund)
    yield from _target_faults(table)
    try:
        ZoneInfo(table.timezone)
    except (ValueError, OSError, KeyError):
        yield f"timezone '{table.timezone}' is not an IANA time zone"
    for key, space in table.space.items():
        if space.zone not in ZONES:
            yield f"space.{key}.zone '{space.zone}' is not one of {', '.join(ZONES)}"
        left, top, width, height = space.plan
        if min(space.plan) < 0 or left + width > 100 or top + height > 100 or width * height == 0:
            yield f"space.{key}.plan {list(space.plan)} does not fit in a plan of 100 by 100"
        for n, rows in enumerate(space.capacity):
            if rows.valid_to is not None and rows.valid_to < rows.valid_from:
                yield f"space.{key}.capacity.{n}.valid_to {rows.valid_to} lies before valid_from"
    for key, sensor in table.sensor.items():
        if sensor.space not in table.space:
            yield f"sensor.{key}.space '{sensor.space}' is not a space of this centre"
        if any(sign in sensor.topic for sign in "+#\0"):
            yield f"sensor.{key}.topic '{sensor.topic}' must name one topic, without wildcards"


def _sharing_faults(table: _Centre) -> Iterable[str]:
    for n, row in enumerate(table.sharing):
        if row.valid_from.day != 1:
            yield f"sharing.{n}.valid_from {row.valid_from} is not the first day of a month"


def _target_faults(table: _Centre) -> Iterable[str]:
    for key in table.target:
        if key not in METRICS:
            yield f"target.{key} is no figure: the README's table of figures has their keys"
    for key in table.kpi:
        if key not in KPIS:
            yield f"kpi.{key} is no figure of the KPI board; there are {', '.join(KPIS)}"
    for key in table.standard:
        if key not in RULES:
            yield f"standard.{key} is no rule of the opening standard; there are {', '.join(RULES)}"
    for key in table.project:
        if key not in USUAL_LIMITS:
            yield f"project.{key} is no limit of projects; there are {', '.join(USUAL_LIMITS)}"


def _capacity_gaps(table: _Centre) -> Iterable[str]:
    for key, space in table.space.items():
        if all(row.valid_to is not None for row in space.capacity):
            yield f"space.{key}.capacity ends: one of its rows must have no valid_to"
        if min(row.valid_from for row in space.capacity) > _FIRST_DAY:
            yield f"space.{key}.capacity begins after {_FIRST_DAY}: one of its rows must reach back to then"


def _unit_faults(table: _Centre) -> Iterable[str]:
    for key, space in table.space.items():
        if len(space.units) == 1:
            yield f"space.{key}.units has one part only: name at least two, or none for a space held as a whole"
        if space.units and space.shared:
            yield f"space.{key}.shared = true leaves nothing for units to part: keep one of the two"


def _centre(table: _Centre) -> Centre:
    return Centre(
        id=CentreId(table.id),
        name=named(table.name),
        timezone=table.timezone,
        published=table.published,
        location=location(table.location),
        spaces={SpaceId(key): _space(key, row) for key, row in table.space.items()},
        sensors={SensorId(key): _sensor(key, row) for key, row in table.sensor.items()},
        stalls=stalls(table.stall),
        grids=grids(table.grid),
        sharing=tuple(SharingRule(key=row.key, valid_from=row.valid_from) for row in table.sharing),
        fund=usual_fund(table.fund),
        council=usual_council(table.meeting),
        targets=table.target,
        kpi_targets=table.kpi,
        standard=table.standard,
        project_limits=table.project,
    )


def _space(key: str, row: _Space) -> Space:
    left, top, width, height = row.plan
    return Space(
        id=SpaceId(key),
        name=named(row.name),
        kind=row.kind,
        zone=row.zone,
        area_m2=row.area_m2,
        seats=row.seats,
        group_minimum=row.group_minimum,
        units={unit: named(name) for unit, name in row.units.items()},
        shared=row.shared,
        plan=Rectangle(left=left, top=top, width=width, height=height),
        capacities=tuple(Capacity(**dict(capacity)) for capacity in row.capacity),
        opening=tuple(OpeningRule(**dict(rule)) for rule in row.opening),
        closures=tuple(one.closure() for one in row.closure),
        meals=meals(row.meal),
        service_level=row.service_level,
        periods=periods(row.kind, row.period),
    )


def _sensor(key: str, row: _Sensor) -> Sensor:
    fields = dict(row) | {"id": SensorId(key), "space": SpaceId(row.space)}
    return Sensor(**fields)


def _first_fault(file: Path, error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    path = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{file}: key {path} is not known"
    if fault["type"] == "missing":
        return f"{file}: key {path} is missing"
    return f"{file}: {path} = {fault['input']!r} is wrong: {fault['msg']}"
