"""What leads to a person is masked, and what does not stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.needs.discretion import LONGEST, MASK, PERSONAL, masked


@pytest.mark.parametrize(
    "personal",
    [
        *("13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "１３８１２３４５６７８"),
        *("一三八一二三四五六七八", "幺三八零零幺三八零零零", "028-85551234", "85551234", "0755 85551234"),
        *("510104196001011234", "51010419600101123X", "6222 0210 0112 2334 455", "6222021001122334455"),
        *(
            "zhang.san@example.com",
            "zhang @ qq.com",
            "微信号:zhang_1988",
            "微信：abc123",
            "ＱＱ　：　a1234567",
            "微信号＝zhang_1988",
            "vx wang1234",
            "QQ 12345678",
        ),
        "138.1234.5678",
    ],
)
def test_a_number_or_an_address_of_somebody_is_masked(personal: str) -> None:
    text = masked(f"请联系我，{personal}，想学书法")
    assert MASK in text
    assert personal not in text
    assert not re.search(r"\d{3}", text)
    assert text.startswith("请联系我")
    assert text.endswith("想学书法")


@pytest.mark.parametrize(
    "text",
    [
        *("3栋2单元102室门口路灯坏了", "2026-11-22 晚上7点", "60岁以上老人120人想吃食堂", "一二三四号楼"),
        *("每周一三五早上八点半", "10元一次太贵", "wx健身房", "广场舞音量超过85分贝"),
    ],
)
def test_what_names_nobody_stays_as_it_was_said(text: str) -> None:
    assert masked(text) == text


@given(st.text(max_size=80), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=80))
def test_a_telephone_number_never_stays_whatever_stands_around_it(
    before: str, number: str, after: str
) -> None:
    assert number not in masked(f"{before} {number} {after}")


@given(st.text(max_size=200))
def test_to_mask_twice_changes_nothing_and_leaves_one_printable_line(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert once.isprintable()


HOSTILE = (
    "a",
    "1",
    "1 ",
    "qq_",
    "qq",
    "wx",
    "a@",
    "a.",
    "a@a.",
    "一",
    "0",
    "86",
    "+86 ",
    "a ",
    "qq :",
    "vx是",
)
"""Beginnings of something personal, over and over."""


@pytest.mark.parametrize("pattern", [one.pattern for one in PERSONAL])
def test_no_repetition_is_without_an_end_so_that_no_text_freezes_whoever_reads_it(pattern: str) -> None:
    plain = re.sub(r"\[[^\]]*\]|\\.", "s", pattern)  # sets and escaped signs count as one sign
    assert not re.search(r"[*+]|,\}", plain)


@given(st.sampled_from(HOSTILE), st.integers(0, 200), st.integers(0, 200))
def test_a_number_is_found_however_many_hostile_signs_stand_around_it(
    sign: str, before: int, after: int
) -> None:
    some, twice = (masked(f"{sign * n} 13812345678 {sign * after}") for n in (before, 2 * before))
    assert MASK in some
    assert MASK in twice
    assert "12345678" not in some + twice


@given(st.text(st.sampled_from("1一 ●xX+86-a@.q"), max_size=120))
def test_to_mask_signs_of_numbers_twice_changes_nothing_either(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize("digits", [11, 23, 24, 29, 30, 46, 100, 1_999])
def test_of_endless_digits_no_seven_stay_in_a_row(digits: int) -> None:
    assert not re.search(r"\d{7}", masked("1" * digits))


def test_what_is_longer_than_any_field_is_cut_before_it_is_read() -> None:
    assert masked("字" * LONGEST + " 13812345678") == "字" * LONGEST
