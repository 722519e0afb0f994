"""The parts of a day in which people say when they would come; their words are `need_form.part.<key>`."""

from dataclasses import dataclass

from models.needs.need import WantedTime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """Local minutes after midnight."""

    key: str
    start: int
    end: int

    def on(self, weekday: int) -> WantedTime:
        return WantedTime(weekday=weekday, start_minute=self.start, end_minute=self.end)


DAY_PARTS = (
    DayPart(key="morning", start=7 * 60, end=11 * 60),
    DayPart(key="noon", start=11 * 60, end=14 * 60),
    DayPart(key="afternoon", start=14 * 60, end=18 * 60),
    DayPart(key="evening", start=18 * 60, end=22 * 60),
)
