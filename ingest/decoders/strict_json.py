"""JSON from a stranger: msgspec's strictness, and every way in which it can fail turned into a known reason."""

from typing import TypeVar

import msgspec

from ingest.sample import DecodeError, Reason

T = TypeVar("T")

_ANYTHING = msgspec.json.Decoder()


def read_json(decoder: msgspec.json.Decoder[T], payload: bytes) -> T:
    """The typed content of a payload. Raises DecodeError.

    msgspec lets RecursionError and UnicodeDecodeError through, and does not look at the bytes of text that it skips:
    the encoding is therefore checked first.
    """
    try:
        return decoder.decode(payload.decode())
    except UnicodeDecodeError as error:
        raise DecodeError(Reason.BAD_ENCODING, f"payload is not UTF-8: {error}") from error
    except RecursionError as error:
        raise DecodeError(Reason.TOO_DEEP, "payload is nested too deeply") from error
    except msgspec.ValidationError as error:
        if decoder is not _ANYTHING:
            read_json(
                _ANYTHING, payload
            )  # what is not JSON at all is told so, whatever its first sign looked like
        raise DecodeError(Reason.UNEXPECTED_SHAPE, f"payload has another shape: {error}") from error
    except msgspec.DecodeError as error:
        raise DecodeError(Reason.NOT_JSON, f"payload is not JSON: {error}") from error
