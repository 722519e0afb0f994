"""Needs in words: topic, place, status, hours; and as rows of a file."""

from collections.abc import Mapping, Sequence

from dashboard.components.use_words import day_words
from dashboard.csv_sheet import Cell
from dashboard.i18n import Translate
from dashboard.need_form.typed import DAYS
from models.centre import Centre, SpaceId
from models.needs.answer_time import days_to_answer
from models.needs.heat import hours
from models.needs.need import Need, NeedStatus, Topic, WantedTime

SIGNS: Mapping[NeedStatus, str] = {
    NeedStatus.NEW: "○",
    NeedStatus.OPEN: "◐",
    NeedStatus.DUPLICATE: "⧉",
    NeedStatus.PLANNED: "◑",
    NeedStatus.MET: "●",
    NeedStatus.DECLINED: "✕",
}


def status_words(t: Translate, status: NeedStatus) -> str:
    return f"{SIGNS[status]} {t(f'need.status.{status}')}"


def topic_words(t: Translate, topics: Mapping[str, Topic], key: str) -> str:
    return t.name(topics[key].name) if key in topics else key


def place_words(t: Translate, centre: Centre, need: Need) -> str:
    """Cell and courtyard; "" where nothing was said."""
    cell = centre.grids.get(need.grid)
    yard = cell.courtyards.get(need.courtyard) if cell else None
    parts = [t.name(cell.name) if cell else need.grid, t.name(yard) if yard else need.courtyard]
    return " · ".join(part for part in parts if part)


def crowd_words(t: Translate, centre: Centre, need: Need) -> str:
    """Where and when it is too crowded; "" where nothing was said."""
    space = centre.spaces.get(SpaceId(need.crowded_space))
    name = t.name(space.name) if space else need.crowded_space
    return " ".join(part for part in (name, times_words(t, need.crowded)) if part)


def times_words(t: Translate, times: Sequence[WantedTime]) -> str:
    """Days that share their hours are told together."""
    by_span: dict[tuple[int, int], list[int]] = {}
    for one in times:
        by_span.setdefault((one.start_minute, one.end_minute), []).append(one.weekday)
    return ", ".join(
        f"{_days_words(t, days)} {_clock(start)}–{_clock(end)}"
        for (start, end), days in sorted(by_span.items())
    )


def _days_words(t: Translate, days: Sequence[int]) -> str:
    """In one word where there is one."""
    whole = next((key for key, some in DAYS.items() if {*days} == {*some}), None)
    return (
        t(f"need_form.days.{whole}") if whole else "/".join(t(f"need_form.day.{day}") for day in sorted(days))
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def need_rows(
    t: Translate,
    centre: Centre,
    topics: Mapping[str, Topic],
    needs: Sequence[Need],
    voices: Mapping[str, int],
) -> list[list[Cell]]:
    """For a CSV file. Hours are counted, not told: the file of few needs is not for reading who comes when."""
    names = (
        "number",
        "day",
        "status",
        "topic",
        "text",
        "place",
        "channel",
        "voices",
        "together",
        "wanted",
        "reason",
        "answer_days",
    )
    rows: list[list[Cell]] = [
        [
            one.number,
            day_words(t, centre.day_of(one.received_at), year=True),
            t(f"need.status.{one.status}"),
            topic_words(t, topics, one.topic),
            one.text,
            place_words(t, centre, one),
            t(f"need.channel.{one.channel}"),
            one.voices,
            voices.get(one.id),
            len(hours(one.wanted)),
            one.reason,
            days_to_answer(one, centre.day_of),
        ]
        for one in needs
    ]
    return [[t(f"need.column.{name}") for name in names], *rows]
