"""The deeds of planning anew: what would be proposed otherwise, how far it is, and that it shall count from now on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.advice.picture import picture
from dashboard.advice.replan import Planner
from dashboard.answer import Deed, Fields, Json
from dashboard.components.advice_what_if import plan_compared, proof_words, weights_of
from dashboard.drawn import nodes
from dashboard.imports.held import Owner
from dashboard.link import link
from dashboard.page import Visit
from models.account import Permission
from models.advice.recommendation import State
from models.advice.rule import Weights
from models.services.advice_rules import take
from models.services.advising import Worked, keep, worked_out
from models.services.mending import Mended, mended


@dataclass(frozen=True, slots=True)
class Weighed:
    """A week as it would be with these weights. kept: it was asked for to be proposed, not only to be looked at;
    mended: how it differs, where it was to stay near what was proposed."""

    week: str
    weights: Weights
    worked: Worked
    kept: bool = False
    mended: Mended | None = None


PLANS: Planner[Weighed] = Planner()


def make(visit: Visit, _fields: Fields) -> Json:
    """Work the week of the address out by what counts now, and propose it."""
    shown = picture(visit)
    week, weights, ports = shown.asked.week, shown.week.weights, visit.ports
    by = visit.account.name

    def work() -> Weighed:
        made = Weighed(week, weights, worked_out(ports, week), kept=True)
        keep(ports, made.worked, by)
        return made

    return _begun(visit, work)


def mend(visit: Visit, _fields: Fields) -> Json:
    """Keep to what is proposed as far as the coaches who are there allow, and propose that."""
    shown = picture(visit)
    week, weights, ports = shown.asked.week, shown.week.weights, visit.ports
    by = visit.account.name

    def work() -> Weighed:
        found = mended(ports, week)
        keep(ports, found.worked, by)
        return Weighed(week, weights, found.worked, kept=True, mended=found)

    return _begun(visit, work)


def replan(visit: Visit, fields: Fields) -> Json:
    """Only looked at: what is proposed and decided stays as it is."""
    shown = picture(visit)
    week, weights, ports = shown.asked.week, weights_of(fields, shown.week.weights), visit.ports
    return _begun(visit, lambda: Weighed(week, weights, worked_out(ports, week, weights)))


def _begun(visit: Visit, work: Callable[[], Weighed]) -> Json:
    return {"text": visit.translate("advice_page.what_if.begun"), "plan": PLANS.begin(_owner(visit), work)}


def plan(visit: Visit, fields: Fields) -> Json:
    """How far it is; when it has ended, what it has other than what is proposed now."""
    key = fields.get("plan", "")
    found = PLANS.get(_owner(visit), key)
    if not found.ended:
        return {"text": "", "ended": False}
    made, t = found.made(), visit.translate
    if made.kept:
        text = t("advice_page.made", n=len(made.worked.advised.recommendations))
        if made.mended is not None:
            text = t("coach.mended", new=made.mended.new, gone=made.mended.gone)
        return {"text": text, "ended": True, "go": link(visit, "advice", week=made.week)}
    now = [one for one in picture(visit, week=made.week).week.recommendations if one.state is State.PROPOSED]
    advised = made.worked.advised
    proof = proof_words(t, advised.gap, proved=advised.proved)
    compared = plan_compared(visit, key, now, advised.recommendations, proof)
    return {"text": t("advice_page.what_if.ready"), "ended": True, "drawn": {"compared": nodes([compared])}}


def stop_plan(visit: Visit, fields: Fields) -> Json:
    PLANS.stop(_owner(visit), fields.get("plan", ""))
    return {"text": visit.translate("say_advice.stopped")}


def take_plan(visit: Visit, fields: Fields) -> Json:
    """Weigh like this from now on; proposals that nobody decided on make room."""
    made = PLANS.get(_owner(visit), fields.get("plan", "")).made()
    take(visit.ports, visit.account, made.worked, made.weights)
    return {"text": visit.translate("advice_page.what_if.taken"), "go": link(visit, "advice", week=made.week)}


def _owner(visit: Visit) -> Owner:
    return visit.centre, visit.account.id


DEEDS: Mapping[str, tuple[Permission, Deed]] = {
    "make": (Permission.ADVICE_DECIDE, make),
    "mend": (Permission.ADVICE_DECIDE, mend),
    "replan": (Permission.ADVICE_DECIDE, replan),
    "plan": (Permission.ADVICE_DECIDE, plan),
    "stop_plan": (Permission.ADVICE_DECIDE, stop_plan),
    "take_plan": (Permission.ADVICE_RULE, take_plan),
}
