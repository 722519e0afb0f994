"""The table of what is personal: names of keys that hold a card, a name, a phone or a picture, and what becomes of each."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a value. An identifier becomes a keyed hash within its own kind, anything else is dropped."""

    CARD = "card"
    PHONE = "phone"
    IDENTITY = "identity"
    ADDRESS = "address"  # of a phone's radio: a MAC
    PLATE = "plate"
    DROP = "drop"


def plain_key(key: str) -> str:
    """A key as it is looked up: "Card-Number", "card_number" and "cardNumber" are one."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", key).casefold() if sign.isalnum())


def _rows(fate: Fate, keys: str) -> dict[str, Fate]:
    return dict.fromkeys(keys.split(), fate)


PERSONAL: Mapping[str, Fate] = {
    **_rows(
        Fate.CARD,
        "card cardno cardnum cardnumber cardid cardcode cardhex cardsn cardserial cardserialno cardvalue iccard iccardno "
        "physicalcardnumber credential credentialno badge badgeno badgenumber fob rfid rfidtag epc peopleno peopleid personno "
        "personid personcode userid userno usercode staffno staffid employeeno employeeid employeenostring memberid memberno "
        "member memberhash membercode membercard visitorid visitorno studentid studentno customerid customerno openid unionid "
        "wechatid facetoken faceid qrcode fingerid buyerid payerid 卡号 工号 学号 会员号 会员卡",
    ),
    **_rows(
        Fate.PHONE,
        "phone phoneno phonenum phonenumber mobile mobileno mobilephone cellphone tel telno telephone peoplephone personphone "
        "userphone memberphone visitorphone contactphone 手机 手机号 手机号码 电话 电话号码 联系电话",
    ),
    **_rows(
        Fate.IDENTITY,
        "idcard idcardno idcardnum idcardnumber idno idnum idnumber identityno identitycard identitynumber certno certnum "
        "certnumber certificateno certificatenumber passport passportno email mail 身份证 身份证号 身份证号码 证件号 证件号码",
    ),
    **_rows(
        Fate.ADDRESS, "clientmac stationmac stamac phonemac mobilemac wifimac blemac bluetoothmac visitormac"
    ),
    **_rows(
        Fate.PLATE, "plate plateno platenum platenumber licenseplate carplate carno 车牌 车牌号 车牌号码"
    ),
    **_rows(
        Fate.DROP,
        "peoplename personname username realname fullname firstname lastname nickname membername visitorname studentname "
        "employeename staffname customername contactname holdername cardholder cardholdername ownername xm xingming 姓名 名字 "
        "人员姓名 photo photourl photobase64 picture pictureurl picurl picdata pic image imageurl imagedata imagebase64 img imgurl "
        "face faceimage faceurl facepic facephoto facedata facefeature facepicture modelface snapshot snapurl snappic snap "
        "avatar avatarurl capture capturepic fingerprint fingerdata fingertemplate irisdata birthday birthdate dateofbirth "
        "homeaddress password pin passcode pincode 照片 人脸 头像 生日 出生日期 住址 家庭住址 密码",
    ),
}
"""Key -> what becomes of its value, wherever it stands."""

IN_ACCESS: Mapping[str, Fate] = {
    "name": Fate.DROP,
    "user": Fate.DROP,
    "person": Fate.DROP,
    "people": Fate.DROP,
    "owner": Fate.DROP,
    "extra": Fate.DROP,
    "code": Fate.CARD,
    "uid": Fate.CARD,
}
"""The same, but only in what an access controller says: elsewhere these keys speak of devices."""

BESIDE_A_NUMBER = dict.fromkeys(("name", "user", "person", "people", "owner", "holder"), Fate.DROP)
"""The same in an object that also holds somebody's card, phone or identity number: there a name is that person's."""

NUMBERS = frozenset({Fate.CARD, Fate.PHONE, Fate.IDENTITY})

ACCESS_SIGNS = frozenset(
    [
        "cardno",
        "cardnumber",
        "cardid",
        "accessgranted",
        "outintype",
        "recogmode",
        "peopleno",
        "peoplename",
        "personid",
        "personname",
        "employeeno",
        "employeenostring",
        "opentype",
        "swipetime",
        "openresult",
        "doorid",
        "doorno",
        "verifymode",
        "attendancestatus",
        "credential",
        "卡号",
        "姓名",
    ]
)
"""Keys by which an access controller gives itself away, on whatever topic."""

INSIDE: Mapping[str, Mapping[str, Fate]] = {
    **{reader: {"uid": Fate.CARD, "data": Fate.DROP} for reader in ("pn532", "rdm6300", "rc522", "mfrc522")},
    "ibeacon": {"mac": Fate.ADDRESS, "uid": Fate.ADDRESS, "name": Fate.DROP},
}
"""The object of a card reader, or of a tag that was heard -> the same for the keys in it."""

OF_DEVICES = frozenset(
    [
        "mac",
        "devicemac",
        "ethmac",
        "netmac",
        "deviceno",
        "deviceid",
        "devicesn",
        "deviceserial",
        "serialno",
        "serial",
        "sn",
        "uuid",
        "imei",
        "gateway",
        "devicename",
        "doorname",
        "gatename",
        "areaname",
        "companyname",
        "companyno",
        "appid",
        "controllername",
        "recordno",
        "tradeno",
    ]
)
"""Keys of devices and records: their values stay, also when they look like a MAC or a phone number."""

TEXTS = (
    frozenset(["error", "errormsg", "msg", "message", "method", "result", "reason", "remark"]) | OF_DEVICES
)
"""Keys of an access controller under which plain English may be long. Any other text may be somebody's name."""


FIELDS = frozenset(
    [
        "time",
        "timestamp",
        "ts",
        "date",
        "addtime",
        "createtime",
        "starttime",
        "endtime",
        "swipetime",
        "eventtime",
        "eventid",
        "eventtype",
        "type",
        "result",
        "direction",
        "door",
        "doorid",
        "doorno",
        "outintype",
        "exceptionmode",
        "recogmode",
        "opentype",
        "verifymode",
        "openresult",
        "attendancestatus",
        "accessgranted",
        "granted",
        "statuscode",
        "status",
        "index",
        "event",
        "action",
        "version",
        "hmac",
        "signature",
    ]
)
"""Keys of an access controller that speak of the passage. What stands under any other key may be anybody's number."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What the bytes of a message hold when something in it may be personal, as `skeleton` leaves them."""

    stems: tuple[bytes, ...] = field(
        default=(
            *(b"card", b"phone", b"mobile", b"people", b"person", b"username", b"realname", b"fullname"),
            *(b"firstname", b"lastname", b"nickname", b"holder", b"ownername", b"contactname", b"member"),
            *(b"visitor", b"student", b"customer", b"employee", b"staff", b"badge", b"credential", b"rfid"),
            *(b"usercode", b"userid", b"userno", b"openid", b"unionid", b"wechat", b"buyerid", b"payerid"),
            *(b"idno", b"idnum", b"identity", b"certno", b"certnum", b"certificate", b"passport", b"mail"),
            *(b"plate", b"carno", b"photo", b"picture", b"image", b"face", b"snap", b"avatar", b"capture"),
            *(b"finger", b"iris", b"birth", b"homeaddress", b"password", b"passcode", b"pincode", b"picurl"),
            *(b"picdata", b"qrcode", b"clientmac", b"stationmac", b"stamac", b"wifimac", b"blemac"),
            *(b"bluetoothmac", b"accessgranted", b"outintype", b"recogmode", b"swipe", b"doorid", b"doorno"),
            *(
                b"imgurl",
                b"telno",
                b"attendance",
                b"telephone",
                b"xingming",
                b"opentype",
                b"openresult",
                b"verifymode",
            ),
            *(
                b'"ibeacon"',
                b'"pn"',
                b'"rdm"',
                b'"rc"',
                b'"mfrc"',
                b'"mac"',
                b'"tel"',
                b'"pic"',
                b'"img"',
                b'"xm"',
                b'"fob"',
            ),
            *(b'"epc"', b'"pin"', "姓".encode(), "名字".encode(), "卡号".encode(), "工号".encode()),
            *(
                "会员".encode(),
                "手机".encode(),
                "电话".encode(),
                "证".encode(),
                "照片".encode(),
                "人脸".encode(),
            ),
            *(
                "头像".encode(),
                "生".encode(),
                "址".encode(),
                "密码".encode(),
                "车牌".encode(),
                "学号".encode(),
            ),
            *(b"\xef\xbd", b"\xef\xbc"),  # letters of double width
        )
    )

    def __contains__(self, bare: bytes) -> bool:
        heard = b'"rssi"' in bare and (b'"id"' in bare or b'"addr' in bare)  # somebody's radio
        return heard or any(stem in bare for stem in self.stems)


_LOWER = bytes(range(256)).lower()
_NOISE = b"0123456789.-+_ \\\0\t\r\n/#*()$@!?&%~|;:<>=^`"


def skeleton(payload: bytes) -> bytes:
    """A message without its numbers and separators, in small letters: alike for all messages of one shape."""
    return payload.translate(_LOWER, _NOISE)
