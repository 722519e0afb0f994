"""What a browser is known by while it answers surveys: drawn at random and signed, so that nobody makes up browsers."""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class DeviceMark:
    """Draws and reads marks with a key that only this deployment has."""

    key: bytes

    def drawn(self) -> str:
        device = secrets.token_urlsafe(18)
        return f"{device}.{self._signed(device)}"

    def device(self, mark: str) -> str:
        """The device that was drawn; empty for a mark that is none of ours."""
        device, _, signature = mark.partition(".")
        is_ours = hmac.compare_digest(signature.encode("utf-8", "replace"), self._signed(device).encode())
        return device if is_ours else ""

    def _signed(self, device: str) -> str:
        told = device.encode("utf-8", "replace")
        return blake2b(told, key=self.key, digest_size=16, person=b"device").hexdigest()
