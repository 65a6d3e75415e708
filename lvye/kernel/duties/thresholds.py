"""What a school may change about its recurring duties without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校例行检查规定")

declare(
    RuleSpec(
        "duties.ahead_days", _("提前生成多少天的检查任务"), 14, unit=_("天"), document=OWN, least=1, most=210,
        why=_("手机没有网时也看得到后面几天要查什么；校历变了，没开始的会自动重排。"),
    ),
    RuleSpec(
        "duties.clock_minutes", _("手机时间差多少分钟算不准"), 10, unit=_("分钟"), document=OWN, least=1, most=120,
        why=_("手机时间差得多的，检查时间不能信，按收到的时间算，并且标明。"),
    ),
    RuleSpec(
        "duties.late_days", _("漏检后最多几天内可以补录"), 7, unit=_("天"), document=OWN, least=0, most=60,
        why=_("补录要标明补录；隔得太久记不准，就让它漏着。"),
    ),
    RuleSpec(
        "duties.same_days", _("同一读数连续几天算可疑"), 10, unit=_("天"), document=OWN, least=3, most=31,
        why=_("温度、压力这类数天天一样，多半没去看。"),
    ),
    RuleSpec(
        "duties.rush_count", _("多少项连着做算太快"), 10, unit=_("项"), document=OWN, least=2, most=200,
        why=_("人走路要时间，几十秒查不了十处。"),
    ),
    RuleSpec(
        "duties.rush_seconds", _("多少秒内做完算太快"), 40, unit=_("秒"), document=OWN, least=5, most=3600,
        why=_("和上一条一起用：在这么多秒里做完这么多项，列给主任核实。"),
    ),
    RuleSpec(
        "duties.night_count", _("一小时内补录多少项算可疑"), 20, unit=_("项"), document=OWN, least=5, most=500,
        why=_("月底一晚上把一个月的表填完，不是检查。"),
    ),
)  # fmt: skip
