"""What a school may change about its work log without a programmer."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

OWN = _("本校工作日志规定")

declare(
    RuleSpec(
        "worklog.amend_days", _("自己能改几天内的日志"), 7, unit=_("天"), document=OWN, least=0, most=120,
        why=_("记错了自己就能改、能撤回，改过的都留痕迹；过了这些天请总务处改。"),
    ),
    RuleSpec(
        "worklog.back_days", _("最多补记几天前的事"), 31, unit=_("天"), document=OWN, least=1, most=366,
        why=_("忘了记的可以补；太久以前的记不准，请总务处补。"),
    ),
    RuleSpec(
        "worklog.most_qty", _("一次最多记多少"), 20000, unit=_("个"), document=OWN, least=10, most=99_999_999,
        why=_("多出这个数的多半是打错了或听错了，会请您再看一看。"),
    ),
)  # fmt: skip
