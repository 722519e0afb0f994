"""A parcel as an e-mail: no sign of a name, a subject or a file adds a header."""

import email
import email.policy

import pytest

from models.sending.letter import letter
from models.sending.parcel import Attachment
from tests.sending import AT, a_parcel, a_recipient

HOSTILE = "x\r\nBcc: all@example.org\r\n\r\n<b>\x00\u2028\x85y"


def test_nothing_that_somebody_typed_adds_a_header() -> None:
    parcel = a_parcel(subject=HOSTILE, files=(Attachment(HOSTILE, "application/pdf", b"1"),))
    written = letter("linli@example.org", a_recipient(name=HOSTILE), parcel, AT).as_bytes()
    read = email.message_from_bytes(written, policy=email.policy.default)
    assert read["Bcc"] is None
    assert [one.addr_spec for one in read["To"].addresses] == ["office@example.org"]
    assert all("Bcc" not in part for part in read.walk())


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "", "a b@example.org", "a@b@c.org"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        letter("linli@example.org", a_recipient(address=address), a_parcel(), AT)
    with pytest.raises(ValueError, match="no mail address"):
        letter(address, a_recipient(), a_parcel(), AT)
