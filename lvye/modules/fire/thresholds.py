"""What a school may change about fire equipment, plans and drills without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

STANDARD = _("建筑灭火器配置验收及检查规范 GB 50444-2008")
SERVICE, SCRAP = "5.3.2", "5.4.3"
MONTHS = _("个月")
OWN = _("本校消防安全制度")
CHECK = _("条文由转引得来，启用前请与原文核对。")
WORDS = {
    "powder": _("干粉灭火器"), "water": _("水基灭火器"), "co2": _("二氧化碳灭火器"), "gas": _("洁净气体灭火器"),
}  # fmt: skip
# agent: first service, later services, scrapping; months after the production date (first, scrap) or the last service
AGES = {"powder": (60, 24, 120), "water": (36, 12, 72), "co2": (60, 24, 144), "gas": (60, 24, 120)}

for agent, (first, again, scrap) in AGES.items():
    name = {"what": WORDS[agent]}
    declare(
        RuleSpec(
            f"fire.first_service.{agent}", _("%(what)s首次维修") % name, first, unit=MONTHS, document=STANDARD,
            article=SERVICE, least=1, most=240, why=_("从出厂日期算起，满这些个月首次维修。"), note=CHECK,
        ),
        RuleSpec(
            f"fire.again_service.{agent}", _("%(what)s以后每次维修") % name, again, unit=MONTHS, document=STANDARD,
            article=SERVICE, least=1, most=240, why=_("首次维修以后，每满这些个月再维修一次。"), note=CHECK,
        ),
        RuleSpec(
            f"fire.scrap.{agent}", _("%(what)s报废年限") % name, scrap, unit=MONTHS, document=STANDARD,
            article=SCRAP, least=12, most=360, why=_("从出厂日期算起，满这些个月报废，不得再充装。"), note=CHECK,
        ),
    )  # fmt: skip

declare(
    RuleSpec(
        "fire.test_months", _("消火栓、应急灯、报警器、水泵多久全面检测一次"), 12, unit=MONTHS, document=_("消防法"),
        article=_("第十六条"), least=1, most=60, why=_("建筑消防设施每年至少全面检测一次，记录存档。"),
    ),
    RuleSpec(
        "fire.warn_days", _("提前多久提醒送修、报废"), 60, unit=_("天"), document=OWN, least=7, most=365,
    ),
    RuleSpec(
        "fire.drills_term", _("每学期演练几次"), 2, unit=_("次"), document=OWN, least=0, most=40,
        why=_("逃生演练每学期不少于这些次；少了，主任和校长的今日页会说。"),
        note=_("教基一厅〔2014〕2号要求中小学每月至少一次、幼儿园每季度至少一次，可以按它从严改。"),
    ),
    RuleSpec(
        "fire.drill_seconds.low", _("四层及以下的楼几秒内撤完"), 120, unit=_("秒"),
        document=_("中小学幼儿园应急疏散演练指南 教基一厅〔2014〕2号"), least=30, most=1200, note=CHECK,
    ),
    RuleSpec(
        "fire.drill_seconds.high", _("四层以上的楼几秒内撤完"), 180, unit=_("秒"),
        document=_("中小学幼儿园应急疏散演练指南 教基一厅〔2014〕2号"), least=30, most=1200, note=CHECK,
        why=_("指南按学段定：中学两分钟，小学三分钟；安排演练时可以逐栋改。"),
    ),
    RuleSpec(
        "fire.plan_review_months", _("应急预案多久修订一次"), 12, unit=MONTHS, document=OWN, least=1, most=60,
        why=_("发布或看过以后满这些个月，要重新看一遍。"),
    ),
)  # fmt: skip
