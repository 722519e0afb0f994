"""The warden knows which groups are left when its lines end."""

from dashboard.processes.warden import follow


def test_groups_come_and_go() -> None:
    assert follow(["+1\n", "+2\n", "-1\n", "+3\n"]) == {2, 3}


def test_a_line_that_is_no_group_is_ignored() -> None:
    assert follow(["\n", "+\n", "+x\n", "-9\n"]) == set()
