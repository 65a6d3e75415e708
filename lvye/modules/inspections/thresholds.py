"""What a school may change about hazards and patrols without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校隐患排查治理制度")
LAW = _("安全生产法（2021年修正）")
DAYS = _("天")

declare(
    RuleSpec(
        "inspections.due_days.general", _("一般隐患整改时限"), 7, unit=DAYS, document=OWN, least=1, most=180,
        why=_("派整改时没有写时限的，按这些天算。"),
    ),
    RuleSpec(
        "inspections.due_days.major", _("重大隐患整改时限"), 30, unit=DAYS, document=OWN, least=1, most=365,
        why=_("派整改时没有写时限的，按这些天算；整改以前要立警示、要写明怎样管住。"),
    ),
    RuleSpec(
        "inspections.judge_days", _("多久要定级派整改"), 1, unit=_("个工作日"), document=OWN, least=0, most=30,
        why=_("发现以后过了这些天还没有定级派整改，报主任。"),
    ),
    RuleSpec(
        "inspections.warn_minutes", _("警示最迟多久立起来"), 30, unit=_("分钟"), document=OWN, least=5, most=1440,
        why=_("会伤到人的隐患过了这么久还没有警示照片，报主任；到第二天还没有，报校长。"),
    ),
    RuleSpec(
        "inspections.escalate_days", _("逾期多久报校长"), 3, unit=DAYS, document=OWN, least=1, most=60,
        why=_("过了整改时限报主任；再过这些天还没有整改好，报分管副校长和校长。"),
    ),
    RuleSpec(
        "inspections.finder_may_recheck", _("发现人可以复查"), value=True, kind="bool", document=OWN,
        why=_("整改的人和责任人任何时候都不能复查；关掉这一条，发现的人也不能复查。"),
    ),
    RuleSpec(
        "inspections.again_days", _("多久之内再出现算反复"), 365, unit=DAYS, document=OWN, least=30, most=1500,
        why=_("同一部位、同一类别在这些天里出现几次，列进反复出现的隐患。"),
    ),
    RuleSpec(
        "inspections.again_times", _("出现几次算反复"), 2, unit=_("次"), document=OWN, least=2, most=50,
    ),
    RuleSpec(
        "inspections.major_report_days", _("重大隐患最迟多久书面报告"), 1, unit=DAYS, document=LAW,
        article=_("第四十一条"), least=0, most=30,
        why=_("重大隐患要向主管部门报告；法律没有写几天，这里按本校规定。法律说的是生产经营单位，学校按教育系统判定指南参照执行。"),
    ),
    RuleSpec(
        "inspections.month_report_day", _("校舍安全月报最迟几号报"), 5, unit=_("号"), document=OWN, least=1, most=28,
        why=_("每月一次向上级主管部门报告校舍安全情况，没有隐患也要报。"),
    ),
    RuleSpec(
        "inspections.late_hours", _("巡查多久以后上传算补录"), 12, unit=_("小时"), document=OWN, least=1, most=240,
    ),
    RuleSpec(
        "inspections.hasty_seconds", _("两站之间至少多久"), 10, unit=_("秒"), document=OWN, least=1, most=600,
        why=_("两站之间比这还快的巡查会标出来给主任看：不像走过的。"),
    ),
    RuleSpec(
        "inspections.authority", _("书面上报报给谁"), "县教育局", kind="text", document=OWN,  # house: a name
        why=_("整改不了的隐患、重大隐患、校舍安全月报的抬头。"),
    ),
)  # fmt: skip
