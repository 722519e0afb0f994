"""What things cost: price plans with their hours and versions, proposals that wait, and "what does it cost?"."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.answer import Deed, Fields, Json, answered, permitted
from dashboard.callbacks import Callbacks
from dashboard.components.asking import calm, choice, deed_form
from dashboard.components.field import field
from dashboard.components.frame import csv_button
from dashboard.components.marks import marks
from dashboard.components.price_card import price_card
from dashboard.components.price_form import price_form
from dashboard.components.price_quote import quote_part
from dashboard.components.price_rows import price_rows
from dashboard.components.price_typed import version_of
from dashboard.components.price_words import rate_words
from dashboard.components.typed import clock_of, day_of, number_of
from dashboard.csv_sheet import csv_text
from dashboard.drawn import drawn, nodes
from dashboard.ids import PricesId
from dashboard.link import link
from dashboard.page import Page, PageGroup, Visit
from dashboard.yuan import digits, yuan
from models.account import Account, Permission
from models.calendar import Window
from models.money.price import PlanStatus, PlanVersion
from models.money.quote import Quote
from models.ports import Ports
from models.programme.who import Who
from models.services.prices import (
    Plans,
    approve,
    plans,
    propose,
    refuse,
    told,
    told_before,
    withdraw,
)
from models.services.strangers import refusal

WHO = (Permission.PRICE_READ,)

LONGEST_MINUTES = 24 * 60

Parts = Sequence[Component | None]


def layout(visit: Visit) -> Component:
    t = visit.translate
    return html.Div(
        [
            *(drawn(*parts, key=key) for key, parts in content(visit).items()),
            html.P(id=PricesId.TOLD, className="told toast", role="status"),
            dcc.Store(id=PricesId.ASK),
            dcc.Store(id=PricesId.ANSWER),
        ],
        id=PricesId.ROOT,
        className="prices",
        **marks(data_asks=PricesId.ASK, data_busy=t("sensors.busy"), data_late=t("sensors.late")),
    )


def content(visit: Visit) -> Mapping[str, Parts]:
    t, known = visit.translate, plans(visit.ports)
    if visit.ports.money is None:
        return {"prices": [html.H1(t("page.prices")), calm(t("price.no_books"), "¥")]}
    may = visit.may(Permission.PRICE_PROPOSE)
    cards = [price_card(visit, versions) for versions in _ordered(known)]
    return {
        "prices": [
            html.Header(
                [
                    html.H1(t("page.prices")),
                    html.P(_summary(visit, known), className="muted"),
                    csv_button(visit, "plans", t("page.prices")) if known else None,
                ],
                className="use-head",
            ),
            _calculator(visit, known) if known else None,
            html.Div(cards, className="price-cards") if cards else calm(t("price.none_yet"), "¥"),
            _new_plan(visit) if may else None,
        ]
    }


def _ordered(known: Plans) -> list[Sequence[PlanVersion]]:
    """What waits for somebody's word first, then by what is priced."""

    def place(versions: Sequence[PlanVersion]) -> tuple[bool, str, str]:
        waits = any(one.status is PlanStatus.PROPOSED for one in versions)
        return not waits, versions[-1].what, versions[-1].plan

    return sorted(known.values(), key=place)


def _summary(visit: Visit, known: Plans) -> str:
    waiting = sum(one.status is PlanStatus.PROPOSED for rows in known.values() for one in rows)
    key = "price.summary.waiting" if waiting else "price.summary"
    return visit.translate(key, n=len(known), waiting=waiting)


def _new_plan(visit: Visit) -> Component:
    t = visit.translate
    return html.Details(
        [html.Summary(t("price.new_plan")), price_form(visit, None)], className="fold panel price-new"
    )


def _calculator(visit: Visit, known: Plans) -> Component:
    t = visit.translate
    local = visit.ports.clock().astimezone(visit.ports.centre.zone_info)
    names = [(key, t.name(versions[-1].name)) for key, versions in known.items()]
    fields = [
        html.Div(
            [
                choice("plan", t("price.plan"), names),
                field("day", t("timetable.day"), "date", local.date().isoformat()),
                field("start", t("timetable.start"), "time", f"{local:%H:00}"),
                field("minutes", t("price.minutes"), "number", 60, min="0", max=str(LONGEST_MINUTES)),
                choice("who", t("price.who"), [(who.value, t(f"price.who.{who}")) for who in Who]),
            ],
            className="asked-row",
        ),
        html.Button(t("price.ask"), type="submit", className="primary"),
        html.Div(className="price-answer", **marks(data_fresh="quote", data_drawn="[]")),
    ]
    return html.Section(
        [html.H2(t("price.calculator")), deed_form("ask", fields)], className="panel price-calculator"
    )


def register(callbacks: Callbacks) -> None:
    @callbacks.asking(PricesId.ASK, PricesId.ANSWER, PricesId.TOLD, permission=WHO)
    def do(visit: Visit, asked: object) -> Json:
        return answered(visit, asked, permitted(visit, DEEDS))


def _ask(visit: Visit, fields: Fields) -> Json:
    """What a use costs by the version of its day, and by the one before."""
    versions = plans(visit.ports).get(fields.get("plan", ""), ())
    minutes = number_of(fields, "minutes")
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise refusal("price.minutes", most=LONGEST_MINUTES)
    at = datetime.combine(
        day_of(fields, "day"), clock_of(fields, "start"), tzinfo=visit.ports.centre.zone_info
    ).astimezone(UTC)
    who = next((one for one in Who if one.value == fields.get("who")), Who.EVERYBODY)
    now = told(visit.ports, versions, Window(at, at + timedelta(minutes=minutes)), who)
    then = told_before(visit.ports, versions, now)
    return {"text": "", "drawn": {"quote": nodes([_answer(visit, now, then)])}}


def _answer(visit: Visit, now: Quote, then: Quote | None) -> Component:
    t, version = visit.translate, now.version
    rate = rate_words(t, version.base_fen, version.unit)
    head = t("price.by_version", name=t.name(version.name), number=version.number, rate=rate)
    return html.Div([html.P(head, className="hint"), quote_part(t, now), _compared(visit, now, then)])


def _compared(visit: Visit, now: Quote, then: Quote | None) -> Component | None:
    t = visit.translate
    if then is None:
        return None
    more = now.fen - then.fen
    key = "same" if not more else "dearer" if more > 0 else "cheaper"
    words = t(
        f"price.compared.{key}", number=then.version.number, then=yuan(t, then.fen), by=digits(abs(more))
    )
    return html.P(words, className="price-compared", **marks(data_sign=key))


def _sheet(visit: Visit, fields: Fields) -> Json:
    """Every version of every plan, as it could be brought in again."""
    if fields.get("sheet") != "plans":
        raise refusal("no_deed")
    rows = price_rows(visit.translate, [one for versions in plans(visit.ports).values() for one in versions])
    file = {"name": f"{visit.centre}-prices.csv", "text": csv_text(rows)}
    return {"text": visit.translate("use.take.done"), "file": file}


def _proposed(visit: Visit, fields: Fields) -> Json:
    kept = propose(visit.ports, visit.account, version_of(fields))
    return _done(visit, "price.propose.done", kept)


def _done(visit: Visit, key: str, kept: PlanVersion) -> Json:
    """Said on the page that is opened anew."""
    told_to = visit.translate(key, name=visit.translate.name(kept.name), number=kept.number)
    return {"text": told_to, "go": f"{link(visit, 'prices')}#plan-{kept.plan}"}


def _deciding(name: str, decide: Callable[[Ports, Account, str, int], PlanVersion]) -> Deed:
    def deed(visit: Visit, fields: Fields) -> Json:
        kept = decide(visit.ports, visit.account, fields.get("plan", ""), number_of(fields, "number"))
        return _done(visit, f"price.{name}.done", kept)

    return deed


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "ask": (Permission.PRICE_READ, _ask),
    "sheet": (Permission.PRICE_READ, _sheet),
    "propose": (Permission.PRICE_PROPOSE, _proposed),
    "withdraw": (Permission.PRICE_PROPOSE, _deciding("withdraw", withdraw)),
    "approve": (Permission.PRICE_APPROVE, _deciding("approve", approve)),
    "refuse": (Permission.PRICE_APPROVE, _deciding("refuse", refuse)),
}

PRICES = Page(
    key="prices",
    path="prices",
    icon="◷",
    permission=WHO,
    layout=layout,
    register=register,
    group=PageGroup.PROGRAMME,
)
