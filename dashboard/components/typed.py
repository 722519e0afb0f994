"""What somebody typed into a form, read as dates, times and numbers; what cannot be read is refused with its value."""

from datetime import date, time

from dashboard.answer import Fields
from dashboard.components.unit_choice import units_chosen
from models.exchange.cell import CellError, plain, several
from models.message import LocalText
from models.money.amount import AmountError, fen_of
from models.services.arranging import Spot
from models.services.strangers import RefusedError, refusal

_LONGEST = 40


def day_of(fields: Fields, name: str) -> date:
    """Raises RefusedError."""
    try:
        return date.fromisoformat(fields.get(name, ""))
    except ValueError as error:
        raise refusal("typed.day", value=fields.get(name, "")[:_LONGEST]) from error


def clock_of(fields: Fields, name: str) -> time:
    """Raises RefusedError."""
    try:
        return time.fromisoformat(fields.get(name, "")).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as error:
        raise refusal("typed.clock", value=fields.get(name, "")[:_LONGEST]) from error


def number_of(fields: Fields, name: str, otherwise: int | None = None) -> int:
    """A whole number; an empty field is `otherwise`. Raises RefusedError."""
    text = fields.get(name, "").strip()
    if not text and otherwise is not None:
        return otherwise
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 10):
        raise refusal("typed.number", value=text[:_LONGEST])
    return int(text)


def fen_typed(fields: Fields, name: str, otherwise: int | None = None) -> int:
    """An amount in yuan, as fen; an empty field is `otherwise`. Raises RefusedError."""
    text = fields.get(name, "").strip()
    if not text and otherwise is not None:
        return otherwise
    try:
        return fen_of(text)
    except AmountError as error:
        raise refusal("typed.amount", value=text[:_LONGEST]) from error


def words_typed(fields: Fields, name: str) -> tuple[str, ...]:
    """Words with commas between them, half or full width. Raises RefusedError."""
    try:
        return several(plain(fields.get(name, "")))
    except CellError as error:
        raise RefusedError(error.message) from error


def name_of(fields: Fields) -> LocalText:
    """A name in the languages in which something was typed."""
    typed = {"zh-Hans": fields.get("name_zh", "").strip(), "en": fields.get("name_en", "").strip()}
    return {language: words for language, words in typed.items() if words}


def title_of(fields: Fields) -> LocalText:
    """The title in the languages in which something was typed. Raises RefusedError when it is none."""
    typed = {"zh-Hans": fields.get("title_zh", "").strip(), "en": fields.get("title_en", "").strip()}
    said = {language: words for language, words in typed.items() if words}
    if not said:
        raise refusal("series.title")
    return said


def spot_of(fields: Fields) -> Spot:
    """Space, date, start ("19:30", or minutes after midnight) and length. Raises RefusedError."""
    text = fields.get("start", "")
    clock = clock_of(fields, "start") if ":" in text else None
    start = clock.hour * 60 + clock.minute if clock else number_of(fields, "start")
    return Spot(
        space=fields.get("space", ""),
        day=day_of(fields, "day"),
        start=start,
        minutes=number_of(fields, "minutes"),
        units=units_chosen(fields, fields.get("space", "")),
    )
