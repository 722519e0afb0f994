"""Roles and where they hold."""

from models.account import ROLES, Account, Grant, Permission, Role


def an_account(*grants: Grant, disabled: bool = False) -> Account:
    return Account(id=1, name="li", grants=grants, disabled=disabled)


def test_a_grant_holds_in_its_centre_and_in_no_other() -> None:
    account = an_account(Grant(role=Role.OPERATOR, centre="shijiawan"))
    assert account.may(Permission.LIVE_READ, "shijiawan")
    assert not account.may(Permission.LIVE_READ, "jiuyanqiao")


def test_a_grant_everywhere_holds_in_every_centre() -> None:
    assert an_account(Grant(role=Role.MANAGER)).may(Permission.HEALTH_READ, "any")


def test_a_disabled_account_may_nothing() -> None:
    assert not an_account(Grant(role=Role.MANAGER), disabled=True).may(Permission.ACCOUNT_SELF, "any")


def test_the_sub_district_sees_bands_and_no_counts() -> None:
    viewer = an_account(Grant(role=Role.VIEWER))
    assert viewer.may(Permission.LIVE_BANDS, "c")
    assert not viewer.may(Permission.LIVE_READ, "c")


def test_every_role_has_a_row() -> None:
    assert set(ROLES) == set(Role)
