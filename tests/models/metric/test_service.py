"""Figures of the property service."""

from models.metric.service import Satisfied, gap_per_flat, recovery, satisfied
from models.money.service_sum import ServiceSum

TOLD = ServiceSum(cost_fen=8_000, fee_fen=2_000, subsidy_fen=1_000)


def test_recovery_is_fees_over_costs_and_nothing_without_costs() -> None:
    assert recovery(TOLD) == 0.25
    assert recovery(ServiceSum(fee_fen=10)) is None


def test_a_gap_is_shared_among_flats_in_whole_fen() -> None:
    assert gap_per_flat(TOLD, 60) == 83
    assert gap_per_flat(TOLD, 0) is None


def test_who_was_not_asked_is_neither_satisfied_nor_not() -> None:
    assert satisfied([5, None, 4]) == Satisfied(4.5, 2)
    assert satisfied([None]) == Satisfied(None, 0)
