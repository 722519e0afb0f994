"""Settings -> everything that sends for one centre."""

from functools import partial
from pathlib import Path

from config.sending import mail_server, sending_guard
from config.settings import Settings
from dashboard.report.wrapping import wrapped
from models.db.secret_folder import SecretFolder
from models.feed.mail import MailCarrier
from models.feed.post import GuardedPost
from models.sending.parcel import Carrier
from models.sending.ports import Mailroom, Sending
from models.sending.recipient import Channel
from models.sending.robots import Robots

FOLDER = "recipients"
"""Where the secrets of robots lie, below the data folder."""


def sending(settings: Settings, mailroom: Mailroom, centre: str) -> Sending:
    """Everything that sends for one centre. Raises ConfigError."""
    guard = sending_guard(settings)
    robots = Robots(GuardedPost(guard))
    carriers: dict[Channel, Carrier] = {
        Channel.WECOM: robots.wecom,
        Channel.DINGTALK: robots.dingtalk,
        Channel.FEISHU: robots.feishu,
    }
    server = mail_server(settings)
    if server is not None:
        carriers[Channel.MAIL] = MailCarrier(server, guard)
    return Sending(
        mailroom=mailroom,
        secrets=SecretFolder(Path(settings.data.folder) / FOLDER / centre),
        wrap=partial(wrapped, settings.dashboard.public_url),
        carriers=carriers,
    )
