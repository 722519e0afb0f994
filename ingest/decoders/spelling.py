"""Bytes of a frame that are a word and no number: serial numbers and versions, as their vendors write them."""

from collections.abc import Callable, Mapping

SPELLINGS: Mapping[str, Callable[[bytes], str]] = {
    "hex": bytes.hex,
    "dotted": lambda raw: ".".join(str(part) for part in raw),  # 1F07004B = 31.7.0.75
    "nibbles": lambda raw: f"{raw[0]:x}.{raw[1] >> 4:x}",  # 0310 = 3.1
    "digits": lambda raw: f"{raw[0]:x}.{raw[1]:x}",  # 0114 = 1.14
}
"""By ChannelField.spelling."""
