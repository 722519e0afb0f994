"""Reading an address of somebody else's: what may be asked for, and how a refusal is told."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Protocol
from urllib.parse import urlsplit

from models.message import Message, Value

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
"""Signs of an address."""

_EMBEDDING = tuple(ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96"))
"""IPv6 networks whose last 32 bits are an IPv4 address that a gateway or a kernel reaches."""

_WITHIN = tuple(ip_network(one) for one in ("fec0::/10", "192.0.0.0/24", "168.63.129.16/32"))
"""What counts as global and leads inside all the same: IPv6 site-local, IETF protocol assignments (some clouds keep their
metadata there) and the platform address of Azure."""


class AddressError(Exception):
    """An address that is not read, or that does not hold what it should; `message` (keys `import.address.*`) says why."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.message = Message(f"import.address.{key}", values)


class Remote(Protocol):
    """What fetches addresses of allowed hosts."""

    def __call__(self, address: str) -> bytes:
        """The body that is there. Raises AddressError."""
        ...


def host_port(address: str) -> tuple[str, str, int]:
    """Scheme, host as the network spells it (punycode, small letters) and port. Raises AddressError."""
    if len(address) > LONGEST or any(not sign.isprintable() or sign in ' \\"<>' for sign in address):
        raise AddressError("odd", address=address[:80])
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = spelt(parts.hostname or "")
    except ValueError as error:
        raise AddressError("odd", address=address[:80]) from error
    if parts.scheme not in PORTS or not host or not port or "@" in parts.netloc:
        raise AddressError("odd", address=address[:80])
    return parts.scheme, host, port


def spelt(host: str) -> str:
    """A name as it is compared: what only looks like an allowed one is another one. Raises ValueError."""
    bare = host.rstrip(".").lower()
    return bare if ":" in bare else bare.encode("idna").decode()


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open network: no private, local, metadata or multicast one, however it is
    dressed up as IPv6."""
    address: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(str(inner))
    if any(address in network for network in _WITHIN):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside; None where there is none."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _EMBEDDING) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
