"""What a caretaker says into the phone: short verbs, hardly a mark."""

from __future__ import annotations

import pytest

from lvye.kit.prose import read
from lvye.kit.prose.tests.reading import Short, done


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("换了三楼男厕两个水龙头，通了一次下水道", [("更换", "水龙头", "2", "个"), ("疏通", "下水道", "1", "次")]),
        (
            "换了三楼男厕两个水龙头通了一次下水道修了门锁一把",
            [("更换", "水龙头", "2", "个"), ("疏通", "下水道", "1", "次"), ("维修", "门锁", "1", "把")],
        ),
        ("今天搬了三百把椅子去操场", [("搬运", "椅子", "300", "把")]),
        ("剪绿篱两小时", [("修剪", "绿篱", "2", "小时")]),
        ("给高一(3)班修了门锁一把", [("维修", "门锁", "1", "把")]),
        ("修课桌十五张凳子八把", [("维修", "课桌", "15", "张"), ("维修", "凳子", "8", "把")]),
        ("擦玻璃50块 扫落叶3车", [("擦拭", "玻璃", "50", "块"), ("清扫", "落叶", "3", "车")]),
        ("换水龙头3个 修门2扇", [("更换", "水龙头", "3", "个"), ("维修", "门", "2", "扇")]),
        ("灭火器检查了45个换了6个", [("检查", "灭火器", "45", "个"), ("更换", "灭火器", "6", "个")]),
        ("门锁坏了换了一把", [("更换", "门锁", "1", "把")]),
        ("发了口罩三百只、消毒液二十瓶", [("发放", "口罩", "300", "只"), ("发放", "消毒液", "20", "瓶")]),
        ("领A4纸5包", [("领取", "A4纸", "5", "包")]),
        ("刷墙两面", [("粉刷", "墙", "2", "面")]),
        ("锯掉枯树两棵", [("砍伐", "枯树", "2", "棵")]),
        ("焊了一个架子", [("焊接", "架子", "1", "个")]),
        ("打印机修好一台", [("维修", "打印机", "1", "台")]),
        ("今天通厕所三次", [("疏通", "厕所", "3", "次")]),
        ("把旧桌子拉走了12张", [("拉运", "桌子", "12", "张")]),
    ],
)
def test_a_spoken_sentence_becomes_deeds(text: str, wanted: list[Short]) -> None:
    assert done(text) == wanted


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("换了三楼男厕两个水龙头", "三楼男厕"),
        ("办公楼二楼换灯泡三只", "办公楼二楼"),
        ("给图书馆搬书架八个", "图书馆"),
        ("把桌子搬到礼堂三十张", "礼堂"),
        ("在食堂门口装了四个摄像头", "食堂门口"),
    ],
)
def test_the_place_is_kept_apart_from_the_thing(text: str, place: str) -> None:
    (fact,) = read(text).facts
    assert fact.place == place
    assert place not in fact.object


def test_a_schools_own_words_stay_whole() -> None:
    from lvye.kit.prose import Words

    words = Words(objects=frozenset({"净水柜通滤棒"}), places=frozenset({"知新斋"}))
    (fact,) = read("知新斋换净水柜通滤棒三根", words=words).facts
    assert (fact.deed, fact.object, fact.qty) == ("更换", "净水柜通滤棒", 3)
