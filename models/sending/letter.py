"""A parcel as an e-mail."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from models.payload import one_line
from models.sending.parcel import Parcel
from models.sending.recipient import Recipient, mail_address


def letter(sender: str, to: Recipient, parcel: Parcel, at: datetime) -> EmailMessage:
    """Text and files, the link below the text. Its Message-ID is the same for each attempt, so that a mailbox may see a
    second copy to be one. Raises ValueError for an address that is none; no sign of a name can add a header."""
    message = EmailMessage()
    message["From"] = Address(addr_spec=mail_address(sender))
    message["To"] = Address(display_name=one_line(to.name), addr_spec=mail_address(to.address))
    message["Subject"] = one_line(parcel.subject)
    message["Date"] = at
    message["Message-ID"] = (
        f"<{hashlib.sha256(parcel.id.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"
    )
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(part for part in (parcel.text, parcel.link) if part))
    for file in parcel.files:
        main, _, sub = file.media.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=one_line(file.name))
    return message
