"""Canteen, market, free rooms, offerings and the book in Chromium: drawn for everybody, broad and narrow, light and dark."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from dashboard.same_site import csrf_token
from models.account import Role
from models.exchange.feed_ports import FeedPorts
from models.money.entry import Entry, EntrySource, Posting, reversal
from models.ports import Ports
from tests.dashboard.pages.test_canteen import NOON, events
from tests.e2e.live_server import app_of, open_identity, session_of
from tests.e2e.looking import Looking
from tests.fakes import MemoryTenancies
from tests.house import lively_ports, speak
from tests.ports import free_port
from tests.timetabled import with_programme
from tests.web import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Look = Callable[..., Looking]
WAIT = 20_000


@dataclass
class House:
    """The house with a programme, a market and a book behind the real gate."""

    port: int
    cookies: dict[str, str]


def sale(number: int) -> Entry:
    at = NOON - timedelta(hours=number)
    paid, subsidy = 1_350 + 50 * (number % 7), 150
    return Entry(
        key=f"sale:canteen-till:{number}",
        source=EntrySource.SALE,
        day=at.date(),
        at=at,
        postings=(
            Posting(account="takings", fen=paid, space="canteen"),
            Posting(account="receivable.subsidy", fen=subsidy, space="canteen"),
            Posting(account="income.canteen.fare", fen=-paid, space="canteen"),
            Posting(account="income.canteen.subsidy", fen=-subsidy, space="canteen"),
        ),
        document=f"event:canteen-till:sale:{number}",
    )


def rent(stall: str, fen: int) -> Entry:
    lines = (
        Posting(account="receivable.rent", fen=fen, space="market", party=stall),
        Posting(account="income.market.rent", fen=-fen, space="market", party=stall),
    )
    day = NOON.date().replace(day=1)
    return Entry(
        key=f"rent:{stall}:2026-11",
        source=EntrySource.RENT,
        day=day,
        at=NOON,
        postings=lines,
        document=f"tenancy:{stall}:2026-11",
        memo="11 月租金",
    )


def power() -> Entry:
    return Entry(
        key="voucher:power:2026-11",
        source=EntrySource.VOUCHER,
        day=NOON.date().replace(day=2),
        at=NOON,
        postings=(Posting(account="cost.energy", fen=86_000), Posting(account="bank", fen=-86_000)),
    )


def with_book(ports: Ports) -> Ports:
    assert ports.money is not None
    book = ports.money.ledger
    posted = book.post([sale(n) for n in range(70)], by="system", at=NOON).posted
    book.post([rent("veg", 120_000), rent("tofu", 86_050)], by="chen", at=NOON)
    book.post(
        [reversal(posted[-1], key=f"{posted[-1].entry.key}~1", day=NOON.date(), at=NOON)], by="li", at=NOON
    )
    book.post([power()], by="chen", at=NOON)
    return ports


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("trade")
    database, identity = open_identity(folder)
    lively = with_programme(lively_ports(lambda: NOON, days=8), database)
    lively.events.put(list(events()))  # type: ignore[attr-defined]
    centre = lively.centre.id
    ports = replace(
        lively,
        tenancies=MemoryTenancies(),
        money=database.money(centre),
        batches=database.batches(centre),
        feeds=FeedPorts(remote=lambda _: b""),
    )
    speak(with_book(ports), NOON)
    app, hub = app_of(ports, identity, folder)
    token = session_of(identity, Role.MANAGER, ports)
    with serving(app, free_port()) as port:
        yield House(port, {"linli": token, "_csrf_token": csrf_token(token)})
        hub.close()
    database.close()


def go(look: Look, house: House, address: str, **options: object) -> Looking:
    looking = look(house.port, house.cookies, **options)
    looking.page.goto(f"/shijiawan/{address}")
    expect(looking.page.locator(".desk h1")).to_be_visible(timeout=WAIT)
    return looking


@pytest.mark.parametrize(
    "address",
    [
        "canteen?lang=zh-Hans&period=week",
        "market?lang=en&period=week",
        "free?lang=zh-Hans",
        "offerings?lang=en",
        "ledger?lang=zh-Hans&entry=70",
        "ledger?lang=en&account=takings&first=2026-11-01",
        "ledger?lang=zh-Hans&view=trial",
        "series?lang=zh-Hans&view=left",
        "imports?lang=en",
        "earnings?lang=zh-Hans&period=month&against=previous",
        "earnings?lang=en&period=month&space=canteen",
    ],
)
def test_the_page_is_for_everybody(look: Look, house: House, address: str) -> None:
    """Broad and light first, then the same page on a phone in the dark."""
    looking = go(look, house, address, color_scheme="light")
    name = "".join(sign if sign.isalnum() else "-" for sign in address)
    for width, scheme in ((1440, "light"), (390, "dark")):
        looking.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of Playwright's words
        looking.page.set_viewport_size({"width": width, "height": 1800})
        looking.shot(f"{name}-{width}")
        assert looking.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert looking.axe() == []
    assert looking.policy_violations() == []
    assert looking.complaints == []


def test_a_picture_holds_what_is_scrolled_away_and_no_buttons(look: Look, house: House) -> None:
    looking = go(look, house, "market?lang=en&period=week")
    page = looking.page
    page.locator("#stalls .take summary").click()
    with page.expect_download() as download:
        page.locator("#stalls [data-take=svg]").click()
    drawn = ET.parse(download.value.path()).getroot()
    words = {one.text: float(one.get("y", "nan")) for one in drawn.iter() if one.tag.endswith("text")}
    assert words["B7"] < float(drawn.get("height", "0"))
    assert "Let a stall" not in words
    scrolled = page.locator("#stalls .tall").evaluate("(one) => one.scrollHeight > one.clientHeight")
    assert scrolled, "the page itself goes on scrolling"


def test_a_space_is_opened_from_its_bar_and_leads_to_its_entries(look: Look, house: House) -> None:
    looking = go(look, house, "earnings?lang=en&period=month")
    page = looking.page
    page.locator("#spaces .earn a", has_text="Leyangju").click()
    expect(page.locator(".desk h1")).to_have_text("Earnings of Leyangju Canteen", timeout=WAIT)
    page.locator("#accounts a", has_text="paid by subsidy").click()
    expect(page.locator(".ledger-stands")).to_contain_text("−103.50", timeout=WAIT)
    assert "space=canteen" in page.url
    assert looking.complaints == []


def test_the_book_is_searched_opened_and_taken_along(look: Look, house: House) -> None:
    looking = go(look, house, "ledger?lang=en")
    page = looking.page
    page.locator(".ledger-filter > summary").click()
    page.locator(".ledger-filter [name=account]").select_option("income.market.rent")
    page.locator(".ledger-filter button.primary").click()
    expect(page.locator(".ledger-stands")).to_contain_text("−2,060.50", timeout=WAIT)
    assert "account=income.market.rent" in page.url
    page.locator("#entries tbody th a").first.click()
    expect(page.locator("#entry")).to_contain_text("a stall's tenancy", timeout=WAIT)
    page.locator("#entries .take summary").click()
    with page.expect_download() as download:
        page.locator("#entries [data-take=csv]").click()
    told = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "-860.50" in told
    assert "11 月租金" in told
    assert looking.complaints == []


def test_older_entries_are_turned_to(look: Look, house: House) -> None:
    looking = go(look, house, "ledger?lang=zh-Hans")
    page = looking.page
    expect(page.locator("#entries tbody tr")).to_have_count(50)
    page.locator(".pager a").click()
    expect(page.locator("#entries tbody th").last).to_have_text("1", timeout=WAIT)
    assert looking.complaints == []
