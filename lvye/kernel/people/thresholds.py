"""What the school may change about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

declare(
    RuleSpec(
        "people.allow_incompatible",
        _("允许不相容岗位由一人兼任"),
        False,
        kind="bool",
        document=_("会计法（2024年修正）"),
        article=_("第二十五条"),
        why=_("人手少的学校有时只能一人兼两岗。打开以后仍要逐次写明理由，并单独列出备查。"),
    )
)
