"""What people do on the page of reports: make, take a step, take files along."""

from collections.abc import Mapping
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
from models.report.life import STEPS, Deed
from models.report.version import ReportVersion
from models.services.reporting import make, remarks, statement_of, step
from models.services.strangers import refusal


def _make(visit: Visit, fields: Fields) -> Json:
    month = month_of(fields)
    made = make(visit.ports, visit.account, month)
    known = fields.get("number") == f"{made.number}"
    return _done(visit, made, "reports.make.same" if known else "reports.make.done")


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
    seen, locale = version_of(visit, fields), fields.get("locale", "")
    if locale not in LOCALES:
        raise refusal("no_deed")
    forms = [one for one in FORMS if fields.get(one)]
    t = Translate(next(one for one in LOCALES if one == locale))
    key = PACKER.begin(_owner(visit), forms, partial(_kept, visit, seen), t)
    return {"parcel": key, "of": len(forms), "text": visit.translate("reports.take.begun")}


def _kept(visit: Visit, seen: ReportVersion) -> Kept:
    return Kept(statement_of(visit.ports, seen), remarks(seen))


def _parcel(visit: Visit, fields: Fields) -> Json:
    """How far one is; its address once it is there."""
    key = fields.get("parcel", "")
    packing = PACKER.get(_owner(visit), key)
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


def _stop(visit: Visit, fields: Fields) -> Json:
    PACKER.stop(_owner(visit), fields.get("parcel", ""))
    return {"text": visit.translate("reports.take.stopped")}


def _owner(visit: Visit) -> tuple[str, int]:
    return visit.centre, visit.account.id


DEEDS: Mapping[str, Answer] = {
    "make": _make,
    **{deed: partial(_step, deed) for deed in STEPS},
    "take": _take,
    "parcel": _parcel,
    "stop_parcel": _stop,
}
