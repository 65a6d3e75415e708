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
