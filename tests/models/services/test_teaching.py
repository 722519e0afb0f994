"""What past days teach comes from where they are kept."""

from datetime import timedelta

from models.balance import Balance, DoorBalance
from models.centre import SensorId
from models.estimate.learning import UNTAUGHT
from models.services.teaching import lessons, taught
from tests.builders import GYM
from tests.fakes import MemoryBalances
from tests.measured import DAY


def a_balance(days_ago: int) -> Balance:
    door = DoorBalance(sensor=SensorId("door"), entries=100, exits=90)
    return Balance(space=GYM, day=DAY - timedelta(days=days_ago), complete=True, doors=(door,))


def test_a_day_is_taught_by_those_before_it_and_not_by_itself() -> None:
    balances = MemoryBalances()
    balances.put([a_balance(0)])
    assert taught(balances, GYM, DAY) == UNTAUGHT
    balances.put([a_balance(1), a_balance(28), a_balance(29)])
    assert taught(balances, GYM, DAY).days == 2


def test_where_nothing_is_kept_nothing_is_learned() -> None:
    assert lessons(None, [GYM], DAY) == {GYM: UNTAUGHT}
