"""Pages kept under a name: one's own, and those that everybody of the centre sees."""

import secrets
from collections.abc import Sequence

from models.account import Account, Permission
from models.ports import Ports
from models.saved_view import LONGEST_NAME, LONGEST_QUERY, SavedView
from models.services.strangers import refusal


def views(ports: Ports, account: Account, page: str) -> Sequence[SavedView]:
    """What the account may choose from on a page."""
    return ports.views.of(page, account.name) if ports.views else []


def keep_view(ports: Ports, account: Account, page: str, name: str, query: str, *, shared: bool) -> SavedView:
    """Keep a page as it stands. To share it takes the right to write remarks. Raises RefusedError."""
    name = " ".join(name.split())
    if ports.views is None or (shared and not account.may(Permission.USE_NOTE, ports.centre.id)):
        raise refusal("no_views")
    if not 0 < len(name) <= LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise refusal("view_name", most=LONGEST_NAME)
    view = SavedView(
        id=secrets.token_hex(8),
        page=page,
        name=name,
        query=query,
        by=account.name,
        shared=shared,
        at=ports.clock(),
    )
    ports.views.put(view)
    return view


def drop_view(ports: Ports, account: Account, page: str, view: str) -> None:
    """Forget one's own view, or a shared one where one may write remarks. Raises RefusedError."""
    found = next((one for one in views(ports, account, page) if one.id == view), None)
    mine = found is not None and (
        found.by == account.name or account.may(Permission.USE_NOTE, ports.centre.id)
    )
    if ports.views is None or not mine:
        raise refusal("view_gone")
    ports.views.remove(view)
