"""What a school may change about its canteen without a programmer, and which document says so."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校食堂安全卫生制度")
MEALS45 = _("学校食品安全与营养健康管理规定（教育部令第45号）")
LAW = _("食品安全法")
STANDARD = _("食品安全国家标准 餐饮服务通用卫生规范（GB 31654-2021）")
PRACTICE = _("餐饮服务食品安全操作规范")
GROUP = _("集中用餐单位落实食品安全主体责任监督管理规定（2025）")
RECALLED = _("条文凭记忆写，手头没有原文，启用前请与原文核对。")
QUOTED = _("条文由转引得来，启用前请与原文核对。")
DEGREES, MINUTES, DAYS, HOURS = _("℃"), _("分钟"), _("天"), _("小时")

declare(
    RuleSpec(
        "canteen.store", _("食堂库房是哪个保管室"), "shitang", kind="text", document=OWN,  # house: a code
        why=_("验收好的食材进这个保管室，灶上领用从这里出；填保管室的编号。"),
    ),
    RuleSpec(
        "canteen.cert_warn_days", _("健康证到期前几天提醒"), 30, unit=DAYS, document=LAW, article=_("第四十五条"),
        least=1, most=120, why=_("从业人员每年体检，取得健康证明才能上岗；过期的不进当天名单。"),
    ),
    RuleSpec(
        "canteen.training_needed", _("没有培训证不能上岗"), False, kind="bool", document=OWN,
        why=_("法律只要求健康证明；学校可以要求培训证也有效才进当天名单。"),
    ),
    RuleSpec(
        "canteen.fever", _("多少度算发热"), "37.3", kind="decimal", unit=DEGREES, document=PRACTICE, least=36, most=39,
        why=_("晨检体温到了这个数就算发热，当天离岗。"),
        note=RECALLED,
    ),
    RuleSpec(
        "canteen.sample_grams", _("每样留样至少多少克"), 125, unit=_("克"), document=MEALS45,
        article=_("第四十条第一款"), least=100, most=500,
        why=_("每餐次的每种成品都要留，汤、粥也算。有的旧表写 100 克，已经不够。"),
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.sample_hours", _("留样至少多少小时"), 48, unit=HOURS, document=MEALS45, article=_("第四十条第一款"),
        least=24, most=168,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.core_least", _("热菜中心温度至少"), 70, unit=DEGREES, document=STANDARD, least=60, most=100,
        why=_("不到这个温度的继续加热，不能出锅。"), note=RECALLED,
    ),
    RuleSpec(
        "canteen.chilled_most", _("冷藏食材到货最高温度"), 8, unit=DEGREES, document=STANDARD, least=0, most=15,
        note=RECALLED,
    ),
    RuleSpec(
        "canteen.frozen_most", _("冷冻食材到货最高温度"), -12, unit=DEGREES, document=STANDARD, least=-30, most=0,
        note=RECALLED,
    ),
    RuleSpec(
        "canteen.steam_degrees", _("蒸汽、煮沸消毒温度"), 100, unit=DEGREES, document=PRACTICE, least=80, most=130,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.steam_minutes", _("蒸汽、煮沸消毒时间"), 10, unit=MINUTES, document=PRACTICE, least=1, most=120,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.infrared_degrees", _("红外消毒温度"), 120, unit=DEGREES, document=PRACTICE, least=80, most=200,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.infrared_minutes", _("红外消毒时间"), 10, unit=MINUTES, document=PRACTICE, least=1, most=120,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.washer_degrees", _("洗碗机水温"), 85, unit=DEGREES, document=PRACTICE, least=60, most=100,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.washer_minutes", _("洗碗机冲洗时间"), "0.67", kind="decimal", unit=MINUTES, document=PRACTICE,
        least=0, most=60, why=_("规范写的是 40 秒。"),
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.chlorine_strength", _("有效氯浓度"), 250, unit=_("毫克/升"), document=PRACTICE, least=50, most=2000,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.chlorine_minutes", _("含氯浸泡时间"), 5, unit=MINUTES, document=PRACTICE, least=1, most=120,
        note=QUOTED,
    ),
    RuleSpec(
        "canteen.ultraviolet_minutes", _("紫外线照射时间"), 30, unit=MINUTES, document=PRACTICE, least=10, most=240,
        note=RECALLED,
    ),
    RuleSpec(
        "canteen.buyer_not_receiver", _("订货的人不能验收"), True, kind="bool",
        document=_("行政事业单位内部控制规范（试行）财会〔2012〕21号"),
        why=_("采购与验收是不相容岗位。"),
        note=RECALLED,
    ),
    RuleSpec(
        "canteen.late_hours", _("日管控多久以后记算补记"), 24, unit=HOURS, document=GROUP, least=1, most=240,
        why=_("从当天零点往后数；没有发现问题也要记，叫零风险报告。"),
        note=_("规定要求每天记，没有写几个小时；这个数是本校的。"),
    ),
    RuleSpec(
        "canteen.finding_days", _("发现的问题几天改好"), 3, unit=DAYS, document=OWN, least=0, most=90,
        why=_("没有另外写时限的按这个数。"),
    ),
    RuleSpec(
        "canteen.parent_visits", _("每学期家长陪餐至少几次"), 2, unit=_("次"), document=MEALS45,
        region=_("各地不一"), least=0, most=100, note=_("规定没有写次数，请按本地的文件改。"),
        why=_("次数由地方定：有的城镇学校不少于两次、农村不少于一次。"),
    ),
    RuleSpec(
        "canteen.director_diners", _("多少人用餐要设食品安全总监"), 500, unit=_("人"), document=GROUP, least=1,
        most=100000, why=_("学校食堂五百人、幼儿园食堂三百人；幼儿园请改成 300。"),
        note=QUOTED,
    ),
    RuleSpec("canteen.lunch_at", _("午餐几点开"), "11:30", kind="time", document=OWN),
    RuleSpec("canteen.breakfast_at", _("早餐几点开"), "07:00", kind="time", document=OWN),
    RuleSpec("canteen.snack_at", _("点心几点开"), "15:30", kind="time", document=OWN),
    RuleSpec("canteen.dinner_at", _("晚餐几点开"), "17:30", kind="time", document=OWN),
)  # fmt: skip
