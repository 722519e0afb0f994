from dashboard.bench.advise.cases import measure


def test_a_few_cases_are_counted_with_what_they_broke() -> None:
    (line,) = measure(30)
    assert line.startswith("cases: 30 small weeks: 0 plans with a broken rule, 0 below greedy")
