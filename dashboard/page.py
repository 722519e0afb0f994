"""What a page is, and the visit that its layout and its callbacks are handed."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from dashboard.i18n import Translate
from models.account import Account, Permission
from models.ports import Ports

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.callbacks import Callbacks


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a page: whose centre, in which language, by whom, with which query.

    Everything in it comes from the server's session and the address, never from what the browser claims in a callback.
    theme: "light", "dark", or "auto" when the browser decides. csrf: what a form of the page must send back.
    """

    ports: Ports
    translate: Translate
    account: Account
    query: Mapping[str, str]
    theme: str = "auto"
    csrf: str = field(default="", repr=False)

    @property
    def centre(self) -> str:
        return self.ports.centre.id

    @property
    def wall(self) -> bool:
        """Whether a wall screen looks: full screen, no controls."""
        return self.query.get("view") == "wall"

    def may(self, permission: Permission) -> bool:
        """Whether the person holds the permission in this centre."""
        return self.account.may(permission, self.centre)


class PageGroup(StrEnum):
    """The first row of the navigation, in its order; its word is `nav.<group>`. The second row is the pages of one of them."""

    NOW = "now"
    PROGRAMME = "programme"
    LOOP = "loop"
    USE = "use"
    MONEY = "money"
    HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A row of PAGES. Served at /<centre>/<path>; its name is `page.<key>` in the catalogue.

    permission: any one of these lets a person in. register: hangs the page's callbacks on the app.
    icon: one character, shown beside the name in the navigation. group: where it stands there; None = other pages lead to it.
    """

    key: str
    path: str
    icon: str
    permission: tuple[Permission, ...]
    layout: "Callable[[Visit], Component]"
    register: "Callable[[Callbacks], None]"
    group: PageGroup | None = None

    def open_to(self, account: Account, centre: str) -> bool:
        """Whether the account may see this page of that centre."""
        return any(account.may(permission, centre) for permission in self.permission)


@dataclass(frozen=True, slots=True)
class Opened:
    """The page that a request is about, with its visit. root: the address under which its Dash endpoints answer."""

    page: Page
    visit: Visit
    root: str


OPENED: ContextVar[Opened | None] = ContextVar("opened", default=None)
"""What the request that is being answered is about; set by the router, read by the layout and the callbacks."""
