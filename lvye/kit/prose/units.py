"""Units and measure words, and what kind of quantity each makes."""

# house: measure words, looked up, not shown

from __future__ import annotations

import re
from enum import Enum


class Sort(Enum):
    """What a unit counts."""

    THING = "thing"
    EVENT = "event"
    PERSON = "person"
    TIME = "time"
    MONEY = "money"
    MEASURE = "measure"
    RATE = "rate"


_TEXT: dict[Sort, str] = {
    Sort.THING: (
        "个 台 套 件 只 支 把 张 间 条 根 块 棵 株 盆 扇 樘 门 副 付 双 对 组 批 节 份 本 册 篇 页 幅 面 座 栋 幢 层 户 家 所 班 车 "
        "具 辆 艘 架 部 桶 袋 箱 包 瓶 盒 捆 卷 筒 罐 壶 杯 碗 盘 餐 盏 口 眼 孔 顶 床 铺 床位 席 椅位 座位 机位 车位 桌 柜 排 行 列 圈 "
        "道 串 束 丛 片 颗 枚 枝 朵 窝 头 尾 羽 笔 款 种 类 样 处 点位 端口 路 挂 帧 匹 粒 垛 堆 筐 篮 摞 沓 站 标段 屉 圃 畦 "
        "垄 门次 条次 块次 学位 工位 名额 面次 根次 台套 台件 件套 扎 幕 集 首 曲 版 蓬 墩 吊 滴 丸 眼 挡 单 轴 对开 盘次"
    ),
    Sort.EVENT: "次 遍 回 趟 场 辆次 场次 轮 批次 起 项 项次 件次 台次 车次 户次 处次 班次 期 届次 宗 桩 节课 堂 节次 餐次 顿 例 番次",
    Sort.PERSON: "人 名 位 人次 人份 人天 个工 工日 个工日 人工 户人",
    Sort.TIME: (
        "天 日 小时 个小时 分钟 秒 周 星期 个星期 个月 月 年 学年 个学年 学期 个学期 课时 学时 工作日 个工作日 昼夜 整天 季度 个季度 "
        "h 时 个昼夜 工时 载 余载 上午 下午 晚上 个多月 个多小时 个年头"
    ),
    Sort.MONEY: "元 万元 亿元 千元 百元 美元 万美元 欧元 港元 块钱 元钱 角 毛 毛钱 分钱 元整 万元整 圆",
    Sort.MEASURE: (
        "米 m 厘米 cm 毫米 mm 公里 千米 km 里 延米 延长米 平方米 平方 平米 ㎡ m2 m² 平 平方公里 亩 公顷 立方米 立方 m3 m³ 方 "
        "吨 t 公斤 千克 kg 斤 克 g 毫克 mg 升 L 毫升 ml 度 千瓦时 kWh kwh KWH 千瓦 kW KW 瓦 W 伏 V GB TB MB 兆 吨标煤 吨标准煤 "
        "千克标煤 千克标准煤 尺 丈 寸 英寸 千伏安 kVA KVA 匹马力 分 册次"
    ),
    Sort.RATE: "% ℃ 摄氏度 °C 级 倍 成 折 个百分点 百分点 分贝 ‰ 比例 星",
}
SORT: dict[str, Sort] = {}
for _sort, _words in _TEXT.items():
    for _word in _words.split():
        SORT.setdefault(_word, _sort)
YUAN = {"元": "1", "圆": "1", "元钱": "1", "元整": "1", "块": "1", "块钱": "1", "角": "0.1", "毛": "0.1", "毛钱": "0.1",
        "分钱": "0.01", "千元": "1000", "百元": "100", "万元": "10000", "万元整": "10000",
        "亿元": "100000000"}  # fmt: skip
FOREIGN = {"美元", "万美元", "欧元", "港元"}
PLAIN_YUAN = {"圆": "元", "元钱": "元", "元整": "元", "块": "元", "块钱": "元", "角": "元", "毛": "元", "毛钱": "元",
              "分钱": "元", "万元整": "万元", "千元": "元", "百元": "元"}  # fmt: skip
_ONE = "|".join(re.escape(unit) for unit in sorted(SORT, key=len, reverse=True))
_LATIN = re.compile(r"[A-Za-z]")
# A unit may name its alternatives: 台(件), 台/件/套, 个(套). Latin units end where the letters end.
UNIT = rf"(?:{_ONE})(?:[/／](?:{_ONE})|[(（](?:{_ONE})(?:[、/](?:{_ONE}))*[)）])*"


def sort_of(unit: str) -> Sort:
    """What the unit counts; an alternative (台/件) counts as its first."""
    head = re.split(r"[/／(（]", unit)[0]
    return SORT.get(head, Sort.THING)
