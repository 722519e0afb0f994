"""[fund] of a centre file: read to the basis point, or refused with the path of what is wrong."""

from datetime import date
from pathlib import Path

import pytest

from config.centre import load_centre
from config.settings import ConfigError
from models.money.fund.rule import BUILT_IN, Base, Purpose, rule_in_force, usual_rule
from tests.config.test_centre import GOOD

REPAY = '[fund.bucket.repayment]\npurpose = "repayment"\npercent = 45.5\n'
TREES = '[fund.bucket.trees]\npurpose = "other"\npercent = 54.5\nname = { zh-Hans = "种树", en = "Trees" }\n'


def file(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "centre.toml"
    path.write_text(f"{GOOD}\n{rows}", encoding="utf-8")
    return path


def test_a_centre_file_says_how_proceeds_are_shared_until_people_decide(tmp_path: Path) -> None:
    usual = usual_rule(load_centre(file(tmp_path, f'[fund]\nbase = "gross"\n{REPAY}{TREES}')).fund)
    assert (usual.version, usual.base) == (0, Base.GROSS)
    assert [(one.key, one.purpose, one.points, one.name.get("en", "")) for one in usual.buckets] == [
        ("repayment", Purpose.REPAYMENT, 4_550, ""),
        ("trees", Purpose.OTHER, 5_450, "Trees"),
    ]
    assert rule_in_force([], date(2026, 11, 1), usual) == usual


def test_a_file_that_says_nothing_leaves_the_built_in_rule(tmp_path: Path) -> None:
    assert usual_rule(load_centre(file(tmp_path, "")).fund) == BUILT_IN


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (REPAY, r"percents add up to 45\.5, not to 100"),
        (f'[fund]\nbase = "luck"\n{REPAY}{TREES}', r"fund\.base"),
        (f'[fund]\nbase = "custom"\n{REPAY}{TREES}', "base 'custom'"),
        (REPAY + REPAY.replace("repayment]", "again]").replace("45.5", "54.5"), "two buckets that repay"),
        (REPAY + TREES.replace("trees]", "held]"), "reserved"),
        (REPAY.replace("45.5", "45.555") + TREES, r"fund\.bucket\.repayment\.percent"),
        ('[fund]\npayoff = "redistribute"\n' + REPAY.replace("45.5", "100"), "no other bucket"),
        ("[fund]\nshare = 3\n" + REPAY + TREES, r"fund\.share is not known"),
    ],
)
def test_what_is_wrong_is_named_with_its_path(tmp_path: Path, rows: str, fault: str) -> None:
    with pytest.raises(ConfigError, match=fault):
        load_centre(file(tmp_path, rows))
