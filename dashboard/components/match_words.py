"""Helpers, needs, scores and loads in words and small bars."""

from collections.abc import Sequence
from datetime import tzinfo

from dash import html
from dash.development.base_component import Component

from dashboard.components.marks import marks
from dashboard.components.need_words import times_words
from dashboard.components.use_words import percent
from dashboard.i18n import Translate
from dashboard.page import Visit
from dashboard.yuan import yuan
from models.needs.matching.ask import Helper
from models.needs.matching.bar import Bar
from models.needs.matching.fit import PARTS
from models.needs.matching.ranking import Candidate
from models.needs.need import Need, Topic, WantedTime
from models.needs.provider import Provider, Thing
from models.services.match_slot import FreeSlot

LONGEST = 80


def topic_words(t: Translate, topic: Topic | None, key: str) -> str:
    return t.name(topic.name) if topic and topic.name else key


def need_words(t: Translate, need: Need, topic: Topic | None) -> str:
    """What is wanted in one line: its number, topic and the beginning of its text."""
    text = need.text if len(need.text) <= LONGEST else f"{need.text[:LONGEST]}…"
    return " · ".join(part for part in (topic_words(t, topic, need.topic), text) if part)


def hours_words(t: Translate, hours: Sequence[WantedTime]) -> str:
    """Hours of the week; none = any time."""
    return times_words(t, hours) if hours else t("match.any_time")


def things_words(t: Translate, things: frozenset[Thing]) -> str:
    return t("match.and").join(t(f"match.thing.{one}") for one in sorted(things))


def bars_words(t: Translate, bars: Sequence[Bar]) -> str:
    return t("match.and").join(t(f"match.bar.{bar}") for bar in bars)


def slot_words(visit: Visit, slot: FreeSlot, zone: tzinfo) -> str:
    """When, where, and how surely it is quiet then."""
    t, local = visit.translate, slot.window.start.astimezone(zone)
    end = slot.window.end.astimezone(zone)
    space = t.name(visit.ports.centre.spaces[slot.space].name)
    when = f"{t(f'weekday.{local.weekday()}')} {local:%m-%d %H:%M}–{end:%H:%M}"
    return " · ".join([when, space, t(f"match.tier.{slot.tier.name.lower()}")])


def part_bars(t: Translate, one: Candidate) -> Component:
    """The parts of a score, each as a small bar with its number."""
    rows = [
        html.Li(
            [
                html.Span(t(f"match.part.{key}"), className="part-name"),
                bar(one.parts[key]),
                html.Span(percent(t, one.parts[key]), className="part-value"),
            ],
            title=t("match.part_means", weight=percent(t, part.weight)),
        )
        for key, part in PARTS.items()
    ]
    return html.Ul(rows, className="match-parts")


def bar(share: float) -> Component:
    """A line as long as a share of its place; its number stands beside it."""
    width = {"inlineSize": f"{max(0.0, min(share, 1.0)) * 100:.0f}%"}
    return html.Span(html.Span(style=width), className="match-bar", **marks(aria_hidden="true"))


def offer_words(t: Translate, one: Provider) -> str:
    """What it gives: words, hours, money, goods."""
    parts = [
        t("match.and").join(sorted(one.tags)),
        hours_words(t, one.hours),
        yuan(t, one.money_fen) if one.money_fen else "",
        t("match.and").join(one.goods),
    ]
    return " · ".join(part for part in parts if part)


def load_words(t: Translate, helper: Helper) -> str:
    limit = helper.provider.minutes_a_month
    if helper.minutes_left is None:
        return t("match.load.no_limit")
    return t("match.load", used=limit - helper.minutes_left, of=limit)


def load_share(helper: Helper) -> float:
    """Used of the month's minutes, 0 where no limit was said."""
    limit = helper.provider.minutes_a_month
    return 0.0 if helper.minutes_left is None or not limit else 1 - helper.minutes_left / limit
