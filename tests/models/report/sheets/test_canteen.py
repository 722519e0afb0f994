"""Sheet 6 from inputs whose totals are known."""

from dataclasses import replace

from models.calendar import DayType
from models.metric.meals import Meals
from models.metric.sums import Sums
from models.money.meal_claim import BandSum
from models.money.subsidy import UNKNOWN
from models.report.disclosure import disclosed
from models.report.inputs import MonthInputs
from models.report.inputs.meals import CanteenMonth, MealInputs, ServiceMonth
from models.report.sheet import Absent, Sheet
from models.report.sheets.canteen import sheet
from tests.month_read import october
from tests.reports import HOSTILE


def sold(covers: int, delivered: int = 0) -> Sums:
    return Sums(
        meals=Meals(
            selling_days=20,
            covers=covers,
            fare_fen=covers * 1_000,
            here_fare_fen=covers * 1_000,
            seat_periods=1_000,
            seat_hours=2_000.0,
            delivered=delivered,
            timed=delivered,
            on_time=delivered,
        )
    )


def meals(text: str = "午餐", work: int = 40, rest: int = 60) -> MealInputs:
    names = {"zh-Hans": text, "en": text}
    by = {DayType.WORKDAY: sold(2_000, work), DayType.REST: sold(500, rest)}
    total = Sums.summed(by.values())
    lunch = ServiceMonth(key="lunch", name=names, by=by, total=total)
    return MealInputs(
        canteens=(CanteenMonth(space="canteen", name=names, services=(lunch,), days=by, total=total),),
        bands={
            "60-74": BandSum(meals=120, menu_fen=180_000, subsidy_fen=18_000),
            "75+": BandSum(meals=80, menu_fen=120_000, subsidy_fen=18_000),
        },
    )


def inputs(found: MealInputs) -> MonthInputs:
    return october(meals=found)


def counts(told: Sheet, table: str, column: str) -> dict[str, int | Absent | None]:
    found = told.table(table)
    cells = {row.key: found.cell(row.key, column) for row in found.rows}
    return {key: cell.absent or cell.count for key, cell in cells.items()}


def test_services_and_days_are_told_by_kind_with_their_total() -> None:
    told = sheet(inputs(meals()))
    assert counts(told, "canteen_services", "covers") == {
        "canteen.lunch.workday": 2_000,
        "canteen.lunch.rest": 500,
        "canteen.lunch.total": 2_500,
    }
    assert counts(told, "canteen_days", "fare")["total"] == 2_500_000
    services = told.table("canteen_services")
    assert services.cell("canteen.lunch.workday", "seat_turns").number == 2
    assert services.cell("canteen.lunch.total", "seat_turns").number == 1.25
    assert (
        services.cell("canteen.lunch.total", "revpash").count == 625
        or services.cell("canteen.lunch.total", "revpash").number == 625
    )
    assert services.cell("canteen.lunch.total", "meal_seat_hours").number == 4_000


def test_deliveries_and_bands_add_up() -> None:
    told = sheet(inputs(meals()))
    assert counts(told, "canteen_days", "meals_delivered") == {
        "canteen.workday": 40,
        "canteen.rest": 60,
        "canteen.total": 100,
        "total": 100,
    }
    assert counts(told, "subsidy_bands", "subsidised_meals") == {"60-74": 120, "75+": 80, "total": 200}
    assert counts(told, "subsidy_bands", "band_subsidy")["total"] == 36_000


def test_few_to_whom_meals_are_brought_are_not_told_and_neither_is_how_on_time() -> None:
    (told,) = disclosed([sheet(inputs(meals(work=40, rest=3)))])
    assert counts(told, "canteen_days", "meals_delivered") == {
        "canteen.workday": Absent.WITHHELD,
        "canteen.rest": Absent.FEW,
        "canteen.total": 43,
        "total": 43,
    }
    assert counts(told, "canteen_days", "on_time_rate")["canteen.rest"] is Absent.WITHHELD


def test_a_band_of_few_hides_another_and_every_bands_money() -> None:
    found = meals()
    bands = {**(found.bands or {}), UNKNOWN: BandSum(meals=2, menu_fen=3_000, subsidy_fen=300)}
    (told,) = disclosed([sheet(inputs(replace(found, bands=bands)))])
    assert counts(told, "subsidy_bands", "subsidised_meals") == {
        "60-74": 120,
        "75+": Absent.WITHHELD,
        UNKNOWN: Absent.FEW,
        "total": 202,
    }
    assert set(counts(told, "subsidy_bands", "band_subsidy").values()) == {Absent.WITHHELD, 36_300}


def test_ages_are_told_in_words() -> None:
    bands = sheet(inputs(meals())).table("subsidy_bands")
    told = [bands.cell(key, "age_band").text for key in ("60-74", "75+")]
    assert [(one.key, one.values["age"]) for one in told if one] == [
        ("report.band.range", "60-74"),
        ("report.band.up", "75"),
    ]


def test_rows_stand_in_their_order_however_the_inputs_were_kept() -> None:
    found = meals()
    bands = {UNKNOWN: BandSum(meals=9), **dict(reversed((found.bands or {}).items()))}
    rows = sheet(inputs(replace(found, bands=bands))).table("subsidy_bands").rows
    assert [row.key for row in rows] == ["60-74", "75+", UNKNOWN, "total"]


def test_names_that_people_typed_stay_names() -> None:
    for text in HOSTILE:
        cell = sheet(inputs(meals(text))).table("canteen_services").cell("canteen.lunch.rest", "service")
        assert cell.name == {"zh-Hans": text, "en": text}


def test_a_canteen_without_a_sale_has_no_data_and_a_house_without_canteen_no_row() -> None:
    found = meals()
    silent = replace(found.canteens[0], services=(), days={}, total=Sums())
    told = sheet(inputs(MealInputs(canteens=(silent,))))
    assert counts(told, "canteen_days", "covers")["canteen.total"] is Absent.NO_DATA
    assert told.table("canteen_days").cell("total", "meal_seat_hours").absent is Absent.NO_DATA
    assert all(not table.rows for table in sheet(inputs(MealInputs())).tables)
