"""What a school may change about its working day. Each school sets its own; the declared hours are common ones."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

WHY = _("响应和办结期限按上班时间计算，午休、夜里和放假不算。")

declare(
    RuleSpec("terms.work_from", _("上午上班时间"), time(8), kind="time", why=WHY, least=time(5), most=time(11)),
    RuleSpec("terms.lunch_from", _("午休开始时间"), time(12), kind="time", why=WHY, least=time(10), most=time(14)),
    RuleSpec("terms.lunch_to", _("午休结束时间"), time(13, 30), kind="time", why=WHY, least=time(11), most=time(16)),
    RuleSpec("terms.work_to", _("下午下班时间"), time(17, 30), kind="time", why=WHY, least=time(13), most=time(22)),
)
