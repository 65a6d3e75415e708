"""What a school may change about its plans without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校计划与会议制度")

declare(
    RuleSpec(
        "plans.remind_days", _("计划事项提前几天提醒"), 3, unit=_("天"), document=OWN, least=0, most=60,
        why=_("期限前这些天提醒负责人一次；到期没做完，第二天再提醒一次。"),
    ),
    RuleSpec(
        "plans.warn_days", _("计划事项几天内算快到期"), 7, unit=_("天"), document=OWN, least=0, most=90,
        why=_("在“快到期”里变成黄色的天数。"),
    ),
    RuleSpec(
        "plans.close_days", _("期末前几天可以总结计划"), 21, unit=_("天"), document=OWN, least=0, most=90,
        why=_("太早总结，“不超过”一类的目标还不能算数。"),
    ),
    RuleSpec(
        "plans.sign_minutes", _("会前多少分钟可以签到"), 30, unit=_("分钟"), document=OWN, least=0, most=720,
        why=_("到了会场再签；更早的请会议记录人代签。"),
    ),
    RuleSpec(
        "plans.peak_ratio", _("比平常月份多几倍算高峰"), "2.0", unit=_("倍"), kind="decimal", least=1, most=20,
        why=_("编计划时，往年同月报修明显多的类别会列出来，提前安排检修。"),
    ),
    RuleSpec(
        "plans.peak_least", _("高峰至少多少件"), 5, unit=_("件"), least=1, most=1000,
        why=_("件数太少的起伏不算高峰。"),
    ),
)  # fmt: skip
