"""What is said of a report on its way out: subject and text in the recipient's language, the files it gets, a link."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.spoken import sentence
from dashboard.components.use_words import month_words
from dashboard.i18n import LOCALES, Translate
from dashboard.report.finding_words import finding_pieces, finding_text
from dashboard.report.form import FORMS, TYPES, Kept, packed, spoken_name
from dashboard.report.wording import wording
from models.ports import Ports
from models.report.version import ReportVersion
from models.sending.delivery import Delivery
from models.sending.parcel import Attachment, Parcel
from models.sending.recipient import Occasion, Recipient
from models.services.made_papers import paper_statement
from models.services.reporting import remarks, reports_of, statement_of
from models.services.strangers import refusal

PAGE = "reports"
PAGES: Mapping[Occasion, str] = {Occasion.WEEKLY: "own-reports", Occasion.OWN: "own-reports"}
"""The path of the page that a link leads to, where it is not PAGE."""


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery being put into words. base: the address that people type, "" = unknown."""

    ports: Ports
    delivery: Delivery
    to: Recipient
    base: str

    @property
    def t(self) -> Translate:
        return Translate(next((one for one in LOCALES if one == self.to.locale), LOCALES[0]))

    @property
    def centre(self) -> str:
        return self.t.name(self.ports.centre.name) or self.ports.centre.id

    @property
    def period(self) -> str:
        """What it is about: a month, a week, the name of a report; "" = nothing."""
        if self.delivery.about is not None:
            return self.t.message(self.delivery.about)
        return month_words(self.t, self.delivery.month) if self.delivery.month else ""


def wrapped(base: str, ports: Ports, delivery: Delivery, to: Recipient) -> Parcel:
    """Raises RefusedError where what is to be sent is not there, StoreError."""
    return WORDING[delivery.occasion](Case(ports, delivery, to, base.rstrip("/")))


def _report(case: Case) -> Parcel:
    """Sentences of the cover, whose small counts were left out when it was made, and the files."""
    version = _version(case)
    kept = Kept(statement_of(case.ports, version), remarks(version))
    words = wording(kept.statement, case.t)
    found = [finding_text(finding_pieces(kept.statement, one, words)) for one in kept.statement.findings]
    subject = case.t(f"sending.subject.{case.delivery.occasion}", name=spoken_name(kept.statement, case.t))
    return _parcel(case, subject, found, _files(case, kept))


def _paper(case: Case) -> Parcel:
    """What the house made by itself, as it was kept then."""
    kept = Kept(paper_statement(case.ports, case.delivery.subject), ())
    name = spoken_name(kept.statement, case.t)
    text = case.t(f"sending.text.{case.delivery.occasion}", centre=case.centre, period=case.period)
    subject = case.t(f"sending.subject.{case.delivery.occasion}", name=name)
    return _parcel(case, subject, [text], _files(case, kept))


def _draft(case: Case) -> Parcel:
    """No number of it: nobody has looked at it yet."""
    return _spoken(case, case.t("sending.text.draft", centre=case.centre, period=case.period))


def _failure(case: Case) -> Parcel:
    told = case.delivery.told
    why = sentence(case.t, told, "sending.fault.store") if told else ""
    return _spoken(case, case.t("sending.text.failure", centre=case.centre, period=case.period, why=why))


def _test(case: Case) -> Parcel:
    return _spoken(case, case.t("sending.text.test", centre=case.centre))


WORDING: Mapping[Occasion, Callable[[Case], Parcel]] = {
    Occasion.REPORT: _report,
    Occasion.UNSIGNED: _report,
    Occasion.WEEKLY: _paper,
    Occasion.OWN: _paper,
    Occasion.DRAFT: _draft,
    Occasion.FAILURE: _failure,
    Occasion.TEST: _test,
}


def _spoken(case: Case, text: str) -> Parcel:
    subject = case.t(f"sending.subject.{case.delivery.occasion}", name=f"{case.centre} {case.period}".strip())
    return _parcel(case, subject, [text])


def _parcel(case: Case, subject: str, lines: Sequence[str], files: tuple[Attachment, ...] = ()) -> Parcel:
    month = case.delivery.month
    asked = f"?month={month:%Y-%m}" if month else ""
    page = PAGES.get(case.delivery.occasion, PAGE)
    link = f"{case.base}/{case.ports.centre.id}/{page}{asked}" if case.base else ""
    return Parcel(id=case.delivery.id, subject=subject, text="\n".join(lines), link=link, files=files)


def _files(case: Case, kept: Kept) -> tuple[Attachment, ...]:
    """Each form as one file, under the name that people know it by."""
    name, found = spoken_name(kept.statement, case.t), []
    for form in case.to.forms:
        made = FORMS[form](kept, case.t)
        single = next(iter(made.values())) if len(made) == 1 else packed(made)
        ending = form.value if len(made) == 1 else "zip"
        found.append(Attachment(f"{name}.{ending}", TYPES[ending], single))
    return tuple(found)


def _version(case: Case) -> ReportVersion:
    wanted = case.delivery
    found = next(
        (one for one in reports_of(case.ports).versions(wanted.month) if one.number == wanted.number), None
    )
    if found is None:
        raise refusal("report.none", month=case.period)
    return found
