"""Price plans as rows of a file, in the columns and words in which they can be brought in again."""

from collections.abc import Sequence

from dashboard.components.price_words import DAYS
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.yuan import yuan_cell
from models.exchange.price_columns import PRICES
from models.money.price import Band, Concession, PlanVersion, Way


def price_rows(t: Translate, versions: Sequence[PlanVersion]) -> list[list[Cell]]:
    """A row for each version, with where it stands and who had a hand in it behind what can be brought in."""
    head: list[Cell] = [column.names[t.locale == "en"] for column in PRICES.columns]
    return [
        [*head, t("price.column.status"), t("price.column.proposed"), t("price.column.decided")],
        *(
            [*_told(one), t(f"price.status.{one.status}"), one.proposed_by, one.decided_by]
            for one in versions
        ),
    ]


def _told(one: PlanVersion) -> Sequence[Cell]:
    return [
        one.plan,
        one.name.get("zh-Hans", ""),
        one.name.get("en", ""),
        one.what.value,
        one.unit.value,
        yuan_cell(one.base_fen),
        "; ".join(_band(band) for band in one.bands),
        "; ".join(_less(row) for row in one.concessions),
        yuan_cell(one.cap_fen),
        yuan_cell(one.cap_month_fen),
        one.valid_from.isoformat(),
        one.valid_to.isoformat() if one.valid_to else None,
        one.decision,
    ]


def _band(band: Band) -> str:
    days = next((key for key, group in DAYS.items() if group == band.days), None)
    hours = f"{band.start:%H:%M}-{band.end:%H:%M}"
    rows = [days] if days else sorted(band.days)
    return "; ".join(f"{one} {hours} {yuan_cell(band.fen)}" for one in rows)


def _less(row: Concession) -> str:
    amount = f"{yuan_cell(row.amount)}{'%' if row.way is Way.SHARE else ''}"
    return f"{row.who} {row.way} {amount}"
