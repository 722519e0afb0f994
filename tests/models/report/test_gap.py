"""How much of the promised hours was measured."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.report.finding_facts import Facts
from models.report.finding_of_house import gaps
from models.report.gap import gap_hours, measured_share
from models.report.making import Imprint, made
from models.report.sheet import placed
from models.services.month_inputs import gather
from tests.monthly import HOURS, PROMISED, a_month_house

APRIL = date(2026, 4, 1)


def test_days_of_which_nothing_is_kept_are_missing_at_the_head_and_in_the_sentence() -> None:
    lost = {APRIL + timedelta(days=n) for n in range(10, 30)}
    statement = made(gather(a_month_house(APRIL, without=lost), APRIL), Imprint(number="n", run="r"))
    share = 10 * HOURS / (30 * PROMISED)
    assert statement.head.coverage == pytest.approx(share)
    (told,) = [one for one in statement.findings if one.key == "gaps"]
    assert placed(statement.sheets, told.values["coverage"]).number == pytest.approx(share)


def test_what_one_space_measured_beyond_its_rules_makes_good_for_no_other() -> None:
    assert gap_hours(10, 12) == 0
    inputs = gather(a_month_house(APRIL), APRIL)
    gym, hall = inputs.standard.quality
    quality = (
        replace(gym, promised_hours=30 * HOURS / 2),
        replace(hall, promised_hours=30 * HOURS * 2),
    )
    share = measured_share(replace(inputs, standard=replace(inputs.standard, quality=quality)))
    assert share == pytest.approx((0.5 + 1) / (0.5 + 2))


def test_where_nothing_was_measured_the_share_is_not_known_and_no_sentence_tells_it() -> None:
    inputs = gather(a_month_house(date(2026, 10, 1)), APRIL)
    assert measured_share(inputs) is None
    assert list(gaps(Facts(inputs, []))) == []
