"""What a page is, and the table of all pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dash import Dash
from dash.development.base_component import Component

from dashboard.i18n import Translate
from models.account import Account, Permission
from models.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a page: whose centre, in which language, by whom, with which query."""

    ports: Ports
    translate: Translate
    account: Account
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A row of PAGES. Served at /<centre>/<path>; its name is `page.<key>` in the catalogue.

    permission: any one of these lets a person in. register: hangs the page's callbacks on the app.
    """

    key: str
    path: str
    icon: str
    permission: tuple[Permission, ...]
    layout: Callable[[Visit], Component]
    register: Callable[[Dash, Any], None]
