"""The bench of duplicates names its pairs and tells each way beside the others."""

from dashboard.bench.needs.duplicates import lines


def test_it_prints_each_way_with_its_precision_and_recall() -> None:
    told = list(lines(1))
    assert "labelled pairs" in told[0]
    assert sum("%" in line for line in told) == 3
    assert "processor time" in told[-1]
