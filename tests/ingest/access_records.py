"""What door controllers, platforms and vending machines send, before and after it was made harmless."""

import json

CARD = "#" + "0f" * 16
"""A keyed hash, as it stands in a payload that was scrubbed."""

UHPPOTED = {
    "event": {
        "access-granted": True,
        "card-number": CARD,
        "device-id": 405419896,
        "direction": 1,
        "door-id": 4,
        "event-id": 50,
        "timestamp": "2019-08-09 16:18:55 PDT",
    }
}
DEJAOS = {
    "serialNo": "a1",
    "uuid": "gate-7",
    "code": "000000",
    "data": [{"id": "-1", "type": 200, "code": CARD, "time": 1_732_090_000, "result": 1, "error": ""}],
    "time": 1_732_090_001,
}
PUSHED = {
    "recordNo": "1682352280764",
    "peopleNo": CARD,
    "outInType": "1",
    "exceptionMode": "1",
    "addTime": "2019-09-19 10:08:20",
}
VENDING = {
    "action": "vending.out.goods",
    "data": {
        "tradeNo": "4200001216",
        "payTime": "2021-08-19 09:43:58",
        "id": "608698",
        "amount": 350,
        "price": 350,
    },
}


def pushed(**changes: object) -> bytes:
    """A record of the platform, JSON inside a text."""
    record = {key: value for key, value in (PUSHED | changes).items() if value is not ...}
    return json.dumps({"method": "UploadRecord", "data": json.dumps(record)}).encode()


RECORDS = {
    "uhppoted": json.dumps(UHPPOTED).encode(),
    "dejaos": json.dumps(DEJAOS).encode(),
    "platform-push": pushed(),
    "vending": json.dumps(VENDING).encode(),
}
