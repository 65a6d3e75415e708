"""What a school may decide about messages."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

declare(
    RuleSpec(
        "notices.digest_at",
        _("每日消息汇总的时间"),
        time(7, 0),
        "",
        "time",
        why=_("上班前一封邮件，把不急的消息一起说完。"),
    ),
    RuleSpec(
        "notices.keep_days",
        _("已读消息保留"),
        180,
        _("天"),
        why=_("消息只是提醒，事情本身记在各台账里；一个学期后可以清掉。"),
        least=30,
        most=3650,
    ),
)
