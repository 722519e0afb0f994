"""What waits for a yes is its owner's alone, and there is never much of it."""

import base64

import pytest

from dashboard.imports.held import MOST, Shelf, Upload
from models.services.strangers import RefusedError


def test_a_thing_is_handed_to_its_owner_alone() -> None:
    shelf: Shelf[str] = Shelf()
    key = shelf.put(("test", 1), "x")
    assert shelf.get(("test", 1), key) == "x"
    assert shelf.get(("test", 2), key) is None
    assert shelf.get(("other", 1), key) is None
    shelf.drop(key)
    assert shelf.get(("test", 1), key) is None


def test_the_oldest_makes_room() -> None:
    shelf: Shelf[int] = Shelf()
    keys = [shelf.put(("test", 1), n) for n in range(MOST + 1)]
    assert shelf.get(("test", 1), keys[0]) is None
    assert shelf.get(("test", 1), keys[1]) == 1


def test_an_upload_does_not_grow_for_ever() -> None:
    upload, piece = Upload(), base64.b64encode(bytes(100_000)).decode()
    for _ in range(80):
        upload.add(piece)
    with pytest.raises(RefusedError, match="upload"):
        upload.add(piece)
