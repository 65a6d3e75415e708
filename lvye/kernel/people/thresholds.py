"""What the school may change about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

KEPT_DAYS = "people.signin_kept_days"

declare(
    RuleSpec(
        "people.allow_incompatible",
        _("允许不相容岗位由一人兼任"),
        False,
        kind="bool",
        document=_("会计法（2024年修正）"),
        article=_("第二十五条"),
        why=_("人手少的学校有时只能一人兼两岗。打开以后仍要逐次写明理由，并单独列出备查。"),
    ),
    RuleSpec(
        KEPT_DAYS,
        _("登录记录保存"),
        190,
        unit=_("天"),
        kind="int",
        document=_("网络安全法（2016年）"),
        article=_("第二十一条"),
        note=_("条文凭记忆写，手头没有原文，启用前请与原文核对。"),
        why=_("网络日志至少保存六个月。过了这个天数，谁在什么时候登录、输错过密码的记录每天夜里清掉。"),
    ),
)
