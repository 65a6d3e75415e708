"""The kinds of goods a school's store knows: code, name, icon, whether its things are lent."""

# house: kinds of goods as they are kept in the database

from __future__ import annotations

KINDS: tuple[tuple[str, str, str, bool], ...] = (
    ("office", "办公用品", "edit", False),
    ("paper", "纸张簿册", "doc", False),
    ("teaching", "教学用品", "desk", False),
    ("cleaning", "清洁用品", "brush", False),
    ("tools", "劳动工具", "wrench", False),
    ("health", "卫生防疫用品", "shield", False),
    ("repair", "维修材料", "bolt", False),
    ("sports", "体育用品", "star", True),
    ("devices", "电教器材", "screen", True),
    ("festive", "会务活动用品", "flag", True),
    ("other", "其他物资", "box", False),
)
