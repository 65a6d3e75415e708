"""What a school may change about its security without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校安全保卫制度")
GUARDING = _("GB/T 29315")
DAYS = _("天")

declare(
    RuleSpec(
        "security.video_days", _("监控录像至少存多久"), 30, unit=DAYS, document=GUARDING, least=1, most=365,
        why=_("录像保存期限。数值取自2012版，2022版请与原文核对后再改。"),
    ),
    RuleSpec(
        "security.target_days", _("重点目标的录像至少存多久"), 90, unit=DAYS, document=_("反恐怖主义法"),
        article=_("第三十二条"), least=1, most=365,
        why=_("被公安机关列为防范恐怖袭击重点目标的部位，监控影像保存不少于九十日。"),
    ),
    RuleSpec(
        "security.mend_hours", _("监控故障多久修好"), 24, unit=_("小时"), document=GUARDING, least=1, most=720,
        why=_("数值取自2012版，2022版请与原文核对后再改。"),
    ),
    RuleSpec(
        "security.pledge_days", _("责任书开学后几天内签"), 14, unit=DAYS, document=OWN, least=1, most=60,
        why=_("过了这些天还没有签的，每周提醒一次，名单列给总务处。"),
    ),
    RuleSpec(
        "security.closed_from", _("封闭管理从几点"), "08:00", kind="time", document=OWN,
        why=_("上课期间家长和闲杂人员不进校：在接待室等，被访人出来见。"),
    ),
    RuleSpec("security.closed_to", _("封闭管理到几点"), "16:30", kind="time", document=OWN),
    RuleSpec(
        "security.cars_allowed", _("来访人员可以开车进校"), value=False, kind="bool", document=OWN,
        why=_("关着的时候，只有送货、施工和检查的车可以登记进校。"),
    ),
    RuleSpec(
        "security.taker_wanted", _("学生外出要有人接"), value=True, kind="bool", document=OWN,
        why=_("开着的时候，学生的外出单要写谁来接、电话多少。"),
    ),
    RuleSpec(
        "security.incident_days", _("事件多久要处置完"), 3, unit=DAYS, document=OWN, least=1, most=60,
        why=_("过了这些天还没有写处置的，列进到期提醒。"),
    ),
    RuleSpec(
        "security.guards_small", _("不到100名学生至少几名保安"), 1, unit=_("人"), document=_("GB/T 29315-2022"),
        least=1, most=20,
    ),
    RuleSpec(
        "security.guards_middle", _("100到999名学生至少几名保安"), 2, unit=_("人"), document=_("GB/T 29315-2022"),
        least=1, most=50, why=_("这一档的数值凭记忆写下，请与原文核对。"),
    ),
    RuleSpec(
        "security.guards_large", _("1000名学生至少几名保安"), 3, unit=_("人"), document=_("GB/T 29315-2022"), least=1,
        most=50,
    ),
    RuleSpec(
        "security.guards_step", _("超过1000名学生，每多少人加一名保安"), 500, unit=_("人"),
        document=_("GB/T 29315-2022"), least=100, most=5000,
    ),
)  # fmt: skip
