"""What a school may decide about approvals."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

declare(
    RuleSpec(
        "approvals.hours",
        _("每一步审批的时限"),
        16,
        _("个工作小时"),
        why=_("流程里没有另写时限的步骤，两个工作日内要有答复；过了时间催办。"),
        least=1,
        most=400,
    ),
    RuleSpec(
        "approvals.remind_hours",
        _("催办的间隔"),
        8,
        _("个工作小时"),
        why=_("过了时限还没批的，隔多久再催一次。"),
        least=1,
        most=200,
    ),
)
