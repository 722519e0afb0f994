"""Pages kept under a name: one's own and those of everybody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models.db import Database
from models.saved_view import SavedView

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
MINE = SavedView(
    id="v1", page="use", name="早市", query="space=market&days=rest", by="li", shared=False, at=AT
)


def test_one_sees_ones_own_views_and_the_shared_ones_in_the_order_of_keeping(database: Database) -> None:
    views = database.views("shijiawan")
    theirs = replace(MINE, id="v2", by="wang", at=AT - timedelta(days=1))
    shared = replace(theirs, id="v3", shared=True)
    for view in (MINE, theirs, shared, replace(MINE, id="v4", page="live")):
        views.put(view)
    assert views.of("use", "li") == [shared, MINE]


def test_a_view_is_removed_in_its_own_centre_alone(database: Database) -> None:
    database.views("shijiawan").put(MINE)
    database.views("jiuyanqiao").put(MINE)
    database.views("shijiawan").remove("v1")
    database.views("shijiawan").remove("v1")
    assert database.views("shijiawan").of("use", "li") == []
    assert database.views("jiuyanqiao").of("use", "li") == [MINE]
