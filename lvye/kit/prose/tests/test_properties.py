"""Whatever the text: spans lie inside it, the same text reads the same, and reading takes time in proportion."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from lvye.kit.prose import read
from lvye.kit.prose.plain import plain

WORDS = """
更换 维修 了 灯管 课桌 84个 二十余张 20XX项 3.5万元 、 ， 。 ； ( ) “ ” 对 进行 共计 其中 由12台增加到20台 1、 一、 ２０ 5
每周 两次 的 和 教学楼 2021年 | × = m2 半 俩 達套 % 将 至 - 第 百 万 了一批 不到 其 等
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\u3000", "\n"])
SENTENCES = st.lists(PIECES, max_size=40).map("".join)
ANYTHING = st.one_of(SENTENCES, st.text(max_size=200))


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_every_span_lies_in_the_text_and_holds_a_number(text: str) -> None:
    for fact in read(text).facts:
        begin, stop = fact.figure
        assert 0 <= fact.start <= begin < stop <= len(text)
        assert fact.start < fact.end <= len(text)
        held = plain(text[begin:stop]).text
        assert fact.qty is None or any(
            char.isdecimal() or char in "〇零一二三四五六七八九两十百千万亿半俩仨廿卅" for char in held
        )


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_reading_is_the_same_each_time(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_groups_and_totals_point_at_facts(text: str) -> None:
    reading = read(text)
    for tally in reading.tallies:
        assert tally.total < len(reading.facts)
        assert all(part < len(reading.facts) and part != tally.total for part in tally.parts)
        assert "total" in reading.facts[tally.total].flags


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_the_evened_text_leads_back_to_the_print(text: str) -> None:
    evened = plain(text)
    assert len(evened.text) == len(evened.origin)
    assert list(evened.origin) == sorted(set(evened.origin))


def test_twice_the_text_takes_about_twice_the_time() -> None:
    def seconds(size: int) -> float:
        text = ("本学期维修课桌120余张、凳子85把，更换灯管46支，对草坪修剪6次，投资3.6万元购置冰柜两台。" * size)[
            : size * 40
        ]
        began = time.perf_counter()
        read(text)
        return time.perf_counter() - began

    seconds(20)
    small, large = min(seconds(60) for _ in range(3)), min(seconds(480) for _ in range(3))
    assert large < small * 8 * 2.5


def test_nonsense_reads_to_nothing() -> None:
    for text in (
        "",
        "\n\n\n",
        "。。。，，，",
        "天地玄黄宇宙洪荒",
        "\x00\x01\ufeff",
        "a" * 5000,
        "万" * 3000,
        "1" * 3000,
        "（" * 3000,
    ):
        assert read(text).facts == ()
