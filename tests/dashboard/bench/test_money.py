"""The books' own bench: every row does its work, and the peer does the bare one."""

from dashboard.bench.money import QUESTIONS, TIMED, measured


def test_every_question_of_the_books_is_measured_beside_plain_sql() -> None:
    rows = {row.name: row for row in measured(500)}
    assert list(rows)[1:] == list(QUESTIONS)
    assert rows[f"posting {TIMED:,} entries"].found == TIMED
    assert rows["ledger verify"].found == TIMED + 500
    assert rows["sums of all accounts"].found == 7
    assert all(row.ours_s > 0 and row.peer_s > 0 and row.name in row.line for row in rows.values())
