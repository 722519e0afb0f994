"""What people do on the page of own reports: look, take along, keep, let it be made by itself; the week's sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.answer import Deed, Fields, Json
from dashboard.components.own_preview import own_preview
from dashboard.drawn import nodes
from dashboard.link import link
from dashboard.page import Visit
from dashboard.report.deed import begun, owner, parcel_asked, stop_parcel
from dashboard.report.form import Kept
from dashboard.report.own_asked import asked, number_of
from dashboard.report.work import Work, Workshop
from models.account import Permission
from models.payload import visible
from models.report.own.choice import OwnChoice, needs_money
from models.report.own.saved import OwnReport, Rhythm
from models.report.paper import Paper
from models.report.papers.own import OwnStatement
from models.services.made_papers import WEEKLY_READS, made_paper, made_papers, weekly
from models.services.own_reports import READS, Typed, checked, drop, keep, made, own_report, set_rhythm
from models.services.strangers import RefusedError, refusal


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looked at. report: the kept one that was open, None = none."""

    choice: OwnChoice
    report: OwnReport | None
    statement: OwnStatement


WORKS: Workshop[Looked] = Workshop("own-report")

PREVIEW = "own-preview"
"""The place on the page that is drawn anew."""


def _preview(visit: Visit, fields: Fields) -> Json:
    """Begins; the page asks after it by its key. What is wrong with the choice is said at once."""
    choice, report, ports, account = _choice(fields), _report(visit, fields), visit.ports, visit.account
    checked(ports, account, choice)
    name = report.name if report else ""

    def work(one: Work[Looked]) -> Looked:
        return Looked(choice, report, made(ports, account, choice, name, step=one.step))

    key = WORKS.start(owner(visit), work)
    return {"work": key, "text": visit.translate("own.preview.begun")}


def _work(visit: Visit, fields: Fields) -> Json:
    t, key = visit.translate, fields.get("work", "")
    work = WORKS.get(owner(visit), key)
    if not work.ended:
        told = t("own.preview.progress", done=work.done, of=work.of) if work.of else t("own.preview.begun")
        return {"done": work.done, "of": work.of, "text": told}
    looked = work.result()
    checked(visit.ports, visit.account, looked.choice)  # rights may have gone since it was begun
    drawn = own_preview(visit, looked.statement, looked.choice, looked.report, key)
    return {"ended": True, "text": t("own.preview.ready"), "drawn": {PREVIEW: nodes(drawn)}}


def _stop_work(visit: Visit, fields: Fields) -> Json:
    WORKS.stop(owner(visit), fields.get("work", ""))
    return {"text": visit.translate("own.preview.stopped")}


def _take(visit: Visit, fields: Fields) -> Json:
    """The very figures that are on the screen, where these are still there; the rights are asked for anew."""
    choice = _choice(fields)
    checked(visit.ports, visit.account, choice)
    readers = {READS, Permission.MONEY_READ} if needs_money(choice) else {READS}
    return begun(visit, fields, lambda: Kept(_statement(visit, fields, choice), (), (frozenset(readers),)))


def _statement(visit: Visit, fields: Fields, choice: OwnChoice) -> OwnStatement:
    try:
        looked = WORKS.get(owner(visit), fields.get("work", "")).result()
        if looked.choice == choice:
            return looked.statement
    except RefusedError:
        pass  # it lies there no more
    report = _report(visit, fields)
    return made(visit.ports, visit.account, choice, report.name if report else "")


def _take_week(visit: Visit, fields: Fields) -> Json:
    ports, account, week = visit.ports, visit.account, fields.get("week", "")
    return begun(visit, fields, lambda: Kept(weekly(ports, account, week), (), (WEEKLY_READS,)))


def _take_made(visit: Visit, fields: Fields) -> Json:
    ports, account, key = visit.ports, visit.account, fields.get("key", "")
    paper = next((one for one in made_papers(ports, account) if one.key == key), None)
    if paper is None:
        raise refusal("own.no_paper")
    readers = WEEKLY_READS if paper.paper is Paper.WEEK else {READS}
    needed = frozenset({*readers, *({Permission.MONEY_READ} if paper.is_money else ())})
    return begun(visit, fields, lambda: Kept(made_paper(ports, account, key), (), (needed,)))


def _keep(visit: Visit, fields: Fields) -> Json:
    kept = keep(
        visit.ports,
        visit.account,
        Typed(
            name=fields.get("name", ""),
            choice=_choice(fields),
            shared="shared" in fields,
            id=fields.get("as", ""),
            revision=number_of(fields, "revision"),
        ),
    )
    text = visit.translate("own.kept.done", name=visible(kept.name))
    return {"text": text, "go": link(visit, "own-reports", report=kept.id)}


def _drop(visit: Visit, fields: Fields) -> Json:
    ports, account, key = visit.ports, visit.account, fields.get("key", "")
    name = visible(own_report(ports, account, key).name)
    drop(ports, account, key, number_of(fields, "revision"))
    return {"text": visit.translate("own.dropped", name=name), "go": link(visit, "own-reports")}


def _rhythm(visit: Visit, fields: Fields) -> Json:
    if fields.get("rhythm") not in set(Rhythm):
        raise refusal("own.no_rhythm")
    key, to = fields.get("key", ""), [one.removeprefix("to.") for one in fields if one.startswith("to.")]
    rhythm = Rhythm(fields["rhythm"])
    before = own_report(visit.ports, visit.account, key)
    if not visit.may(Permission.REPORT_SEND):
        to = list(before.to)  # who may not say who gets it saw no names to tick
    set_rhythm(visit.ports, visit.account, key, number_of(fields, "revision"), rhythm, to)
    return {"text": visit.translate("own.rhythm.done"), "go": f"{link(visit, 'own-reports')}#kept"}


def _choice(fields: Fields) -> OwnChoice:
    found = asked(fields)
    if found is None:
        raise refusal("own.no_metric")
    return found


def _report(visit: Visit, fields: Fields) -> OwnReport | None:
    """The kept report that is open; None = none, or none that may be seen."""
    key = fields.get("report", "")
    try:
        return own_report(visit.ports, visit.account, key) if key else None
    except RefusedError:
        return None


DEEDS: Mapping[str, Deed] = {
    "preview": _preview,
    "work": _work,
    "stop_work": _stop_work,
    "take": _take,
    "take_week": _take_week,
    "take_made": _take_made,
    "parcel": parcel_asked,
    "stop_parcel": stop_parcel,
    "keep": _keep,
    "drop": _drop,
    "rhythm": _rhythm,
}
