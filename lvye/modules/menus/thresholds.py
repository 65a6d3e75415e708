"""What a school may change about its menus without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校食堂管理规定")
NORM = _("学生餐营养指南 WS/T 554-2017")
SHARE = "%"
TRAY = _(
    "排菜时一餐要几样，一样写一个：staple 主食、main 大荤、half 小荤、green 素菜、soup 汤羹粥、"
    "drink 奶和豆浆、fruit 水果、snack 点心；要两样就写两个。"
)

declare(
    RuleSpec(
        "menus.meals", _("食堂供哪几餐"), ("breakfast", "lunch", "dinner"), kind="list", document=OWN,
        why=_("写 breakfast 早餐、lunch 午餐、dinner 晚餐、snack 加餐；三餐都供时才核算全天和餐次比例。"),
    ),
    RuleSpec(
        "menus.ages", _("给哪些年龄的学生供餐"), ("12-14",), kind="list", document=NORM, article=_("表1"),
        why=_("写 6-8、9-11、12-14、15-17，幼儿园写 3-5（没有标准，不评判）；第一个是排菜和核算时先看的。"),
    ),
    RuleSpec(
        "menus.count_before", _("报餐最迟提前几个上学日"), 1, unit=_("天"), document=OWN, least=0, most=5,
        why=_("提前一天报，采购员才能按人数订菜；0 是当天。"),
    ),
    RuleSpec(
        "menus.count_until", _("报餐最迟几点"), "15:00", kind="time", document=OWN,
        why=_("过了这个时间班主任不能再改，由食堂管理员改并注明。"),
    ),
    RuleSpec(
        "menus.energy_least", _("能量最少占标准"), 90, unit=SHARE, document=NORM, article=_("表1"), least=50, most=100,
    ),
    RuleSpec(
        "menus.energy_most", _("能量最多占标准"), 110, unit=SHARE, document=NORM, article=_("表1"), least=100, most=200,
    ),
    RuleSpec(
        "menus.protein_least", _("蛋白质最少占标准"), 80, unit=SHARE, document=NORM, article=_("表1"), least=50,
        most=100,
    ),
    RuleSpec(
        "menus.protein_most", _("蛋白质最多占标准"), 120, unit=SHARE, document=NORM, article=_("表1"), least=100,
        most=250,
        why=_("标准写 80%—120%；本校一直偏高、又有道理的，可以放宽并写明。"),
    ),
    RuleSpec(
        "menus.kinds_day", _("每天至少几种食物"), 12, unit=_("种"), document=NORM, article=_("4"), least=1, most=40,
        why=_("油、盐、调味品不算种数；标准说的是全天。"),
    ),
    RuleSpec(
        "menus.kinds_week", _("每周至少几种食物"), 25, unit=_("种"), document=NORM, article=_("4"), least=1, most=80,
    ),
    RuleSpec(
        "menus.tray_breakfast", _("早餐配几样"), ("staple", "half", "drink"), kind="list", document=OWN, why=TRAY,
    ),
    RuleSpec(
        "menus.tray_lunch", _("午餐配几样"), ("staple", "main", "half", "green", "soup"), kind="list", document=OWN,
        why=TRAY,
    ),
    RuleSpec(
        "menus.tray_dinner", _("晚餐配几样"), ("staple", "main", "green", "soup"), kind="list", document=OWN, why=TRAY,
    ),
    RuleSpec(
        "menus.tray_snack", _("加餐配几样"), ("fruit",), kind="list", document=OWN, why=TRAY,
    ),
    RuleSpec(
        "menus.gap_days", _("同一道菜最少隔几天"), 2, unit=_("天"), document=OWN, least=0, most=14,
        why=_("排菜时同一道菜隔这么多天才再出现；固定菜（米饭、牛奶）不算。"),
    ),
    RuleSpec(
        "menus.lately_days", _("最近吃过的看几天"), 14, unit=_("天"), document=OWN, least=0, most=60,
        why=_("排菜时尽量避开这些天里吃过的菜。"),
    ),
    RuleSpec(
        "menus.expiring_days", _("几天内到期的库存先用"), 14, unit=_("天"), document=OWN, least=1, most=90,
        why=_("排菜时尽量用掉这些天里到期的食材。"),
    ),
    RuleSpec(
        "menus.solver_seconds", _("排菜最多算几秒"), 6, unit=_("秒"), document=OWN, least=1, most=60,
        why=_("算得久一点，离最好更近；差多少会写出来。"),
    ),
    RuleSpec(
        "menus.publish_days", _("食谱最迟提前几天公示"), 2, unit=_("天"), document=OWN, least=0, most=14,
        why=_("周一前这么多天还没有公示的，列进待办。"),
    ),
)  # fmt: skip
