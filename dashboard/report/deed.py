"""What people do on the page of reports: make, take a step, take files along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from dashboard.answer import Deed as Answer
from dashboard.answer import Fields, Json
from dashboard.i18n import LOCALES, Translate
from dashboard.link import link
from dashboard.page import Visit
from dashboard.report.asked import month_of, version_of
from dashboard.report.form import FORMS, Kept
from dashboard.report.parcel import PACKER
from dashboard.report.route import address
from dashboard.report.work import Workshop
from models.report.life import STEPS, Deed
from models.report.version import ReportVersion
from models.services.reporting import MAKING, check_making, make, remarks, statement_of, step
from models.services.strangers import refusal


@dataclass(frozen=True, slots=True)
class Making:
    """A month that was made. seen: the number of the version that the page showed, "" = none."""

    seen: str
    version: ReportVersion


MAKES: Workshop[Making] = Workshop("making")


def _make(visit: Visit, fields: Fields) -> Json:
    """Begins; the page asks after it by its key."""
    month, ports, account, seen = month_of(fields), visit.ports, visit.account, fields.get("number", "")
    check_making(ports, account, month)
    key = MAKES.start(owner(visit), lambda work: Making(seen, make(ports, account, month, work.step)))
    return {"work": key, "text": visit.translate("reports.make.begun")}


def _work(visit: Visit, fields: Fields) -> Json:
    work = MAKES.get(owner(visit), fields.get("work", ""))
    if not work.ended:
        told = visit.translate("reports.make.progress", done=work.done, of=work.of or MAKING)
        return {"done": work.done, "of": work.of or MAKING, "text": told}
    made = work.result()
    known = made.seen == f"{made.version.number}"
    return {
        "ended": True,
        **_done(visit, made.version, "reports.make.same" if known else "reports.make.done"),
    }


def _stop_work(visit: Visit, fields: Fields) -> Json:
    MAKES.stop(owner(visit), fields.get("work", ""))
    return {"text": visit.translate("reports.make.stopped")}


def _step(deed: Deed, visit: Visit, fields: Fields) -> Json:
    """Only from what the person looked at."""
    seen = version_of(visit, fields)
    if fields.get("revision") != f"{seen.revision}":
        raise refusal("report.changed")
    return _done(
        visit, step(visit.ports, visit.account, seen, deed, fields.get("reason", "")), f"reports.done.{deed}"
    )


def _done(visit: Visit, seen: ReportVersion, key: str) -> Json:
    return {"text": visit.translate(key), "go": link(visit, "reports", month=f"{seen.month:%Y-%m}")}


def _take(visit: Visit, fields: Fields) -> Json:
    """Begins; the page asks after it by its key."""
    seen = version_of(visit, fields)
    return begun(visit, fields, partial(_kept, visit, seen))


def begun(visit: Visit, fields: Fields, kept: Callable[[], Kept]) -> Json:
    """A parcel in the forms and the language that were ticked. Raises RefusedError."""
    locale = fields.get("locale", "")
    if locale not in LOCALES:
        raise refusal("no_deed")
    forms = [one for one in FORMS if fields.get(one)]
    t = Translate(next(one for one in LOCALES if one == locale))
    key = PACKER.begin(owner(visit), forms, kept, t)
    return {"parcel": key, "of": len(forms), "text": visit.translate("reports.take.begun")}


def _kept(visit: Visit, seen: ReportVersion) -> Kept:
    return Kept(statement_of(visit.ports, seen), remarks(seen))


def parcel_asked(visit: Visit, fields: Fields) -> Json:
    """How far one is; its address once it is there."""
    key = fields.get("parcel", "")
    packing = PACKER.get(owner(visit), key)
    t = visit.translate
    if not packing.ended:
        return {
            "done": packing.done,
            "of": packing.of,
            "text": t("reports.take.progress", done=packing.done, of=packing.of),
        }
    parcel = packing.result()
    return {
        "done": packing.of,
        "of": packing.of,
        "fetch": address(visit.centre, key),
        "name": parcel.name,
        "text": t("reports.take.done"),
    }


def stop_parcel(visit: Visit, fields: Fields) -> Json:
    PACKER.stop(owner(visit), fields.get("parcel", ""))
    return {"text": visit.translate("reports.take.stopped")}


def owner(visit: Visit) -> tuple[str, int]:
    return visit.centre, visit.account.id


DEEDS: Mapping[str, Answer] = {
    "make": _make,
    "work": _work,
    "stop_work": _stop_work,
    **{deed: partial(_step, deed) for deed in STEPS},
    "take": _take,
    "parcel": parcel_asked,
    "stop_parcel": stop_parcel,
}
