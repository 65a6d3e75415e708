"""Numerals that count nothing are no facts."""

from __future__ import annotations

import pytest

from lvye.kit.prose import read
from lvye.kit.prose.tests.reading import done


@pytest.mark.parametrize(
    "text",
    [
        "一、指导思想 （二）工作目标 3、具体措施",
        "2019年9月至2020年1月，5月20日起开工，11月末完工。",
        "20XX年春季，xx年五一期间，二〇二三年秋。",
        "第三届运动会，第二版手册第十七条，第5期简报。",
        "走访青山一中、城关第三小学和石桥二小。",
        "初二段、高三年级、四（2）班、302班、2-6年级参加。",
        "三、四食堂和电脑2室、5号楼、3楼西侧已通风。",
        "落实一费制、两免一补、收支两条线、三定、三防、6T和普九要求。",
        "一日三餐有保障，一餐两点搭配好，一支笔审批，三无食品不进校。",
        "千方百计、万无一失、一呼百应、一如既往、三番五次、十分努力。",
        "每天7:30-8:00开门，晚上十点钟熄灯，下午4点半巡逻。",
        "电话0571-88881234，手机13800001111，共9页第3页。",
        "多次、数次、大量、几乎都、大部分、许多。",
        "依据教财〔2021〕18号文件。",
        "迎接六十周年校庆。",
        "每一项工作、任何一个环节、某一个角落都不放过。",
        "做到三个到位、四个统一、五个不准。",
        "树立两个观念，抓好三个环节。",
        "这是一项系统工程，是一个重要组成部分，成为一道亮丽的风景线。",
        "建立一支热心服务的后勤队伍，形成一套严密的制度。",
        "两年来，一个学期以来，半年来。",
        "一体机、二维码、四合院、百叶窗、三轮车、五金都要管好。",
    ],
)
def test_numerals_in_names_dates_and_words_are_no_facts(text: str) -> None:
    assert [fact.sentence for fact in read(text).facts if fact.kind == "done"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1、更换灯管20支；2、疏通下水道3次。", [("更换", "灯管", "20", "支"), ("疏通", "下水道", "3", "次")]),
        ("一、更换灯管20支\n二、疏通下水道3次", [("更换", "灯管", "20", "支"), ("疏通", "下水道", "3", "次")]),
        ("青山一中捐赠图书300册", [("捐赠", "图书", "300", "册")]),
        ("四（2）班更换日光灯管6根", [("更换", "日光灯管", "6", "根")]),
        ("依据教财〔2021〕18号文件，采购课桌500套", [("采购", "课桌", "500", "套")]),
        ("2021年3月5日安装一体机12台", [("安装", "一体机", "12", "台")]),
        ("采购A4纸50箱", [("采购", "A4纸", "50", "箱")]),
        ("新增十六路监控，安装监控16路", [("安装", "监控", "16", "路")]),
    ],
)
def test_beside_a_trap_the_count_is_still_read(text: str, wanted: list[tuple[str, str, str, str]]) -> None:
    assert [fact for fact in done(text) if fact in wanted] == wanted


def test_a_name_with_a_numeral_stays_a_place() -> None:
    (fact,) = read("给高一(3)班修了门锁一把").facts
    assert fact.place == "高一(3)班"
