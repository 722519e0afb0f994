"""What becomes of a need, for whoever has its number: a stage in words and no person."""

from starlette.responses import HTMLResponse

from dashboard.markup import Markup, tag
from dashboard.plain import Speech, card, plain
from dashboard.shell import language_links
from models.centre import Centre
from models.needs.need import Need, NeedStatus, Topic

STAGES = (NeedStatus.NEW, NeedStatus.OPEN, NeedStatus.PLANNED, NeedStatus.MET)
"""The way that a need goes, as it is drawn."""


def receipt_page(
    said: Speech,
    centre: Centre,
    need: Need | None,
    fate: Need | None,
    topic: Topic | None,
    *,
    number: str,
    new: bool,
) -> HTMLResponse:
    """fate: the need itself or the one that it repeats; number: as it was asked for, "" = nothing was asked yet."""
    t = said.translate
    known = (
        [
            tag("p", {"class": "muted"}, t("need_form.your_number")),
            tag("p", {"class": "need-number"}, need.number),
            tag("p", {"class": "success", "role": "status"}, t("need_form.thanks")) if new else Markup(),
            _stages(said, fate),
            tag("p", {}, t("need_form.repeats")) if need.of else Markup(),
            tag(
                "p",
                {"class": "muted"},
                f"{t.name(topic.name) if topic else need.topic} · {centre.day_of(need.received_at)}",
            ),
        ]
        if need and fate
        else [
            tag("p", {"class": "fault", "role": "alert"}, t("need_form.unknown")) if number else Markup(),
            _asking(said, number),
        ]
    )
    body = card(
        tag("p", {"class": "muted"}, t.name(centre.name)),
        tag("h1", {}, t("need_form.receipt")),
        *known,
        tag(
            "p",
            {"class": "foot"},
            tag("a", {"href": f"/{centre.id}/needs/new"}, t("need_form.another")),
            " ",
            language_links(t),
        ),
        kind="need-card",
    )
    return plain(said, t("need_form.receipt"), body, status=404 if number and need is None else 200)


def _stages(said: Speech, fate: Need) -> Markup:
    t = said.translate
    if fate.status is NeedStatus.DECLINED:
        return tag("p", {"class": "need-declined"}, t("need_form.stage.declined"), " ", fate.reason)
    here = STAGES.index(fate.status) if fate.status in STAGES else 0
    rows = [
        tag(
            "li",
            {"data-past": n < here, **({"aria-current": "step"} if n == here else {})},
            t(f"need_form.stage.{stage}"),
        )
        for n, stage in enumerate(STAGES)
    ]
    return tag("ol", {"class": "need-stages"}, *rows)


def _asking(said: Speech, number: str) -> Markup:
    t = said.translate
    line = tag(
        "input",
        {
            "id": "number",
            "name": "number",
            "value": number[:20],
            "autocomplete": "off",
            "placeholder": "N-7K3M-92QF",
            "required": True,
        },
    )
    return tag(
        "form",
        {"method": "get"},
        tag("div", {"class": "field"}, tag("label", {"for": "number"}, t("need_form.its_number")), line),
        tag("button", {"class": "primary big", "type": "submit"}, t("need_form.look")),
    )
