"""Sheet 9 from inputs whose totals are known."""

from dataclasses import replace
from datetime import date

from models.money.fund.rule import BUILT_IN, HELD, Bucket, Purpose
from models.money.fund.split import Standing
from models.report.book_identities import fund_is_the_ledger
from models.report.inputs import MonthInputs
from models.report.inputs.fund import BucketMonth, DebtOfMonth, FundInputs, RunOfMonth, SpentOf
from models.report.sheet import Absent, Sheet
from models.report.sheets.fund import sheet
from tests.month_read import october
from tests.reports import HOSTILE

RUN = RunOfMonth(
    number=3,
    version=0,
    base=10_001,
    released=0,
    carried=-1,
    parts={"repayment": 5_000, "property": 4_000, "volunteer": 1_000},
    booked={"fund.open": 10_000, "fund.repayment": -5_000, "fund.property": -4_000, "fund.volunteer": -1_000},
    after=Standing(whole=10_000),
)
FUND = FundInputs(
    has_fund=True,
    rules=(BUILT_IN,),
    runs=(RUN,),
    buckets=tuple(
        BucketMonth(bucket=bucket, got=got, spent=spent, got_ever=2 * got, spent_ever=spent)
        for bucket, got, spent in zip(BUILT_IN.buckets, (5_000, 4_000, 1_000), (0, 0, 300), strict=True)
    ),
    spends=(SpentOf(id="o1", day=date(2026, 10, 9), bucket="volunteer", fen=300, reference="议事会 7 号"),),
    debt=DebtOfMonth(opened=90_000, owed=80_000, aside=10_000, remaining=70_000),
    base_ever=20_002,
)


def inputs(fund: FundInputs) -> MonthInputs:
    return october(fund=fund)


def row(told: Sheet, table: str, key: str, *columns: str) -> list[int | None]:
    return [told.table(table).cell(key, column).count for column in columns]


def test_buckets_tell_what_they_got_spent_and_hold_and_the_total_is_their_sum() -> None:
    told = sheet(inputs(FUND))
    columns = ("allocated", "allocated_ever", "spent", "spent_ever", "left")
    assert row(told, "fund_buckets", "volunteer", *columns) == [1_000, 2_000, 300, 300, 1_700]
    assert row(told, "fund_buckets", "total", *columns) == [10_000, 20_000, 300, 300, 19_700]
    assert told.table("fund_buckets").cell("repayment", "points").number == 0.5


def test_a_run_tells_every_step_and_the_debt_what_is_left_of_it() -> None:
    told = sheet(inputs(FUND))
    columns = ("base", "released", "carried", "shared", "carried_on")
    assert row(told, "fund_runs", "3", *columns) == [10_001, 0, -1, 10_000, 0]
    debt = ("debt_opened", "debt_owed", "debt_aside", "debt_remaining")
    assert row(told, "fund_debt", "debt", *debt) == [90_000, 80_000, 10_000, 70_000]


def test_a_payment_tells_where_it_was_decided() -> None:
    payment = sheet(inputs(FUND)).table("fund_spends")
    assert payment.cell("o1", "reference").name == {"zh-Hans": "议事会 7 号", "en": "议事会 7 号"}
    assert payment.cell("total", "spent").count == 300


def test_what_awaits_the_next_rule_is_part_of_the_total() -> None:
    run = replace(RUN, parts={**RUN.parts, "repayment": 3_000, HELD: 2_000})
    buckets = (replace(FUND.buckets[0], got=3_000, got_ever=8_000), *FUND.buckets[1:])
    told = sheet(inputs(replace(FUND, runs=(run,), buckets=buckets, held=2_000)))
    assert row(told, "fund_buckets", HELD, "allocated", "left") == [2_000, 2_000]
    assert row(told, "fund_buckets", "total", "allocated") == [10_000]


def test_a_bucket_that_got_less_than_was_shared_out_is_found() -> None:
    good, bad = inputs(FUND), inputs(replace(FUND, runs=(replace(RUN, parts={"repayment": 9_999}),)))
    assert all(one == other for _, one, other in fund_is_the_ledger(good, {"fund": sheet(good)}))
    wrong = [where for where, one, other in fund_is_the_ledger(bad, {"fund": sheet(bad)}) if one != other]
    assert wrong == ["run 3: base", "run 3: fund.repayment", "allocated"]


def test_without_a_fund_or_a_run_the_tables_say_nothing() -> None:
    told = sheet(inputs(FundInputs()))
    assert [table.rows for table in told.tables] == [(), (), (), (), ()]
    none = sheet(inputs(replace(FUND, runs=(), spends=(), debt=None)))
    assert not none.table("fund_runs").rows
    assert not none.table("fund_debt").rows


def test_names_that_people_typed_stay_names() -> None:
    for text in HOSTILE:
        bucket = Bucket(key="other", purpose=Purpose.OTHER, points=10_000, name={"zh-Hans": text, "en": text})
        rule = replace(BUILT_IN, version=2, decision=text, buckets=(bucket,))
        told = sheet(inputs(replace(FUND, rules=(rule,), buckets=(replace(FUND.buckets[0], bucket=bucket),))))
        assert told.table("fund_rules").cell("2", "decision").name == {"zh-Hans": text, "en": text}
        assert told.table("fund_buckets").cell("other", "bucket").text is None


def test_a_decision_that_nobody_wrote_down_is_no_data() -> None:
    told = sheet(inputs(replace(FUND, rules=(replace(BUILT_IN, version=1, decision=""),))))
    assert told.table("fund_rules").cell("1", "decision").absent is Absent.NO_DATA
