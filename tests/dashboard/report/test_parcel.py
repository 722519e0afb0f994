"""Parcels: one file as it is, several as a ZIP, for who asked alone, dropped on request, faults told in words."""

import io
from concurrent.futures import wait
from dataclasses import replace
from threading import Event
from zipfile import ZipFile

import pytest

from dashboard.i18n import Translate
from dashboard.report.form import Kept
from dashboard.report.parcel import Packer, Packing
from dashboard.report.work import MOST_WAITING
from models.services.strangers import RefusedError
from tests.reports import empty

ME, OTHER = ("test", 1), ("test", 2)
ZH = Translate("zh-Hans")


def kept() -> Kept:
    return Kept(empty(), ())


def ended(packer: Packer, key: str) -> Packing:
    packing = packer.get(ME, key)
    assert packing.future is not None
    wait([packing.future])
    return packing


def refused(packing: Packing) -> str:
    with pytest.raises(RefusedError) as error:
        packing.result()
    return error.value.message.key


def test_one_form_comes_as_it_is_under_a_name_for_machines_and_one_for_people() -> None:
    packer = Packer()
    packing = ended(packer, packer.begin(ME, ["xlsx"], kept, ZH))
    parcel = packing.result()
    assert (parcel.name, packing.done) == ("test-2026-10-zh-Hans.xlsx", 1)
    assert parcel.name.isascii()
    assert parcel.spoken.startswith("试验邻里中心")
    assert parcel.spoken.endswith(".xlsx")
    assert ZipFile(io.BytesIO(parcel.content)).testzip() is None


def test_a_name_of_a_centre_cannot_leave_the_folder_of_downloads() -> None:
    hostile = replace(
        empty(), head=replace(empty().head, name={"zh-Hans": '../../etc/"x"\r\nA: b', "en": "x"}, version=2)
    )
    packer = Packer()
    parcel = ended(packer, packer.begin(ME, ["xlsx"], lambda: Kept(hostile, ()), ZH)).result()
    assert not set(parcel.spoken) & set('/\\"\r\n:')
    assert parcel.spoken.endswith("-r2.xlsx")


def test_several_forms_come_in_one_zip_which_is_the_same_each_time() -> None:
    packer = Packer()
    first, second = (ended(packer, packer.begin(ME, ["csv", "xlsx"], kept, ZH)).result() for _ in range(2))
    assert (first.name, first.media) == ("test-2026-10-zh-Hans.zip", "application/zip")
    assert first.content == second.content
    names = ZipFile(io.BytesIO(first.content)).namelist()
    assert names[0] == "test-2026-10-zh-Hans-csv/00-cover.csv"
    assert names[-1] == "test-2026-10-zh-Hans.xlsx"


def test_a_parcel_is_handed_to_nobody_else() -> None:
    packer = Packer()
    key = packer.begin(ME, ["csv"], kept, ZH)
    ended(packer, key)
    with pytest.raises(RefusedError):
        packer.get(OTHER, key)
    with pytest.raises(RefusedError):
        packer.stop(OTHER, key)
    assert packer.get(ME, key).result().content


def test_nothing_is_written_after_somebody_said_stop() -> None:
    packer, go, begun = Packer(), Event(), Event()

    def slow() -> Kept:
        begun.set()
        go.wait(20)
        return kept()

    key = packer.begin(ME, ["csv", "xlsx"], slow, ZH)
    packing = packer.get(ME, key)
    assert begun.wait(20)
    packer.stop(ME, key)
    go.set()
    assert packing.future is not None
    wait([packing.future])
    assert packing.done == 0
    assert refused(packing) == "refused.report.no_parcel"
    with pytest.raises(RefusedError):
        packer.get(ME, key)


def test_what_fails_is_told_in_words_and_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Kept:
        raise ValueError("of the inside")

    packer = Packer()
    packing = ended(packer, packer.begin(ME, ["csv"], broken, ZH))
    assert refused(packing) == "refused.report.parcel_failed"
    assert "of the inside" in caplog.text


@pytest.mark.parametrize("forms", [[], ["exe"], ["csv", "../x"]])
def test_no_form_and_unknown_forms_are_refused(forms: list[str]) -> None:
    with pytest.raises(RefusedError) as error:
        Packer().begin(ME, forms, kept, ZH)
    assert error.value.message.key == "refused.report.no_form"


class Held:
    """A version that is opened when a test says so; `opened` counts how often it was."""

    def __init__(self) -> None:
        self.begun, self.go, self.opened = Event(), Event(), 0

    def __call__(self) -> Kept:
        self.opened += 1
        self.begun.set()
        assert self.go.wait(20)
        return kept()


def test_who_asks_again_and_again_has_one_parcel_and_takes_nobody_elses() -> None:
    packer, held = Packer(), Held()
    mine = packer.begin(ME, ["csv"], held, ZH)
    assert held.begun.wait(20)
    theirs = [packer.begin(OTHER, ["csv"], held, ZH) for _ in range(40)]
    held.go.set()
    assert ended(packer, mine).result().content
    last = packer.get(OTHER, theirs[-1])
    assert last.future is not None
    wait([last.future])
    assert last.result().content
    assert held.opened == 2, "what nobody can fetch is not written"
    for key in theirs[:-1]:
        with pytest.raises(RefusedError):
            packer.get(OTHER, key)


def test_a_new_parcel_stops_ones_own_that_is_being_written() -> None:
    packer, held = Packer(), Held()
    before = packer.get(ME, packer.begin(ME, ["csv", "xlsx"], held, ZH))
    assert held.begun.wait(20)
    after = packer.begin(ME, ["csv"], kept, ZH)
    held.go.set()
    assert ended(packer, after).result().content
    assert before.done == 0


def test_who_comes_when_too_many_wait_is_told_so_and_may_come_again() -> None:
    packer, held = Packer(), Held()
    keys = [packer.begin(("test", n), ["csv"], held, ZH) for n in range(MOST_WAITING)]
    with pytest.raises(RefusedError) as told:
        packer.begin(("test", 99), ["csv"], kept, ZH)
    assert told.value.message.key == "refused.report.many_parcels"
    assert packer.begin(("test", 3), ["csv"], kept, ZH), "who waits already may choose anew"
    held.go.set()
    assert packer.get(("test", 0), keys[0]).future is not None
    wait([packer.get(("test", 3), packer.begin(("test", 3), ["csv"], kept, ZH)).future])  # type: ignore[list-item]
    assert packer.begin(("test", 99), ["csv"], kept, ZH)
