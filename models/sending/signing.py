"""How robots know that it is us: each platform's own use of HMAC-SHA256."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import urlencode


def dingtalk_signed(address: str, secret: str, at: datetime) -> str:
    """The address with its instant in milliseconds and the signature of "instant\\nsecret" by the secret
    (open.dingtalk.com, custom robot security settings). At most an hour may pass until it is read."""
    stamp = str(int(at.timestamp() * 1000))
    sign = _hmac(secret.encode(), f"{stamp}\n{secret}".encode())
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'timestamp': stamp, 'sign': sign})}"


def feishu_stamp(secret: str, at: datetime) -> dict[str, str]:
    """What stands in the body: the instant in seconds, and the signature of nothing by "instant\\nsecret"
    (open.feishu.cn, custom bot guide)."""
    stamp = str(int(at.timestamp()))
    return {"timestamp": stamp, "sign": _hmac(f"{stamp}\n{secret}".encode(), b"")}


def _hmac(key: bytes, said: bytes) -> str:
    return base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
