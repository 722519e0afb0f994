"""Whether a claim fits the book: the steps that it takes, the days that differ, the slips behind them, what was heard since."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.asking import deed_button, deed_form, entry
from dashboard.components.claim_table import band_words
from dashboard.components.field import field
from dashboard.components.marks import marks
from dashboard.components.use_words import NO_DATA, day_words
from dashboard.i18n import Translate
from dashboard.link import link
from dashboard.page import Visit
from dashboard.yuan import digits, yuan
from models.account import Permission
from models.money.meal_claim import Claim, ClaimStatus, SubsidisedMeal
from models.payload import visible
from models.services.claims import LONGEST_REASON, SHOWN, ClaimSheet

DONE, NOW, COMING = "●", "◐", "○"


def claim_steps(visit: Visit, sheet: ClaimSheet) -> Component:
    """The four states as a line, who took each, and the form of the next one."""
    t, claim = visit.translate, sheet.claim
    reached = list(ClaimStatus).index(claim.status)
    who = ("", visible(claim.checked_by), visible(claim.sent_by), visible(claim.paid_by))
    steps = []
    for n, status in enumerate(ClaimStatus):
        sign = DONE if n < reached else NOW if n == reached else COMING
        words = [html.B(f"{sign} {t(f'claims.status.{status}')}"), html.Span(who[n], className="hint")]
        steps.append(html.Li(words, **(marks(aria_current="step") if n == reached else {})))
    body = [
        html.Ol(steps, className="claim-steps"),
        html.P(t("claims.reason_was", reason=visible(claim.reason)), className="muted")
        if claim.reason
        else None,
        html.P(_paid(t, claim)) if claim.paid_on else None,
        _late(visit, sheet),
        _next(visit, sheet),
    ]
    return html.Section(body, className="panel claim", id="steps")


def _paid(t: Translate, claim: Claim) -> str:
    day = day_words(t, claim.paid_on, year=True) if claim.paid_on else NO_DATA
    left = claim.total.subsidy_fen - claim.paid_fen
    return t("claims.paid_is", day=day, value=yuan(t, claim.paid_fen), left=yuan(t, left))


def _late(visit: Visit, sheet: ClaimSheet) -> Component | None:
    """What was heard of since, and where it is claimed."""
    t = visit.translate
    if sheet.claim.status is ClaimStatus.DRAFT or sheet.late == type(sheet.late)():
        return None
    words = t("claims.late", n=sheet.late.meals, value=yuan(t, sheet.late.subsidy_fen))
    return html.P(["▲ ", words, " ", _claimed_by(visit, sheet)], className="claim-warning")


def _claimed_by(visit: Visit, sheet: ClaimSheet) -> Component | None:
    if sheet.supplement is None:
        return None
    which = {"month": f"{sheet.claim.month:%Y-%m}", "number": f"{sheet.supplement}"}
    words = visit.translate("claims.supplement.make", n=sheet.supplement)
    return html.A(words, href=link(visit, "claims", **which))


def _next(visit: Visit, sheet: ClaimSheet) -> Component | None:
    t, claim = visit.translate, sheet.claim
    which = {"month": f"{claim.month}", "number": f"{claim.number}"}
    enters, approves = visit.may(Permission.MONEY_ENTER), visit.may(Permission.MONEY_APPROVE)
    if claim.status is ClaimStatus.DRAFT and enters:
        return deed_form("check", _check(t, sheet), **which)
    if claim.status is ClaimStatus.CHECKED and (enters or approves):
        other = claim.checked_by != visit.account.name
        send = deed_button("send", t("claims.send"), "primary", **which) if approves and other else None
        back = deed_button("reopen", t("claims.reopen"), "", **which)
        wait = html.Span(t("claims.waits"), className="hint") if send is None else None
        return html.Div([part for part in (send, back, wait) if part is not None], className="buttons")
    if claim.status is ClaimStatus.SENT and enters:
        return deed_form("pay", _payment(t, claim), **which)
    return None


def _check(t: Translate, sheet: ClaimSheet) -> list[Component | None]:
    reason = entry("reason", t("claims.reason"), hint=t("claims.reason_hint"), maxLength=LONGEST_REASON)
    return [
        None if sheet.fits else reason,
        html.Button(t("claims.check"), type="submit", className="primary"),
    ]


def _payment(t: Translate, claim: Claim) -> list[Component | None]:
    amount = digits(claim.total.subsidy_fen)
    row = [
        field("day", t("claims.paid_on"), "date"),
        entry("amount", t("claims.paid"), amount, inputMode="decimal"),
    ]
    return [
        html.Div(row, className="asked-row"),
        html.Button(t("claims.pay"), type="submit", className="primary"),
    ]


def claim_tie(visit: Visit, sheet: ClaimSheet) -> Component:
    """The two ways of counting side by side; where they differ, the days and the slips."""
    t = visit.translate
    fits = html.P(["✓ ", t("claims.fits")], className="claim-good")
    days = [
        html.Li(
            t(
                "claims.differs",
                day=day_words(t, one.day),
                told=yuan(t, one.told_fen),
                booked=yuan(t, one.booked_fen),
                by=digits(one.told_fen - one.booked_fen),
            )
        )
        for one in sheet.differing
    ]
    if not sheet.booked and sheet.differing:
        days = [html.Li(t("claims.not_booked"))]
    body = [
        html.H2(t("claims.tie")),
        html.P(t("claims.tie.under"), className="muted"),
        fits if sheet.fits else None,
        _listed(t("claims.differing", n=len(sheet.differing)), days) if days else None,
        _slips(t, "claims.unbooked", sheet.unbooked) if sheet.booked else None,
        _slips(t, "claims.odd", sheet.odd),
    ]
    return html.Section(body, className="panel claim", id="tie")


def _listed(title: str, rows: Sequence[Component]) -> Component:
    shown = [*rows[:SHOWN], *([html.Li("…")] if len(rows) > SHOWN else [])]
    return html.Details([html.Summary(f"▲ {title}"), html.Ul(shown)], className="fold", open=len(rows) <= 10)


def _slips(t: Translate, key: str, meals: Sequence[SubsidisedMeal]) -> Component | None:
    return _listed(t(key, n=len(meals)), [_slip(t, one) for one in meals]) if meals else None


def _slip(t: Translate, one: SubsidisedMeal) -> Component:
    return html.Li(
        t(
            "claims.slip",
            day=day_words(t, one.day),
            id=visible(one.id),
            sensor=one.sensor,
            band=band_words(t, one.band),
            menu=yuan(t, one.told.menu_fen),
            subsidy=yuan(t, one.told.subsidy_fen),
        )
    )
