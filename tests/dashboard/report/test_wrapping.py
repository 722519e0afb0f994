"""What is said of a report on its way out: in the recipient's language, with its files, and of a draft no number."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.i18n import LOCALES
from dashboard.report.wrapping import PAGES, wrapped
from models.message import Message
from models.ports import Ports
from models.sending.delivery import Delivery
from models.sending.recipient import Form, Occasion
from models.services.reporting import make
from models.services.strangers import RefusedError
from tests.blank import blank_database
from tests.monthly import a_month_house
from tests.sending import AT, a_recipient

OCTOBER = date(2026, 10, 1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    database = blank_database(tmp_path_factory.mktemp("wrapping") / "centre.db")
    ports = a_month_house(OCTOBER, reports=database.reports("centre"), audit=database.audit().append)
    make(ports, "system", OCTOBER)
    return ports


def a_delivery(occasion: Occasion, **more: object) -> Delivery:
    one = Delivery(
        id="x",
        recipient="r1",
        occasion=occasion,
        subject="s",
        made_at=AT,
        next_at=AT,
        month=OCTOBER,
        number=0,
    )
    return replace(one, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("occasion", [one for one in Occasion if one not in PAGES])
def test_everything_is_said_in_the_language_of_who_gets_it(
    house: Ports, locale: str, occasion: Occasion
) -> None:
    told = a_delivery(occasion, told=Message("refused.report.nowhere"))
    parcel = wrapped("https://linli.example/", house, told, a_recipient(locale=locale, forms=()))
    chinese = re.compile(r"[\u4e00-\u9fff]")
    assert bool(chinese.search(parcel.text)) == bool(chinese.search(parcel.subject)) == (locale == "zh-Hans")
    assert parcel.link == f"https://linli.example/{house.centre.id}/reports?month=2026-10"
    assert "{" not in parcel.subject + parcel.text


def test_a_report_brings_the_files_that_were_asked_for_under_names_for_people(house: Ports) -> None:
    to = a_recipient(forms=(Form.XLSX, Form.CSV))
    parcel = wrapped("", house, a_delivery(Occasion.REPORT), to)
    workbook, tables = parcel.files
    assert (workbook.content[:4], tables.content[:4]) == (b"PK\x03\x04", b"PK\x03\x04")
    assert workbook.name.endswith(".xlsx")
    assert tables.name.endswith(".zip")
    assert re.search(r"\d", parcel.text), "its sentences tell numbers"
    assert parcel.link == ""


def test_a_draft_tells_no_number_and_brings_no_file(house: Ports) -> None:
    parcel = wrapped("", house, a_delivery(Occasion.DRAFT), a_recipient())
    assert parcel.files == ()
    assert not re.search(r"\d", parcel.text.replace("2026", "").replace("10", ""))


def test_an_unsigned_report_says_so_before_all(house: Ports) -> None:
    parcel = wrapped("", house, a_delivery(Occasion.UNSIGNED), a_recipient(forms=()))
    assert parcel.subject.startswith("【未签发】")


def test_a_version_that_there_is_not_is_refused(house: Ports) -> None:
    with pytest.raises(RefusedError):
        wrapped("", house, a_delivery(Occasion.REPORT, number=7), a_recipient())
