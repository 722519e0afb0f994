"""Recipients and parcels for tests of what leaves the house."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models.db import Database
from models.db.secret_folder import SecretFolder
from models.sending.parcel import Attachment, Parcel
from models.sending.ports import Sending
from models.sending.recipient import Channel, Form, Occasion, Recipient

AT = datetime(2026, 11, 2, 0, 5, tzinfo=UTC)


def a_recipient(channel: Channel = Channel.MAIL, key: str = "r1", **more: Any) -> Recipient:
    """Gets signed reports, drafts and failures, since long ago."""
    usual: dict[str, Any] = {
        "name": "街道办",
        "address": "office@example.org" if channel is Channel.MAIL else "robot.example",
        "locale": "zh-Hans",
        "occasions": frozenset({Occasion.REPORT, Occasion.DRAFT, Occasion.FAILURE}),
        "forms": (Form.PDF,),
        "since": datetime(2026, 1, 1, tzinfo=UTC),
        "by": "wang",
    }
    return Recipient(id=key, channel=channel, **{**usual, **more})


def an_outbox(database: Database, folder: Path, *channels: Channel, centre: str = "centre") -> Sending:
    """Where nothing leaves: what a page or a press of a button does waits for the job that sends."""

    def unsent(*_: object) -> Any:
        raise AssertionError("nothing is sent while somebody waits for a page")

    return Sending(
        mailroom=database.mailroom(centre),
        secrets=SecretFolder(folder / "secrets"),
        wrap=unsent,
        carriers=dict.fromkeys(channels, unsent),
    )


def a_parcel(**more: Any) -> Parcel:
    """With one file whose name is Chinese."""
    file = Attachment("九眼桥 2026年10月.pdf", "application/pdf", b"%PDF-1.7 test\n")
    usual: dict[str, Any] = {
        "id": "report:2026-10.0:r1",
        "subject": "九眼桥邻里中心 2026年10月 月报",
        "text": "开放 300 小时。",
        "link": "https://linli.example/c/reports",
        "files": (file,),
    }
    return Parcel(**{**usual, **more})
