"""The people, food and dishes of the demo school's canteen."""

# house: invented people, dishes and goods of an invented school, as they are kept in the database

from __future__ import annotations

SUPPLIER = "田园农产品配送公司"
STAFF = (
    ("贺春生", "cook"), ("孟广田", "cook"), ("苗秀英", "pastry"), ("鲁桂香", "help"), ("费小兰", "help"),
    ("柏长河", "wash"), ("祝玉珍", "serve"),
)  # fmt: skip
# name, unit, price, days it keeps (0: fresh), how
FOODS = (
    ("大米", "公斤", "5.20", 180, "room"), ("猪后腿肉", "公斤", "26.00", 3, "chilled"),
    ("鸡蛋", "公斤", "9.60", 20, "room"), ("土豆", "公斤", "3.20", 0, "room"), ("大白菜", "公斤", "2.40", 0, "room"),
    ("豆腐", "公斤", "6.00", 2, "chilled"), ("菜籽油", "桶", "98.00", 360, "room"),
)  # fmt: skip
LUNCHES = (
    ("土豆烧肉", "清炒白菜", "番茄蛋汤", "米饭"), ("红烧豆腐", "肉丝炒芹菜", "紫菜汤", "米饭"),
    ("白菜炖肉", "炒土豆丝", "冬瓜汤", "米饭"), ("肉末蒸蛋", "手撕包菜", "萝卜汤", "米饭"),
    ("家常豆腐", "土豆片炒肉", "青菜汤", "米饭"),
)  # fmt: skip
BREAKFAST = ("馒头", "小米粥")
USED = {
    "土豆烧肉": "土豆",
    "清炒白菜": "大白菜",
    "红烧豆腐": "豆腐",
    "白菜炖肉": "猪后腿肉",
    "炒土豆丝": "土豆",
    "肉末蒸蛋": "鸡蛋",
}
SAID = ("味道不错", "汤再热一点", "米饭软硬合适", "希望多一个青菜", "")
FOUND = ("备餐间一扇纱窗破了", "一块砧板颜色标识磨掉了", "留样柜温度计电池没电", "垃圾桶盖子坏了")
# name, kind, who looks after it
MACHINES = (
    ("双门蒸箱", "cook", ""), ("大锅灶（三眼）", "cook", ""), ("和面机", "work", ""), ("绞肉切菜机", "work", ""),
    ("洗碗机", "wash", ""), ("排烟风机", "air", "净安清洗公司 合同 JA-2026-03"),
    ("油烟管道", "duct", "净安清洗公司 合同 JA-2026-03"), ("燃气总阀和报警器", "gas", "县燃气公司 供气合同"),
    ("食梯", "lift", "安捷电梯 维保合同"), ("灭蝇灯、挡鼠板", "pest", "洁康消杀 合同 JK-2026-11"),
)  # fmt: skip
PRICES = (
    ("米饭", "0.50", "一份"), ("土豆烧肉", "6.50", "一份"), ("清炒白菜", "2.50", "一份"), ("红烧豆腐", "3.00", "一份"),
    ("肉末蒸蛋", "4.00", "一份"), ("番茄蛋汤", "1.00", "一碗"),
)  # fmt: skip
MEETINGS = (
    ("work", "开学准备和分工", "设备先试一遍；餐具全部消毒；谁管哪个岗位贴上墙"),
    ("safety", "食品安全专题：留样和晨检", "每餐每样留样由库管复核；发热的当天离岗"),
    ("work", "菜量和打饭速度", "加开一个窗口；每周三抽称菜量"),
    ("onsite", "现场办公：看库房和验收台账", "货架加标签；过期的当场清出；月底前装好挡鼠板"),
    ("training", "从业人员培训：洗手、分色砧板", "考一遍，没过的重学"),
)  # fmt: skip
HOUSE_DUTIES = ("canteen-machines", "canteen-gas", "canteen-duct", "canteen-pests", "canteen-big-clean")
