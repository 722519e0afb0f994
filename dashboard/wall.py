"""Wall screens: signed in for good, so let near what one centre shows on walls and nothing else."""

from collections.abc import Collection
from datetime import timedelta
from urllib.parse import parse_qsl

from starlette.types import Scope

from dashboard.address import parse, query_of
from models.account import EVERYWHERE, Account, Role
from models.centre import CentreId

WALL_LIFE = timedelta(days=400)
"""How long a screen stays signed in, used or not; no browser keeps a cookie for longer."""

PAGE = "live"
SHOWN = frozenset({PAGE, "free"})
"""The pages that a wall screen may show; the first of its life is PAGE."""

STATICS = "/_dash-component-suites/"


def wall_centre(account: Account, centres: Collection[CentreId]) -> CentreId | None:
    """The centre whose wall screen an account may be: it is a viewer there and nothing else anywhere. None = of none."""
    seen = [
        centre for centre in centres if any(grant.centre in (EVERYWHERE, centre) for grant in account.grants)
    ]
    only_viewer = all(grant.role == Role.VIEWER for grant in account.grants)
    return seen[0] if only_viewer and len(seen) == 1 else None


def home(centre: CentreId) -> str:
    """Where a wall screen belongs."""
    return f"/{centre}/{PAGE}?view=wall"


def within(centre: CentreId, scope: Scope) -> bool:
    """Whether a request is one that the wall screen of this centre has to make."""
    path: str = scope["path"]
    if path in ("/session", f"/{centre}/{PAGE}/events") or path.startswith(STATICS):
        return True
    address = parse(path)
    if address is None or address.centre != centre or address.page not in SHOWN:
        return False
    query = address.query if address.endpoint else query_of(scope)
    return dict(parse_qsl(query)).get("view") == "wall"
