"""What may be done on the advice page: open, move, accept, want elsewhere, refuse, and take along."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.advice.absent import DEEDS as COACHES
from dashboard.advice.card import moved, proposal_of, token_of
from dashboard.advice.picture import Picture, picture
from dashboard.advice.sheet import week_rows
from dashboard.advice.what_if import DEEDS as PLANNING
from dashboard.answer import Deed, Fields, Json
from dashboard.components.advice_tried import tried_panel
from dashboard.components.advice_words import action_words, message_words, spell_words
from dashboard.components.typed import number_of, spot_of
from dashboard.components.use_words import day_words
from dashboard.csv_sheet import csv_text
from dashboard.drawn import nodes
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import Reason, Recommendation
from models.message import Message
from models.services.advice_notice import entry
from models.services.advice_rules import keep_rule, offers
from models.services.advising import advice_of
from models.services.deciding import accept, accept_all, check, modify, reject
from models.services.elsewhere import worth
from models.services.staggering import by_lot
from models.services.strangers import refusal

TICK = "tick:"
"""What the name of a ticked box begins with; the id of its proposal follows."""


def look(visit: Visit, _fields: Fields) -> Json:
    """Somebody else may have decided; what is open or being dragged is left alone."""
    return {"text": "", "drawn": {"list": nodes(picture(visit).list())}}


def open_one(visit: Visit, fields: Fields) -> Json:
    """Also what lies elsewhere goes back to where it was proposed."""
    key = proposal_of(fields.get("session", ""))
    shown = picture(visit, open=key)
    one = _known(shown, key)
    return {
        "text": "",
        "open": key,
        "space": one.target.space,
        "drawn": {"grid": nodes(shown.grid()), "opened": nodes(shown.opened())},
    }


def move(visit: Visit, fields: Fields) -> Json:
    """Looked at, never kept: what stands in the way there, and what it would cost."""
    token = fields.get("session", "")
    key = proposal_of(token)
    shown = picture(visit, open=key)
    one = _known(shown, key)
    tried = moved(one, token, spot_of(fields))
    checked = check(visit.ports, key, tried.target)
    there = replace(shown, tried=tried)
    panel = tried_panel(
        visit,
        one,
        token_of(key, 0, tried.target),
        tried.target,
        checked,
        worth(visit.ports, one, tried.target),
    )
    key_said = "advice_page.said.fits" if checked.feasible else "advice_page.said.conflicts"
    said = [message_words(visit.translate, why) for why in checked.conflicts]
    return {
        "ok": checked.feasible,
        "text": visit.translate(key_said, why=" ".join(said)),
        "open": key,
        "drawn": {"grid": nodes(there.grid()), "opened": nodes(there.opened(above=[panel]))},
    }


def accept_one(visit: Visit, fields: Fields) -> Json:
    key, version, insisted = _which(fields)
    one = _known(picture(visit), key)
    doubts = check(visit.ports, key, one.target)
    if not doubts.conflicts and doubts.doubts and not insisted:
        return _doubtful(visit, doubts.doubts)
    done = accept(visit.ports, visit.account, key, version, note=fields.get("note", ""), insisted=insisted)
    return _decided(visit, done, "advice_page.said.accepted")


def modify_one(visit: Visit, fields: Fields) -> Json:
    key, version, insisted = _which(fields)
    one = _known(picture(visit), key)
    tried = moved(one, fields.get("session", ""), spot_of(fields))
    doubts = check(visit.ports, key, tried.target)
    if not doubts.conflicts and doubts.doubts and not insisted:
        return _doubtful(visit, doubts.doubts)
    note = fields.get("note", "")
    done = modify(visit.ports, visit.account, key, version, tried.target, note=note, insisted=insisted)
    return _decided(visit, done, "advice_page.said.modified")


def reject_one(visit: Visit, fields: Fields) -> Json:
    key, version, _ = _which(fields)
    reason = fields.get("reason", "")
    if reason not in set(Reason):
        raise refusal("no_deed")
    done = reject(visit.ports, visit.account, key, version, Reason(reason), fields.get("note", ""))
    return _decided(visit, done, "advice_page.said.rejected")


def accept_ticked(visit: Visit, fields: Fields) -> Json:
    """Each by itself: one that cannot be stops no other, and is named with its reason."""
    versions = {name.removeprefix(TICK): number_of(fields, name) for name in fields if name.startswith(TICK)}
    if not versions:
        raise refusal("advice_page.none_ticked")
    bulk = accept_all(visit.ports, visit.account, versions, number_of(fields, "weeks", 1))
    t = visit.translate
    refused = [f"{_named(visit, key)}: {message_words(t, why)}" for key, why in bulk.refused.items()]
    said = [t("advice_page.said.bulk", n=len(bulk.accepted), of=len(versions))]
    said += [
        t(
            "advice_page.said.drawn",
            name=action_words(t, one),
            day=day_words(t, one.target.first, year=True),
        )
        for one in by_lot(bulk.accepted)
    ]
    return {"ok": not refused, "text": " ".join([*said, *refused]), "drawn": _drawn(picture(visit))}


def _named(visit: Visit, key: str) -> str:
    """What, where and when; the id of one that is not there, which is all that is known of it."""
    one = advice_of(visit.ports).recommendations.find(key)
    if one is None:
        return key
    first = day_words(visit.translate, one.target.first, year=True)
    return " · ".join((action_words(visit.translate, one), spell_words(visit, one.target), first))


def sheet(visit: Visit, _fields: Fields) -> Json:
    shown = picture(visit)
    rows = week_rows(visit, shown.asked.week, shown.week.recommendations)
    name = f"{visit.centre}-advice-{shown.asked.week}.csv"
    return {"text": visit.translate("use.take.done"), "file": {"name": name, "text": csv_text(rows)}}


def calendar(visit: Visit, fields: Fields) -> Json:
    """The dates that an accepted proposal became, for the calendar of a phone."""
    one = _known(picture(visit), fields.get("key", ""))
    text = entry(visit.ports, one, visit.translate.locale)
    name = f"{visit.centre}-{one.id}.ics"
    return {
        "text": visit.translate("use.take.done"),
        "file": {"name": name, "text": text, "type": "text/calendar"},
    }


def make_rule(visit: Visit, fields: Fields) -> Json:
    """Of what is offered alone: nobody makes a rule that no rejections speak for."""
    offered = next((one for one in offers(visit.ports) if one.id == fields.get("rule", "")), None)
    if offered is None:
        raise refusal("advice.rule_changed")
    penalty = _number(fields.get("penalty", ""))
    keep_rule(visit.ports, visit.account, replace(offered, penalty=penalty))
    return _ruled(visit, "advice_page.offer.taken")


def turn_rule(visit: Visit, fields: Fields) -> Json:
    """Switch a rule off, or on again."""
    week = picture(visit).week
    kept = next((one for one in week.rules if one.id == fields.get("rule", "")), None)
    if kept is None:
        raise refusal("advice.rule_changed")
    wanted = replace(kept, version=number_of(fields, "version"), ended=fields.get("ended") == "yes")
    keep_rule(visit.ports, visit.account, wanted)
    return _ruled(visit, "advice_page.rule.turned")


def _ruled(visit: Visit, key: str) -> Json:
    return {"text": visit.translate(key), "drawn": {"rules": nodes(picture(visit).rules())}}


def _number(text: str) -> float:
    """Raises RefusedError for what is no plain number."""
    if not re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text.strip(), re.ASCII):
        raise refusal("typed.number", value=text[:40])
    return float(text)


def _which(fields: Fields) -> tuple[str, int, bool]:
    return fields.get("key", ""), number_of(fields, "version"), fields.get("insisted") == "yes"


def _known(shown: Picture, key: str) -> Recommendation:
    one = shown.find(key)
    if one is None:
        raise refusal("advice.gone")
    return one


def _doubtful(visit: Visit, doubts: Sequence[Message]) -> Json:
    said = " ".join(message_words(visit.translate, one) for one in doubts)
    return {"ok": False, "text": f"{said} {visit.translate('timetable.sure')}", "again": "insisted"}


def _decided(visit: Visit, done: Recommendation, key: str) -> Json:
    return {
        "text": visit.translate(key),
        "close": True,
        "open": done.id,
        "drawn": _drawn(picture(visit, open=done.id)),
    }


def _drawn(shown: Picture) -> Json:
    return {
        "grid": nodes(shown.grid()),
        "opened": nodes(shown.opened()),
        "list": nodes(shown.list()),
        "rules": nodes(shown.rules()),
    }


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "look": (Permission.ADVICE_READ, look),
    "open": (Permission.ADVICE_READ, open_one),
    "sheet": (Permission.ADVICE_READ, sheet),
    "calendar": (Permission.ADVICE_READ, calendar),
    "make_rule": (Permission.ADVICE_RULE, make_rule),
    "turn_rule": (Permission.ADVICE_RULE, turn_rule),
    "move": (Permission.ADVICE_DECIDE, move),
    "accept": (Permission.ADVICE_DECIDE, accept_one),
    "modify": (Permission.ADVICE_DECIDE, modify_one),
    "reject": (Permission.ADVICE_DECIDE, reject_one),
    "accept_ticked": (Permission.ADVICE_DECIDE, accept_ticked),
    **COACHES,
    **PLANNING,
}
"""Whoever looks may open and take along; to decide, and to change how it is weighed, are rights of their own."""
