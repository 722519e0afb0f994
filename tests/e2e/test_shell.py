"""The frame in a real browser: signing in, walking through, both languages and themes, nothing to complain about."""

from collections.abc import Callable

import pytest

from models.account import Role
from tests.e2e.looking import Looking
from tests.web_deployment import PASSWORD, World

pytestmark = pytest.mark.browser
Look = Callable[..., Looking]
Cookies = Callable[[Role], dict[str, str]]


def opened(seen: Looking, path: str = "/test/live") -> None:
    seen.page.goto(path)
    seen.page.wait_for_selector("#title")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_no_violation_of_policy_or_accessibility(
    look: Look, port: int, signed_in: Cookies, locale: str, scheme: str
) -> None:
    seen = look(port, signed_in(Role.MANAGER), locale=locale, color_scheme=scheme)
    opened(seen)
    seen.shot(f"shell-{locale}-{scheme}")
    assert seen.axe() == []
    assert seen.policy_violations() == []
    assert seen.complaints == []


def test_a_stranger_signs_in_and_comes_to_the_page_that_was_asked_for(
    look: Look, port: int, world: World
) -> None:
    world.person("lina", Role.OPERATOR)
    seen = look(port, locale="en-GB")
    seen.page.goto("/other/live?space=gym")
    seen.shot("sign-in")
    assert seen.axe() == []
    seen.page.fill("#name", "lina")
    seen.page.fill("#password", PASSWORD)
    seen.page.press("#password", "Enter")
    seen.page.wait_for_selector("#who")
    assert seen.page.inner_text("#who") == "lina in other, space gym"
    assert seen.complaints == []


def test_the_one_time_link_opens_by_itself(look: Look, port: int, world: World) -> None:
    account = world.person("wang", Role.MANAGER)
    token = world.deployment.identity.links.issue(
        account.id, at=world.clock(), lifetime=world.deployment.web.idle
    )
    seen = look(port)
    seen.page.goto(f"/sign-in/link?token={token}")
    seen.page.wait_for_selector("#who")
    assert seen.page.inner_text("#who").startswith("wang in test")


def test_a_callback_answers_and_a_broken_one_says_so_in_words(
    look: Look, port: int, signed_in: Cookies
) -> None:
    seen = look(port, signed_in(Role.MANAGER), locale="en-GB")
    opened(seen, "/other/live")
    seen.page.click("#ask")
    seen.page.wait_for_selector("#answer:not(:empty)")
    assert seen.page.inner_text("#answer") == "the-manager asked 1 in other"
    seen.page.click("#break")
    seen.page.wait_for_selector(".notice:not(:empty)")
    told = seen.page.inner_text(".notice")
    assert "Something went wrong" in told
    assert "secret" not in told
    seen.page.click(".notice")
    seen.page.wait_for_selector(".notice:empty", state="attached")


def test_language_theme_and_menus_work_from_the_keyboard(look: Look, port: int, signed_in: Cookies) -> None:
    seen = look(port, signed_in(Role.MANAGER), locale="zh-CN")
    opened(seen, "/test/live?space=gym")
    page = seen.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("link", name="English").press("Enter")
    page.wait_for_selector("html[lang=en] #who")
    assert "space=gym" in page.url
    page.goto("/test/live")
    page.wait_for_selector("html[lang=en] #who")
    switch = page.locator("[data-theme-switch]")
    switch.press("Enter")
    switch.press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    menu = page.locator("details.person summary")
    menu.press("Enter")
    page.get_by_role("link", name="My account").wait_for()
    assert seen.axe() == []
    page.keyboard.press("Escape")
    assert page.get_by_role("link", name="My account").is_hidden()


def test_signing_out_elsewhere_leads_back_to_sign_in(look: Look, port: int, world: World) -> None:
    world.person("fang", Role.MANAGER)
    seen = look(port, locale="en-GB")
    seen.page.goto("/test/live")
    seen.page.fill("#name", "fang")
    seen.page.fill("#password", PASSWORD)
    seen.page.press("#password", "Enter")
    seen.page.wait_for_selector("#who")
    account = world.deployment.identity.accounts.find("fang")
    assert account is not None
    world.deployment.identity.sessions.revoke_all(account.id)
    seen.page.click("#ask")
    seen.page.wait_for_selector("#password")
    assert "next=%2Ftest%2Flive" in seen.page.url


@pytest.mark.parametrize("path", ["/account", "/test/nowhere", "/sign-in"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_plain_pages_have_no_violation(
    look: Look, port: int, signed_in: Cookies, path: str, scheme: str
) -> None:
    cookies = signed_in(Role.FINANCE) if path != "/sign-in" else {}
    seen = look(port, cookies, locale="zh-CN", color_scheme=scheme)
    seen.page.goto(path)
    seen.shot(f"plain{path.replace('/', '-')}-{scheme}")
    assert seen.axe() == []
    assert seen.policy_violations() == []


def test_a_wall_screen_shows_the_page_and_no_controls(look: Look, port: int, signed_in: Cookies) -> None:
    seen = look(port, signed_in(Role.MANAGER), viewport={"width": 1920, "height": 1080})
    opened(seen, "/test/live?view=wall")
    assert seen.page.query_selector("header") is None
    assert seen.page.evaluate("document.documentElement.dataset.view") == "wall"
    assert seen.axe() == []
