"""The form itself: large buttons, one field that must be filled, everything else may be left. It needs no script."""

from collections.abc import Mapping, Sequence

from starlette.responses import HTMLResponse

from dashboard.asset import asset_url
from dashboard.i18n import Translate
from dashboard.markup import Markup, hidden, join, tag
from dashboard.need_form.seal import WORK_BITS, Question
from dashboard.need_form.typed import DAYS, HOURS, MOST_VOICES
from dashboard.plain import Speech, card, plain
from dashboard.shell import language_links
from models.centre import Centre
from models.needs.day_part import DAY_PARTS
from models.needs.need import LONGEST_TEXT, Topic

TRAP = "homepage"
"""A field that no person sees: what fills it in is a machine."""

SIGNS: Mapping[str, str] = {
    "care": "❀",
    "meals": "◡",
    "children": "☺",
    "health": "✚",
    "fitness": "⚑",
    "culture": "♪",
    "daily": "✂",
    "property": "⌂",
    "environment": "♣",
    "safety": "⚠",
    "government": "▤",
    "other": "…",
}
"""Beside the words of a topic; own topics have a dot."""


def form_page(
    said: Speech,
    centre: Centre,
    topics: Sequence[Topic],
    token: str,
    question: Question,
    typed: Mapping[str, str],
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    """typed: what was filled in before, so that nobody types it twice; wrong: the sentence about it."""
    t = said.translate
    form = tag(
        "form",
        {"method": "post", "data-proof": token, "data-proof-bits": str(WORK_BITS), "class": "need-form"},
        hidden("form", token),
        hidden("proof", ""),
        _topics(t, topics, typed),
        _text(t, typed),
        _place(t, centre, typed),
        _times(t, typed),
        _crowd(t, centre, typed),
        _voices(t, typed),
        _trap(t),
        _question(t, question),
        tag("button", {"class": "primary big", "type": "submit"}, t("need_form.send")),
    )
    body = card(
        tag("p", {"class": "muted"}, t.name(centre.name)),
        tag("h1", {}, t("need_form.title")),
        tag("p", {}, t("need_form.lead")),
        tag("p", {"class": "fault", "role": "alert", "id": "wrong"}, wrong) if wrong else Markup(),
        form,
        tag("p", {"class": "foot"}, t("need_form.private")),
        tag(
            "p",
            {"class": "foot"},
            tag("a", {"href": f"/{centre.id}/needs/receipt"}, t("need_form.ask_after")),
            " ",
            language_links(t),
        ),
        tag("script", {"src": asset_url("11-need-form.js"), "defer": True}),
        kind="need-card",
    )
    return plain(said, t("need_form.title"), body, status=status)


def _topics(t: Translate, topics: Sequence[Topic], typed: Mapping[str, str]) -> Markup:
    rows = [
        tag(
            "label",
            {"class": "tap"},
            _box("radio", "topic", topic.key, on=typed.get("topic") == topic.key, required=True),
            tag(
                "span",
                {},
                tag("span", {"aria-hidden": "true"}, SIGNS.get(topic.key, "•")),
                t.name(topic.name),
            ),
        )
        for topic in topics
    ]
    return _group(t("need_form.topic"), tag("div", {"class": "taps"}, *rows))


def _text(t: Translate, typed: Mapping[str, str]) -> Markup:
    area: dict[str, str | bool] = {"name": "text", "id": "text", "rows": "4", "required": True}
    return tag(
        "div",
        {"class": "field"},
        tag("label", {"for": "text"}, t("need_form.text")),
        tag("span", {"class": "hint", "id": "text-hint"}, t("need_form.text_hint")),
        tag(
            "textarea",
            {**area, "maxlength": f"{LONGEST_TEXT}", "aria-describedby": "text-hint"},
            typed.get("text", "")[:LONGEST_TEXT],
        ),
    )


def _place(t: Translate, centre: Centre, typed: Mapping[str, str]) -> Markup:
    if not centre.grids:
        return Markup()
    groups = [
        tag(
            "optgroup",
            {"label": t.name(cell.name)},
            _option(code, t("need_form.whole_cell", name=t.name(cell.name)), typed.get("place")),
            *(
                _option(f"{code}/{one}", t.name(name), typed.get("place"))
                for one, name in cell.courtyards.items()
            ),
        )
        for code, cell in centre.grids.items()
    ]
    first = _option("", t("need_form.no_place"), typed.get("place"))
    return _choice("place", t("need_form.place"), join(first, *groups))


def _times(t: Translate, typed: Mapping[str, str]) -> Markup:
    """A week to tap on; a table, so that a screen reader names day and part of each box."""
    head = [tag("th", {"scope": "col"}, t(f"need_form.part.{part.key}")) for part in DAY_PARTS]
    rows = []
    for day in range(7):
        boxes = []
        for part in DAY_PARTS:
            name = f"t{day}-{part.key}"
            words = f"{t(f'need_form.day.{day}')} {t(f'need_form.part.{part.key}')}"
            box = _box("checkbox", name, "on", on=bool(typed.get(name)), label=words)
            boxes.append(
                tag("td", {}, tag("label", {"class": "spot"}, box, tag("span", {"aria-hidden": "true"})))
            )
        rows.append(tag("tr", {}, tag("th", {"scope": "row"}, t(f"need_form.day.{day}")), *boxes))
    table = tag(
        "table", {"class": "week"}, tag("thead", {}, tag("tr", {}, tag("td"), *head)), tag("tbody", {}, *rows)
    )
    return _optional(
        t("need_form.times"), table, is_open=any(name.startswith("t") and "-" in name for name in typed)
    )


def _crowd(t: Translate, centre: Centre, typed: Mapping[str, str]) -> Markup:
    spaces = [_option("", t("need_form.no_space"), typed.get("space"))]
    spaces += [_option(key, t.name(space.name), typed.get("space")) for key, space in centre.spaces.items()]
    days = [_option(key, t(f"need_form.days.{key}"), typed.get("days")) for key in DAYS]
    hours = [_option(f"{hour}", f"{hour:02}:00–{hour + 1:02}:00", typed.get("hour", "19")) for hour in HOURS]
    return _optional(
        t("need_form.crowded"),
        join(
            _choice("space", t("need_form.space"), join(*spaces)),
            _choice("days", t("need_form.days"), join(*days)),
            _choice("hour", t("need_form.hour"), join(*hours)),
        ),
        is_open=bool(typed.get("space")),
    )


def _voices(t: Translate, typed: Mapping[str, str]) -> Markup:
    rows = [
        _option(f"{n}", t("need_form.persons", n=n), typed.get("voices", "1"))
        for n in range(1, MOST_VOICES + 1)
    ]
    return _choice("voices", t("need_form.voices"), join(*rows))


def _trap(t: Translate) -> Markup:
    line = tag("input", {"name": TRAP, "id": TRAP, "tabindex": "-1", "autocomplete": "off"})
    return tag(
        "div",
        {"class": "trap", "aria-hidden": "true"},
        tag("label", {"for": TRAP}, t("need_form.trap")),
        line,
    )


def _question(t: Translate, asked: Question) -> Markup:
    """Hidden by the script, whose work answers in its place."""
    words = t(
        "need_form.question",
        one=t(f"need_form.number.{asked.one}"),
        other=t(f"need_form.number.{asked.other}"),
    )
    line = tag("input", {"name": "answer", "id": "answer", "inputmode": "numeric", "autocomplete": "off"})
    return tag("div", {"class": "field", "data-unproven": True}, tag("label", {"for": "answer"}, words), line)


def _group(label: str, body: str) -> Markup:
    return tag("fieldset", {}, tag("legend", {}, label), body)


def _optional(label: str, body: str, *, is_open: bool) -> Markup:
    return tag("details", {"open": is_open}, tag("summary", {}, label), body)


def _choice(name: str, label: str, rows: str) -> Markup:
    return tag(
        "div",
        {"class": "field"},
        tag("label", {"for": name}, label),
        tag("select", {"name": name, "id": name}, rows),
    )


def _option(value: str, words: str, chosen: str | None) -> Markup:
    return tag("option", {"value": value, "selected": value == (chosen or "")}, words)


def _box(kind: str, name: str, value: str, *, on: bool, required: bool = False, label: str = "") -> Markup:
    named: dict[str, str | bool] = {"aria-label": label} if label else {}
    return tag(
        "input", {"type": kind, "name": name, "value": value, "checked": on, "required": required, **named}
    )
