"""What a school may decide about forms that were filled in without network."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

KEEP_DAYS = "outbox.keep_days"

declare(
    RuleSpec(
        KEEP_DAYS,
        _("离线填写的内容最多隔多久还能送"),
        60,
        _("天"),
        why=_("这段时间里同一份送几次都只记一次；隔得更久，系统已经不记得收没收过，就请本人看一看再填。"),
        least=7,
        most=400,
    ),
)
