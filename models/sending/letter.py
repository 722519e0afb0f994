"""A parcel as an e-mail."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from models.sending.parcel import Parcel
from models.sending.recipient import Recipient, mail_address


def letter(sender: str, to: Recipient, parcel: Parcel, at: datetime) -> EmailMessage:
    """Text and files, the link below the text. Its Message-ID is the same for each attempt, so that a mailbox may see a
    second copy to be one. Raises ValueError for an address that is none; no sign of a name can add a header."""
    message = EmailMessage()
    message["From"] = Address(addr_spec=mail_address(sender))
    message["To"] = Address(display_name=_one_line(to.name), addr_spec=mail_address(to.address))
    message["Subject"] = _one_line(parcel.subject)
    message["Date"] = at
    message["Message-ID"] = (
        f"<{hashlib.sha256(parcel.id.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(part for part in (parcel.text, parcel.link) if part))
    for file in parcel.files:
        main, _, sub = file.media.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=_one_line(file.name))
    return message


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
