"""A file as the body of a form (RFC 7578)."""

import hashlib

from models.sending.parcel import Attachment

_QUOTED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def multipart(field: str, file: Attachment) -> tuple[bytes, str]:
    """Body and its media type. The boundary follows from the content, and is not in it."""
    boundary = hashlib.sha256(file.content).hexdigest()
    while boundary.encode() in file.content:
        boundary = hashlib.sha256(boundary.encode()).hexdigest()
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{field}"; filename="{file.name.translate(_QUOTED)}"; '
        f"filelength={len(file.content)}\r\nContent-Type: {file.media}\r\n\r\n"
    )
    body = head.encode() + file.content + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"
