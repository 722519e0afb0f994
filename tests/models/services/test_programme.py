"""A series is previewed, kept, changed, dragged and ended as one thing, and what is booked is only ever asked about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest

from models.account import Account
from models.audit import AuditEntry
from models.calendar import Window
from models.centre import SpaceId
from models.hold import SessionStatus
from models.ports import Ports
from models.programme.activity import Organiser, OrganiserKind
from models.programme.edit import Drag, Scope
from models.programme.recurrence import Effect
from models.programme.regeneration import Proposal
from models.programme.series import Series
from models.programme.session import Session
from models.services.offerings import begin
from models.services.programme import (
    Edit,
    all_series,
    carry,
    change,
    drag,
    drag_from,
    end,
    leave_out,
    move_one,
    one_series,
    preview,
    propose,
    save,
)
from models.services.regeneration import regenerate
from models.services.strangers import RefusedError
from tests.fakes import MemoryProgramme
from tests.models.services.test_regeneration import MONDAY, a_house, booked, holiday
from tests.models.services.test_regeneration import a_series as any_series

LI = Account(id=1, name="li")
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


def a_series(key: str = "tai-chi", **changes: object) -> Series:
    return replace(any_series(key), kind="culture-sport", **changes)  # type: ignore[arg-type]


def an_office(*series: Series) -> tuple[Ports, MemoryProgramme, list[AuditEntry]]:
    """With these series saved."""
    ports, programme = a_house()
    trail = list[AuditEntry]()
    ports = replace(ports, audit=trail.append)
    begin(ports)
    for one in series:
        save(ports, LI, one)
    return ports, programme, trail


def held(programme: MemoryProgramme) -> list[Session]:
    found = [one for one in programme.sessions.kept.values() if one.held]
    return sorted(found, key=lambda one: one.window)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        call()
    return error.value.message.key


def test_a_preview_tells_the_next_dates_what_holidays_do_and_what_is_in_the_way_and_keeps_nothing() -> None:
    ports, programme, trail = an_office(a_series("choir", start=time(9, 30), rule="FREQ=DAILY;COUNT=1"))
    kept, told = dict(programme.sessions.kept), len(trail)
    dates = preview(holiday(ports, MONDAY + WEEK), a_series(id=""), most=3)
    assert [one.occurrence.effect for one in dates] == [Effect.RULED, Effect.DROPPED, Effect.RULED]
    assert [one.occurrence.name for one in dates] == ["", "Day off", ""]
    assert [[conflict.kind.value for conflict in one.conflicts] for one in dates] == [["space_taken"], [], []]
    assert (programme.sessions.kept, len(trail), len(all_series(ports))) == (kept, told, 1)


def test_a_kept_series_is_not_in_its_own_way() -> None:
    ports, _, _ = an_office(a_series())
    dates = preview(ports, replace(one_series(ports, "tai-chi"), start=time(9, 15)))
    assert {one.conflicts for one in dates} == {()}


def test_a_saved_series_is_kept_in_one_spelling_planned_and_on_the_trail() -> None:
    ports, programme, trail = an_office()
    draft = a_series(
        "",
        rule=" rrule:freq=weekly;byday=we,mo ",
        left_out=(MONDAY, MONDAY),
        title={"en": " Tai chi ", "zh-Hans": ""},
    )
    saved = save(ports, LI, draft)
    (kept,) = all_series(ports)
    assert saved.series == (kept,)
    assert (kept.rule, kept.left_out, kept.title, kept.version) == (
        *("FREQ=WEEKLY;BYDAY=MO,WE", (MONDAY,), {"en": "Tai chi"}),
        1,
    )
    assert kept.id
    assert held(programme)[0].day == MONDAY + timedelta(days=2)
    assert (trail[-1].actor, trail[-1].action, trail[-1].subject) == ("li", "series.save", kept.id)


def test_a_self_organised_group_holds_its_granted_slots_without_places() -> None:
    ports, programme, _ = an_office()
    dancers = Organiser(id="dancers", kind=OrganiserKind.GROUP, name={"en": "Dancers"}, people=30)
    programme.offerings.put_organiser(dancers)
    save(ports, LI, a_series("", organiser="dancers", places=0, expected=30))
    assert {(one.organiser, one.places, one.expected) for one in held(programme)} == {("dancers", 0, 30)}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"title": {"en": " "}}, "series.title"),
        ({"title": {"en": "x" * 81}}, "series.long_title"),
        ({"space": "cellar"}, "series.space"),
        ({"units": ("east",)}, "series.space"),
        ({"kind": "sport"}, "series.kind"),
        ({"organiser": "nobody"}, "series.organiser"),
        ({"coach": "centre"}, "series.coach"),
        ({"minutes": 0}, "series.minutes"),
        ({"minutes": 1441}, "series.minutes"),
        ({"places": -1}, "series.people"),
        ({"expected": 10_001}, "series.people"),
        ({"first": date(1999, 12, 31)}, "series.first"),
        ({"left_out": tuple(MONDAY + timedelta(days=n) for n in range(501))}, "series.dates"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_by_its_first_fault_and_not_kept(
    changes: dict[str, object], key: str
) -> None:
    ports, programme, _ = an_office()
    draft = replace(a_series(""), **changes)  # type: ignore[arg-type]
    assert refused(lambda: save(ports, LI, draft)) == f"refused.{key}"
    assert refused(lambda: preview(ports, draft)) == f"refused.{key}"
    assert (all_series(ports), programme.sessions.kept) == ([], {})


def test_a_rule_that_cannot_be_is_refused_by_its_part() -> None:
    ports, _, _ = an_office()
    assert refused(lambda: save(ports, LI, a_series("", rule="FREQ=SECONDLY"))) == "rule.time_of_day"
    assert refused(lambda: preview(ports, a_series("", rule="FREQ=WEEKLY;BYDAY=8X"))) == "rule.bad_value"


@pytest.mark.parametrize("until", ["99991231", "99991231T235959", "99991231T235959Z"])
def test_an_end_that_means_for_ever_is_none(until: str) -> None:
    forever = a_series(rule=f"FREQ=WEEKLY;BYDAY=MO;UNTIL={until}")
    ports, programme, _ = an_office(forever)
    assert one_series(ports, "tai-chi").rule == "FREQ=WEEKLY;BYDAY=MO"
    programme.offerings.put_series([replace(forever, id="imported", start=time(14))])
    assert len(regenerate(ports).plan.added) == len(preview(ports, forever, most=26)) == 26
    where = Drag(day=MONDAY, on=MONDAY + timedelta(days=1), start=time(14))
    carry(ports, LI, drag(ports, "imported", 1, where, Scope.ALL))
    assert one_series(ports, "imported").rule == "FREQ=WEEKLY;BYDAY=TU"


def test_what_is_retired_stays_where_it_is_and_is_refused_to_new_series() -> None:
    ports, programme, _ = an_office(a_series())
    kind = next(one for one in programme.offerings.kinds() if one.key == "culture-sport")
    programme.offerings.put_kind(replace(kind, retired=True))
    assert refused(lambda: save(ports, LI, a_series(""))) == "refused.series.kind"
    edit = change(ports, replace(one_series(ports, "tai-chi"), minutes=45), Scope.ALL, MONDAY)
    assert len(carry(ports, LI, edit).plan.changed) == len(held(programme))


def test_from_a_date_on_the_series_is_another_and_its_sessions_keep_their_ids() -> None:
    ports, programme, trail = an_office(a_series())
    ids = [one.id for one in held(programme)]
    draft = replace(one_series(ports, "tai-chi"), start=time(14))
    made = carry(ports, LI, change(ports, draft, Scope.FOLLOWING, MONDAY + WEEK))
    head, tail = made.series
    assert {one.id for one in all_series(ports)} == {head.id, tail.id}
    assert [one.id for one in held(programme)] == ids
    assert [one.series for one in held(programme)] == [head.id] + [tail.id] * (len(ids) - 1)
    assert [one.window.start.hour for one in held(programme)] == [1] + [6] * (len(ids) - 1)
    assert (trail[-1].action, trail[-1].subject, trail[-1].details["into"]) == (
        "series.change",
        "tai-chi",
        tail.id,
    )
    assert regenerate(ports).plan.writes == ()


def test_an_edit_says_before_what_it_will_do_and_touches_nothing() -> None:
    ports, programme, trail = an_office(a_series())
    second = held(programme)[1]
    booked(programme, second.id, 4)
    before, told = dict(programme.sessions.kept), len(trail)
    edit = change(ports, replace(one_series(ports, "tai-chi"), start=time(14)), Scope.FOLLOWING, MONDAY)
    made = propose(ports, edit)
    assert [(left.session.id, left.seats, left.proposal) for left in made.plan.untouched] == [
        (second.id, 4, Proposal.MOVE)
    ]
    assert (programme.sessions.kept, len(trail), one_series(ports, "tai-chi").start) == (
        before,
        told,
        time(9),
    )


def test_a_booked_session_stays_until_a_person_agrees_and_then_goes_with_its_series() -> None:
    ports, programme, _ = an_office(a_series())
    second = held(programme)[1]
    booked(programme, second.id, 4)
    draft = replace(one_series(ports, "tai-chi"), start=time(14))
    made = carry(ports, LI, change(ports, draft, Scope.FOLLOWING, MONDAY + WEEK))
    stayed = programme.sessions.kept[second.id]
    assert (stayed.window, stayed.series) == (second.window, made.series[-1].id)
    assert [left.session.id for left in regenerate(ports).plan.untouched] == [second.id]
    again = change(ports, one_series(ports, stayed.series), Scope.ALL, MONDAY)
    carry(ports, LI, again, agreed=[second.id])
    assert programme.sessions.kept[second.id].window.start.hour == 6
    assert programme.bookings.of_sessions([second.id])[0].status == "confirmed"
    assert regenerate(ports).plan.untouched == ()


@pytest.mark.parametrize("scope", [Scope.FOLLOWING, Scope.ALL])
def test_a_drag_takes_sessions_and_their_bookings_to_another_weekday(scope: Scope) -> None:
    ports, programme, _ = an_office(a_series())
    ids = [one.id for one in held(programme)]
    booked(programme, ids[1])
    where = Drag(day=MONDAY, on=MONDAY + timedelta(days=1), start=time(10))
    made = carry(ports, LI, drag(ports, "tai-chi", 1, where, scope))
    assert [(left.session.id, left.proposal) for left in made.plan.untouched] == [(ids[1], Proposal.MOVE)]
    assert [one.id for one in held(programme)] == ids
    assert [one.window.start.weekday() for one in held(programme)][:3] == [1, 0, 1]
    assert {one.day.weekday() for one in held(programme)} == {1}
    assert regenerate(ports).plan.writes == ()


def test_a_session_that_is_dropped_elsewhere_takes_the_following_with_it_to_its_time_length_and_space() -> (
    None
):
    ports, programme, trail = an_office(a_series())
    first, second, *_ = held(programme)
    hour = timedelta(hours=1)
    to = Window(second.window.start + 2 * hour, second.window.end + 3 * hour)
    edit = drag_from(ports, second, to, SpaceId("gym"), Scope.FOLLOWING)
    before = dict(programme.sessions.kept)
    propose(ports, edit)
    assert programme.sessions.kept == before, "asked first, and nothing is moved by asking"
    carry(ports, LI, edit)
    after = held(programme)
    assert (after[0].window, after[0].space) == (first.window, first.space)
    assert {(one.window.start - to.start) % WEEK for one in after[1:]} == {timedelta()}
    assert {one.window.length for one in after[1:]} == {to.length}
    assert {one.space for one in after[1:]} == {"gym"}
    assert trail[-1].action == "series.drag"


def test_a_date_that_a_holiday_shifted_is_dragged_from_where_it_takes_place() -> None:
    ports, programme, _ = an_office(a_series())
    (one, *_) = held(programme)
    shifted = replace(one, window=Window(one.window.start + 2 * DAY, one.window.end + 2 * DAY))
    to = Window(shifted.window.start + DAY, shifted.window.end + DAY)
    made = propose(ports, drag_from(ports, shifted, to, one.space, Scope.ALL))
    assert "BYDAY=TU" in made.series[-1].rule


def test_a_session_of_no_series_or_that_was_changed_alone_takes_nobody_with_it() -> None:
    ports, programme, _ = an_office(a_series())
    (one, *_) = held(programme)
    for alone in (replace(one, detached=True), replace(one, series="")):
        drop = partial(drag_from, ports, alone, one.window, one.space, Scope.ALL)
        assert refused(drop) == "refused.series.alone"


def test_an_ended_series_and_a_left_out_date_give_their_space_back() -> None:
    ports, programme, _ = an_office(a_series())
    carry(ports, LI, leave_out("tai-chi", 1, MONDAY))
    assert held(programme)[0].day == MONDAY + WEEK
    made = carry(ports, LI, end("tai-chi", 2, MONDAY + 3 * WEEK))
    assert [one.day for one in held(programme)] == [MONDAY + WEEK, MONDAY + 2 * WEEK]
    assert {one.status for one in made.plan.cancelled} == {SessionStatus.CANCELLED}
    carry(ports, LI, end("tai-chi", 3, MONDAY + 4 * WEEK))
    assert [one.day for one in held(programme)][-1] == MONDAY + 3 * WEEK


@pytest.mark.parametrize(
    "edit", [end("tai-chi", 0, MONDAY), leave_out("tai-chi", 7, MONDAY)], ids=["end", "leave_out"]
)
def test_of_two_who_edit_at_once_the_second_is_told(edit: Edit) -> None:
    ports, _, _ = an_office(a_series())
    assert refused(lambda: carry(ports, LI, edit)) == "refused.programme.series_changed"
    assert refused(lambda: carry(ports, LI, end("gone", 1, MONDAY))) == "refused.programme.no_series"


def test_an_edit_that_cannot_be_is_refused_and_changes_nothing() -> None:
    ports, programme, _ = an_office(a_series(rule="FREQ=DAILY"))
    before = dict(programme.sessions.kept)
    where = Drag(day=MONDAY, on=MONDAY + timedelta(days=1), start=time(9))
    assert (
        refused(lambda: carry(ports, LI, drag(ports, "tai-chi", 1, where, Scope.ALL))) == "rule.cannot_drag"
    )
    assert programme.sessions.kept == before


def once_on_each(programme: MemoryProgramme, *weekdays: int) -> bool:
    """Whether every week of the half year has one session on each of these weekdays, and no other."""
    days = [one.window.start.date() for one in held(programme)]
    weeks = {day - timedelta(days=day.weekday()) for day in days}
    return days == [week + timedelta(days=n) for week in sorted(weeks) for n in weekdays][: len(days)]


def test_a_series_whose_sessions_were_dragged_may_have_its_old_weekday_again() -> None:
    ports, programme, _ = an_office(a_series())
    ids = {one.id for one in held(programme)}
    where = Drag(day=MONDAY, on=MONDAY + timedelta(days=1), start=time(9))
    carry(ports, LI, drag(ports, "tai-chi", 1, where, Scope.ALL))
    both = replace(one_series(ports, "tai-chi"), rule="FREQ=WEEKLY;BYDAY=MO,TU", first=MONDAY)
    carry(ports, LI, change(ports, both, Scope.ALL, MONDAY))
    assert once_on_each(programme, 0, 1)
    assert ids < {one.id for one in held(programme)}
    assert regenerate(ports).plan.writes == ()


def test_a_series_that_was_cut_in_two_may_have_the_dates_again_that_its_other_half_had() -> None:
    ports, programme, _ = an_office(a_series())
    draft = replace(one_series(ports, "tai-chi"), start=time(10))
    head, tail = carry(ports, LI, change(ports, draft, Scope.FOLLOWING, MONDAY + WEEK)).series
    carry(ports, LI, end(tail.id, tail.version, MONDAY + WEEK))
    whole = replace(one_series(ports, head.id), rule="FREQ=WEEKLY;BYDAY=MO")
    carry(ports, LI, change(ports, whole, Scope.ALL, MONDAY))
    assert {one.series for one in held(programme)} == {head.id}
    assert once_on_each(programme, 0)
    assert regenerate(ports).plan.writes == ()


def test_a_preview_sees_what_is_in_the_way_although_it_has_the_id_that_the_date_would_have() -> None:
    ports, _, _ = an_office(a_series())
    draft = replace(one_series(ports, "tai-chi"), start=time(9, 30))
    head, _ = carry(ports, LI, change(ports, draft, Scope.FOLLOWING, MONDAY + WEEK)).series
    dates = preview(ports, replace(head, rule="FREQ=WEEKLY;BYDAY=MO"), most=2)
    assert [[one.kind.value for one in date.conflicts] for date in dates] == [[], ["space_taken"]]


def later(one: Session, hours: int) -> Session:
    by = timedelta(hours=hours)
    return replace(one, window=Window(one.window.start + by, one.window.end + by))


def test_one_session_is_moved_alone_and_its_series_leaves_it_there() -> None:
    ports, programme, trail = an_office(a_series())
    first = held(programme)[0]
    moved = move_one(ports, LI, later(first, 5))
    assert (moved.detached, moved.window.start) == (True, first.window.start + timedelta(hours=5))
    assert regenerate(ports).plan.writes == ()
    assert (trail[-1].action, trail[-1].subject) == ("session.move", first.id)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"space": "cellar"}, "office.no_space"),
        ({"units": ("east",)}, "office.no_unit"),
        ({"minutes": 0}, "office.odd_length"),
        ({"minutes": 24 * 60 + 1}, "office.odd_length"),
        ({"places": 41}, "office.over_capacity"),
        ({"places": 100_000}, "series.people"),
        ({"places": -1}, "series.people"),
        ({"expected": 10_001}, "series.people"),
    ],
)
def test_a_session_is_moved_only_to_where_it_fits(changes: dict[str, Any], key: str) -> None:
    ports, programme, trail = an_office(a_series())
    first, told = held(programme)[0], len(trail)
    length = timedelta(minutes=changes.pop("minutes", 60))
    wanted = replace(first, window=Window(first.window.start, first.window.start + length), **changes)
    assert refused(lambda: move_one(ports, LI, wanted, agreed=True)) == f"refused.{key}"
    assert (held(programme)[0], len(trail)) == (first, told)


def test_a_booked_session_is_moved_only_after_those_who_booked_were_asked() -> None:
    ports, programme, _ = an_office(a_series())
    first, second, *_ = held(programme)
    booked(programme, first.id, 3)
    assert refused(lambda: move_one(ports, LI, later(first, 5))) == "refused.programme.booked"
    assert (
        refused(lambda: move_one(ports, LI, replace(first, places=2), agreed=True))
        == "refused.programme.fewer_places"
    )
    assert move_one(ports, LI, later(first, 5), agreed=True).window == later(first, 5).window
    assert (
        refused(lambda: move_one(ports, LI, later(first, 6), agreed=True))
        == "refused.programme.session_changed"
    )
    onto = replace(second, window=later(first, 5).window)
    assert refused(lambda: move_one(ports, LI, onto)) == "refused.programme.space_taken"
