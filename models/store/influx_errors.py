"""What a failed request to InfluxDB means for the readings that it carried."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from influxdb_client.rest import ApiException
from urllib3.exceptions import HTTPError

from models.ports import StoreDeniedError, StoreUnavailableError

RETRY_AFTER_LIMIT_S = 60.0
"""A server that asks for an hour would blind the centre for an hour."""

_BAD_LINES = frozenset({400, 422})
_DENIALS = frozenset({401, 403, 404})
_TOO_LARGE = 413


class LinesRefusedError(Exception):
    """Something in the batch will never be stored; one line of it, or its size."""


@contextmanager
def influx_errors(address: object) -> Iterator[None]:
    """Turn what influxdb-client and urllib3 raise into the two answers of a SensorStore."""
    try:
        yield
    except ApiException as error:
        text = f"sensor store {address}: HTTP {error.status}: {server_text(error)}"
        if is_refusal(error):
            raise LinesRefusedError(text) from error
        kind = StoreDeniedError if error.status in _DENIALS else StoreUnavailableError
        raise kind(text, retry_after_s(error)) from error
    except (HTTPError, OSError) as error:
        raise StoreUnavailableError(f"sensor store {address}: {error}") from error


def is_refusal(error: ApiException) -> bool:
    """Whether InfluxDB itself refuses the content. A proxy's 400 page is no verdict on our readings."""
    if error.status == _TOO_LARGE:
        return True
    return error.status in _BAD_LINES and bool(_answer(error).get("code"))


def server_text(error: ApiException) -> str:
    """The server's own sentence, cut short."""
    return str(_answer(error).get("message") or error.reason or error.body or "no text")[:500]


def retry_after_s(error: ApiException) -> float:
    """The pause that the server asks for, within reason; 0 when it does not say or speaks in dates."""
    try:
        asked = float((error.headers or {}).get("Retry-After", 0))
    except ValueError:
        return 0.0
    return min(max(asked, 0.0), RETRY_AFTER_LIMIT_S)


def _answer(error: ApiException) -> dict[str, object]:
    try:
        answer = json.loads(error.body or b"{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
