"""Robots on a real server: signatures worked out anew, each platform's refusals, limits, detours, private networks."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from urllib.parse import parse_qs, urlsplit

import pytest

from models.feed.guarded import Guard
from models.feed.post import GuardedPost
from models.sending.delivery import SendError
from models.sending.parcel import Attachment, Parcel
from models.sending.recipient import Channel, RobotSecret
from models.sending.robots import Robots
from tests.http_server import Answer, Asked, Scripted, scripted_server
from tests.sending import AT, a_parcel, a_recipient

SECRET = "SECtest0001"
PATHS = {
    Channel.WECOM: "/cgi-bin/webhook/send?key=k-1",
    Channel.DINGTALK: "/robot/send?access_token=t-1",
    Channel.FEISHU: "/open-apis/bot/v2/hook/h-1",
}
GOOD = {
    Channel.WECOM: {"errcode": 0, "errmsg": "ok"},
    Channel.DINGTALK: {"errcode": 0, "errmsg": "ok"},
    Channel.FEISHU: {"code": 0, "msg": "success", "data": {}},
}


@contextmanager
def platform(script: Callable[[Asked], Answer]) -> Iterator[Scripted]:
    with scripted_server(script) as server:
        yield server


def says(told: object, status: int = 200, **headers: str) -> Callable[[Asked], Answer]:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return lambda _: Answer(status, body, headers)


def send(channel: Channel, port: int, parcel: Parcel | None = None, **options: object) -> None:
    post = GuardedPost(Guard(inside=[f"127.0.0.1:{port}"], **options))  # type: ignore[arg-type]
    secret = RobotSecret(f"http://127.0.0.1:{port}{PATHS[channel]}", SECRET)
    carry = getattr(Robots(post), channel.value)
    carry(a_recipient(channel), secret, parcel or a_parcel(), AT)


def refusal(channel: Channel, script: Callable[[Asked], Answer], **options: object) -> SendError:
    with platform(script) as server, pytest.raises(SendError) as told:
        send(channel, server.port, **options)
    assert "k-1" not in str(told.value.message), "the key of a robot is told to nobody"
    return told.value


def test_dingtalk_is_signed_in_its_address_by_the_secret_over_instant_and_secret() -> None:
    with platform(says(GOOD[Channel.DINGTALK])) as server:
        send(Channel.DINGTALK, server.port)
    query = parse_qs(urlsplit(server.asked[0].path).query)
    assert query["access_token"] == ["t-1"]
    assert query["timestamp"] == [str(int(AT.timestamp()) * 1000)]
    said = f"{query['timestamp'][0]}\n{SECRET}".encode()
    assert base64.b64decode(query["sign"][0]) == hmac.digest(SECRET.encode(), said, hashlib.sha256)
    assert "https://linli.example/c/reports" in json.loads(server.asked[0].body)["text"]["content"]


def test_feishu_is_signed_in_its_body_by_instant_and_secret_over_nothing() -> None:
    with platform(says(GOOD[Channel.FEISHU])) as server:
        send(Channel.FEISHU, server.port)
    body = json.loads(server.asked[0].body)
    key = f"{int(AT.timestamp())}\n{SECRET}".encode()
    assert body["timestamp"] == str(int(AT.timestamp()))
    assert base64.b64decode(body["sign"]) == hmac.digest(key, b"", hashlib.sha256)
    assert (body["msg_type"], "九眼桥" in body["content"]["text"]) == ("text", True)


def test_wecom_is_brought_the_file_first_and_then_told_of_it() -> None:
    def script(asked: Asked) -> Answer:
        media = {"media_id": "m-7"} if "upload_media" in asked.path else {}
        return Answer(200, json.dumps({**GOOD[Channel.WECOM], **media}).encode())

    with platform(script) as server:
        send(Channel.WECOM, server.port)
    upload, file, text = server.asked
    assert upload.path == "/cgi-bin/webhook/upload_media?key=k-1&type=file"
    head = f"Content-Type: {upload.headers['Content-Type']}\r\n\r\n".encode()
    part = message_from_bytes(head + upload.body).get_payload(0)
    assert part.get_payload(decode=True) == b"%PDF-1.7 test\n"  # type: ignore[union-attr]
    assert b'name="media"' in upload.body
    assert "九眼桥 2026年10月.pdf".encode() in upload.body
    assert json.loads(text.body)["msgtype"] == "text"
    assert json.loads(file.body) == {"msgtype": "file", "file": {"media_id": "m-7"}}


def test_a_file_that_wecom_refuses_again_and_again_repeats_no_text_to_the_group() -> None:
    def script(asked: Asked) -> Answer:
        if "upload_media" in asked.path:
            return Answer(200, b'{"errcode": 0, "media_id": "m-7"}')
        is_file = json.loads(asked.body)["msgtype"] == "file"
        return Answer(200, json.dumps({"errcode": 45009 if is_file else 0}).encode())

    with platform(script) as server:
        for _ in range(3):
            with pytest.raises(SendError):
                send(Channel.WECOM, server.port)
    assert [one for one in server.asked if b'"text"' in one.body] == []


def test_a_text_longer_than_wecom_takes_is_cut_between_signs_and_keeps_its_link() -> None:
    with platform(says(GOOD[Channel.WECOM])) as server:
        send(Channel.WECOM, server.port, a_parcel(text="长" * 3000, files=()))
    text = json.loads(server.asked[0].body)["text"]["content"]
    assert len(text.encode()) <= 2048
    assert text.endswith("…\nhttps://linli.example/c/reports")


def test_what_wecom_takes_as_no_file_is_left_to_the_link() -> None:
    with platform(says(GOOD[Channel.WECOM])) as server:
        send(Channel.WECOM, server.port, a_parcel(files=(Attachment("a.csv", "text/csv", b"1234"),)))
    assert [json.loads(one.body)["msgtype"] for one in server.asked] == ["text"]


@pytest.mark.parametrize(
    ("channel", "told", "is_final", "waits"),
    [
        (Channel.WECOM, {"errcode": 45009, "errmsg": "api freq out of limit"}, False, True),
        (Channel.WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}, True, False),
        (Channel.WECOM, {"errcode": 40008, "errmsg": "?"}, False, False),
        (Channel.DINGTALK, {"errcode": 310000, "errmsg": "sign not match"}, True, False),
        (Channel.DINGTALK, {"errcode": 130101, "errmsg": "send too fast"}, False, True),
        (Channel.DINGTALK, {"errcode": -1, "errmsg": "系统繁忙"}, False, True),
        (Channel.FEISHU, {"code": 19021, "msg": "sign match fail", "data": {}}, True, False),
        (Channel.FEISHU, {"code": 11232, "msg": "frequency limited"}, False, True),
        (Channel.FEISHU, {"StatusCode": 19001, "StatusMessage": "param invalid"}, True, False),
    ],
)
def test_a_refusal_that_is_answered_with_200_is_a_refusal(
    channel: Channel, told: object, is_final: bool, waits: bool
) -> None:
    found = refusal(channel, says(told))
    assert found.message.key == "sending.fault.robot"
    assert (found.is_final, found.wait > timedelta(minutes=1)) == (is_final, waits)


@pytest.mark.parametrize(
    "told",
    [
        *(b"<html>", b"[]", b"{}", b"null", b'{"errcode":"x"}', b"\xff", b"[" * 100_000),
        *(b'{"errcode":0.5}', b'{"errcode":0.0}', b'{"errcode":false}', b'{"errcode":1e999}'),
        *(b'{"errcode":NaN}', b'{"errcode":null}', b'{"errcode":{}}', b'"errcode"'),
    ],
)
def test_an_answer_that_is_none_of_the_platforms_is_no_success(told: bytes) -> None:
    assert refusal(Channel.DINGTALK, says(told)).message.key in (
        "sending.fault.odd",
        "sending.fault.too_large",
    )


@pytest.mark.parametrize(
    ("status", "is_final"), [(429, False), (500, False), (503, False), (408, False), (400, True), (404, True)]
)
def test_another_status_is_a_refusal_that_is_tried_again_where_that_can_help(
    status: int, is_final: bool
) -> None:
    found = refusal(Channel.FEISHU, says(GOOD[Channel.FEISHU], status, **{"Retry-After": "120"}))
    assert (found.message.key, found.is_final) == ("sending.fault.status", is_final)
    assert found.wait == timedelta(seconds=120)


def test_nobody_is_followed_elsewhere() -> None:
    with platform(says({})) as inside:
        there = f"http://127.0.0.1:{inside.port}/"
        found = refusal(Channel.WECOM, says(b"", 302, Location=there))
        assert (found.message.key, found.is_final) == ("sending.fault.elsewhere", True)
        assert inside.asked == []


def test_a_platform_that_hangs_is_given_up() -> None:
    over = threading.Event()

    def hang(_: Asked) -> Answer:
        over.wait(20)
        return Answer(200, b"{}")

    with platform(hang) as server:
        with pytest.raises(SendError) as told:
            send(Channel.FEISHU, server.port, seconds=0.2)
        over.set()
    assert (told.value.message.key, told.value.is_final) == ("sending.fault.too_slow", False)


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    assert refusal(Channel.WECOM, says(b" " * 100_000)).message.key == "sending.fault.too_large"


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "100.64.0.1", "169.254.169.254", "0.0.0.0"),
        *(
            "::1",
            "::ffff:127.0.0.1",
            "fe80::1%eth0",
            "fc00::1",
            "64:ff9b::a00:1",
            "fd00:ec2::254",
            "224.0.0.1",
        ),
    ],
)
def test_no_robot_leads_into_a_private_network(number: str) -> None:
    with platform(says(GOOD[Channel.WECOM])) as server:
        post = GuardedPost(Guard(resolve=lambda *_: [number]))
        with pytest.raises(SendError) as told:
            post(f"https://robot.example:{server.port}/send?key=k-1", b"{}", "application/json")
        assert (told.value.message.key, told.value.is_final) == ("sending.fault.private", True)
        assert server.asked == []


def test_a_name_that_changes_its_number_after_the_look_up_is_not_looked_up_again() -> None:
    looked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        looked.append(host)
        return ["93.184.216.34"] if looked[1:] else ["127.0.0.1"]

    with platform(says(GOOD[Channel.FEISHU])) as server:
        name = f"robot.example:{server.port}"
        GuardedPost(Guard(inside=[name], resolve=resolve))(f"http://{name}/", b"{}", "application/json")
        assert server.asked[0].headers["Host"] == name
    assert looked == ["robot.example"]


def test_a_key_is_not_sent_without_tls_to_a_host_of_the_open_network() -> None:
    post = GuardedPost(Guard(resolve=lambda *_: ["93.184.216.34"]))
    with pytest.raises(SendError) as told:
        post("http://robot.example/send?key=k-1", b"{}", "application/json")
    assert (told.value.message.key, told.value.is_final) == ("sending.fault.not_allowed", True)


def test_a_robot_whose_secret_is_lost_is_told_nothing() -> None:
    with pytest.raises(SendError) as told:
        Robots(GuardedPost(Guard())).wecom(a_recipient(Channel.WECOM), None, a_parcel(), AT)
    assert told.value.is_final
